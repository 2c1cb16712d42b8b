"""A mail server that can be down, counts what reaches it, and takes its time."""

import asyncio
import email
import threading
import time
from collections import Counter
from collections.abc import Callable

from aiosmtpd.controller import Controller


class MailServer:
    """Listens on 127.0.0.1 once started, in a thread of its own.

    arrived: how often each Message-ID came. recipients: which Message-IDs came for each address.
    on_mail: called while the site still waits for the answer, when the mail is ours already: killed now, its worker
    does not know that it left.
    """

    def __init__(self, port: int, delay: float):
        self.arrived: Counter[str] = Counter()
        self.recipients: dict[str, set[str]] = {}
        self.on_mail: Callable[[], None] | None = None
        self.last = 0.0
        self._delay = delay
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._lock = threading.Lock()

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        if self._controller.server is not None:
            self._controller.stop(no_assert=True)

    async def handle_DATA(self, server, session, envelope) -> str:
        number = email.message_from_bytes(envelope.content)["Message-ID"]
        with self._lock:
            self.arrived[number] += 1
            for address in envelope.rcpt_tos:
                self.recipients.setdefault(address, set()).add(number)
            self.last = time.monotonic()
        if self.on_mail:
            self.on_mail()
        await asyncio.sleep(self._delay)
        return "250 OK"
