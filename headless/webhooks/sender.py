"""Whose turn it is. Runs in a thread of the worker, beside its other jobs: no receiver can hold those up.

Each webhook has one message under way at a time, and several webhooks are served at once. A turn ends with the first message
that is not taken at once, so that of many receivers the slow ones wait for the quick ones, and not the other way round.
"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connections

from .send import due, send_next

logger = logging.getLogger(__name__)

AT_ONCE = 8
#: A turn lasts so many messages, and no message more after so long.
MOST_IN_A_TURN = 20
TURN_SECONDS = 5.0
LOOK_EVERY = 1.0


class Sender:
    def __init__(self) -> None:
        self._under_way: set[int] = set()
        self._served: dict[int, float] = {}
        self._changed = threading.Condition()

    def run(self, stop: threading.Event) -> None:
        """Until it is told to stop; what is under way then is finished, within `call.DEADLINE`."""
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook") as pool:
            while not stop.is_set():
                close_old_connections()
                try:
                    self.start_turns(pool)
                except Exception:  # a database that is away for a moment must not end it
                    logger.exception("Webhooks could not be looked for; they are looked for again.")
                stop.wait(LOOK_EVERY)
        connections.close_all()

    def start_turns(self, pool: ThreadPoolExecutor) -> list[int]:
        """Give a turn to webhooks with something due, those first that had none for longest; no more than can be served now."""
        waiting = set(due().order_by().values_list("webhook", flat=True).distinct())
        with self._changed:
            free = AT_ONCE - len(self._under_way)
            chosen = sorted(waiting - self._under_way, key=lambda pk: self._served.get(pk, 0.0))[:free]
            self._under_way |= set(chosen)
            self._served = {pk: at for pk, at in self._served.items() if pk in waiting}
        for webhook_id in chosen:
            pool.submit(self._turn, webhook_id)
        return chosen

    def _turn(self, webhook_id: int) -> None:
        try:
            turn(webhook_id)
        except Exception:
            # Without the traceback's values: an address is a secret.
            logger.exception("A webhook’s turn was broken off; it goes on with the next.")
        finally:
            connections.close_all()
            with self._changed:
                self._under_way.discard(webhook_id)
                self._served[webhook_id] = time.monotonic()


def turn(webhook_id: int) -> int:
    """Send what is due of one webhook, for a while; how many messages arrived."""
    ends = time.monotonic() + TURN_SECONDS
    for number in range(MOST_IN_A_TURN):
        answer = send_next(webhook_id)
        if answer is None or answer.problem:
            return number
        if time.monotonic() >= ends:
            return number + 1
    return MOST_IN_A_TURN
