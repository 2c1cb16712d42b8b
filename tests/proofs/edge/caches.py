"""Varnish and nginx with the files of `deploy/`, on ports of their own."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.proofs.site import ROOT, free_port

DEPLOY = ROOT / "deploy"
SECONDS_TO_START = 20


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def hits(self) -> int:
        """How often Varnish has given it out since it got it."""
        found = re.fullmatch(r"(?:hit|stale) (\d+)", self.headers.get("x-cache", ""))
        return int(found[1]) if found else 0

    @property
    def is_stale(self) -> bool:
        return self.headers.get("x-cache", "").startswith("stale")


@dataclass
class Asker:
    """Asks at a port, by the name of the site."""

    port: int
    host: str

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            connection.request(
                method, path, headers={"Host": self.host} | {key.replace("_", "-"): headers[key] for key in headers}
            )
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, names, answer.read())
        finally:
            connection.close()


@contextmanager
def varnish(folder: Path, *, site_port: int, purge_port: int) -> Iterator[int]:
    """`deploy/varnish.vcl` in front of the site; the port at which readers ask."""
    port = free_port()
    text = (DEPLOY / "varnish.vcl").read_text()
    assert '.port = "8000"' in text
    (folder / "varnish.vcl").write_text(text.replace('.port = "8000"', f'.port = "{site_port}"'))
    command = [
        *(shutil.which("varnishd") or "/usr/sbin/varnishd", "-F", "-j", "none", "-n", str(folder / "varnish")),
        *("-a", f"site=127.0.0.1:{port}", "-a", f"purge=127.0.0.1:{purge_port}"),
        *("-f", str(folder / "varnish.vcl"), "-s", "malloc,64m"),
    ]
    with _running(command, folder / "varnish.log", port):
        yield port


@contextmanager
def nginx(folder: Path, *, site_port: int) -> Iterator[int]:
    """`deploy/nginx.conf` in front of the site, without TLS; the port at which readers ask."""
    port = free_port()
    text = (DEPLOY / "nginx.conf").read_text()
    for pattern, ours in (
        (r"server 127\.0\.0\.1:8000;", f"server 127.0.0.1:{site_port};"),
        (r"/var/cache/nginx-second-chances", str(folder / "nginx-cache")),
        (r"/var/log/nginx/access\.log", str(folder / "nginx-access.log")),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        (r"listen 80;", f"listen 127.0.0.1:{free_port()};"),
        (r"ssl_certificate(_key)? .*;", ""),
    ):
        text, number = re.subn(pattern, ours, text)
        assert number, pattern
    (folder / "nginx-site.conf").write_text(text)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log; events {{}}\n"
        f"http {{ include {folder}/nginx-site.conf; }}\n"
    )
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with _running(command, folder / "nginx.log", port):
        yield port


@contextmanager
def _running(command: list[str], log: Path, port: int) -> Iterator[None]:
    with log.open("w") as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} does not start: {log.read_text()[-3000:]}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _listens(port: int) -> bool:
    try:
        Asker(port, "127.0.0.1").get("/health/live/")
    except OSError:
        return False
    return True
