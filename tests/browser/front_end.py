"""A small front end on another port: it renders previews on the server, as a framework would, and keeps nothing of them."""

import html
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} – The front end</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>{title}</h1><h4>Skipped two levels</h4><p id="text">{text}</p></main>
<script src="{cms}/static/second_chances/preview.js" defer data-api="{cms}/api/v1/" data-key="{key}"></script>
</body></html>"""


class FrontEnd:
    """Where it is, which CMS it asks, and with which key (said once it is known)."""

    def __init__(self, cms: str) -> None:
        self.cms, self.key, self.origin = cms, "", ""
        #: The document of each preview that was shown.
        self.shown: list[dict] = []

    def preview(self, token: str) -> tuple[int, str]:
        headers = {"X-Publishable-Key": self.key, "X-Preview-Token": token}
        try:
            with urlopen(Request(f"{self.cms}/api/v1/preview", headers=headers)) as answer:
                document = json.load(answer)["document"]
        except HTTPError as error:
            return error.code, f"<!doctype html><title>{error.code}</title><h1>No preview</h1>"
        self.shown.append(document)
        words = html.escape(document.get("standfirst", ""))
        return 200, PAGE.format(title=html.escape(document["title"]), text=words, cms=self.cms, key=self.key)


@contextmanager
def running_front_end(cms: str) -> Iterator[FrontEnd]:
    front_end = FrontEnd(cms)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            token = parse_qs(parts.query).get("token", [""])[0]
            status, page = front_end.preview(token) if parts.path == "/preview" else (404, "<h1>Nothing here</h1>")
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Security-Policy", f"frame-ancestors {cms}")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format, *args):
            """Nothing: addresses hold tokens."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    front_end.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield front_end
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
