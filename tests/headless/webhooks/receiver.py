"""A receiver on this machine that answers as told, and remembers what it got."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Got:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answers`: functions that answer one request each, with the handler; then it takes everything."""

    answers: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    #: Set when the test is over: whoever trickles stops.
    over: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def __enter__(self):
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.got.append(Got(self.path, headers, body))
                answer = receiver.answers.pop(0) if receiver.answers else says(204)
                receiver.arrived.release()
                with suppress(OSError):  # whoever asked has hung up
                    answer(self)

            def log_message(self, format, *args):
                """Not into the test's output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.over.clear()
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *args):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


def says(status: int, body: bytes = b"", **headers: str):
    """Answers with this."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def trickles(receiver: Receiver, start: bytes = b"HTTP/1.1 200 OK\r\nX-Slow: "):
    """Answers a byte at a time, for ever."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        while not receiver.over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return answer
