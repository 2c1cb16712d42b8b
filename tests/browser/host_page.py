"""A site of somebody else's: pages from another origin."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class HostSite:
    """`pages`: HTML by path; may be changed while it runs."""

    def __init__(self, origin: str, pages: dict[str, str]):
        self.origin, self.pages = origin, pages

    def put(self, body: str, *, head: str = "", lang: str = "en", path: str = "/page") -> str:
        """A page with this in it. Returns its address."""
        self.pages[path] = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>A library</title>{head}</head>'
            f"<body><main><h1>A library</h1><h2>Second chances</h2>{body}</main></body></html>"
        )
        return f"{self.origin}{path}"


@contextmanager
def host_site() -> Iterator[HostSite]:
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page = pages.get(self.path.split("?")[0])
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *arguments):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield HostSite(f"http://127.0.0.1:{server.server_port}", pages)
    finally:
        server.shutdown()
        server.server_close()
