"""One message to one address, within a time that nobody can stretch: neither by bytes that trickle, nor by a long answer."""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urljoin

from .address import IP, Place, look_up, place_of
from .problems import Refused

#: For all of it: name, connection, certificate, message, answer, and where it is sent on. In seconds.
DEADLINE = 10.0
MOST_REDIRECTS = 3
#: So much of an answer is read; so long at most, once it is known that the message was taken.
MOST_BYTES = 64 * 1024
READ_SECONDS = 2.0
#: One of several addresses of a name may take so long to connect.
_CONNECT_SECONDS = 4.0


@dataclass(frozen=True)
class Answer:
    """What came of it. `problem` is a code of `problems.WORDS`, or empty: it has arrived."""

    status: int | None = None
    problem: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    milliseconds: int = 0


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send it. It never raises for what a receiver does, and never takes much longer than DEADLINE."""
    start = time.monotonic()
    try:
        answer = _follow(url, body, headers, start + DEADLINE)
    except Refused as refused:
        answer = Answer(problem=refused.code)
    milliseconds = round((time.monotonic() - start) * 1000)
    return Answer(answer.status, answer.problem, answer.body, answer.headers, milliseconds)


def _follow(url: str, body: bytes, headers: Mapping[str, str], ends: float) -> Answer:
    """Where a receiver sends on, that address is checked as the first was. Raises Refused."""
    place = place_of(url)
    for _hop in range(MOST_REDIRECTS + 1):
        answer = _once(place, body, headers, ends)
        status, location = answer.status or 0, answer.headers.get("location", "")
        if not 300 <= status < 400:
            return answer
        if status not in (307, 308) or not location:
            return Answer(status, "redirect", answer.body, answer.headers)
        url = urljoin(url, location)
        there = place_of(url)
        if (there.scheme, there.host) != (place.scheme, place.host):
            look_up(there, seconds=ends - time.monotonic())  # so that staff read of a private address as such
            return Answer(status, "redirect-elsewhere", answer.body, answer.headers)
        place = there
    return Answer(answer.status, "redirects", answer.body, answer.headers)


def _once(place: Place, body: bytes, headers: Mapping[str, str], ends: float) -> Answer:
    ips = look_up(place, seconds=ends - time.monotonic())
    try:
        with closing(_connect(place, ips, ends)) as sock, _cut_off(sock, ends):
            if place.scheme == "https":
                # Wrapped by hand, so that what is cut off is there from the beginning.
                safe = _tls().wrap_socket(sock, server_hostname=place.host, do_handshake_on_connect=False)
                with closing(safe), _cut_off(safe, ends):
                    safe.do_handshake()
                    return _exchange(safe, place, body, headers, ends)
            return _exchange(sock, place, body, headers, ends)
    except ssl.SSLCertVerificationError:
        return Answer(problem="tls")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(problem="deadline" if time.monotonic() >= ends else "broken")


def _exchange(sock, place: Place, body: bytes, headers: Mapping[str, str], ends: float) -> Answer:
    connection = http.client.HTTPConnection(place.host, place.port)
    connection.sock = sock
    connection.request("POST", place.target, body, {**headers, "Host": place.host_header, "Connection": "close"})
    with closing(connection.getresponse()) as response:
        if time.monotonic() >= ends:  # cut off amid its headers, which looks like their end
            raise TimeoutError
        said = {name.lower(): value for name, value in response.getheaders()}
        with _cut_off(sock, min(ends, time.monotonic() + READ_SECONDS)):
            content = _beginning(response)
    problem = "" if 200 <= response.status < 300 else "gone" if response.status == 410 else "status"
    return Answer(response.status, problem, content, said)


def _beginning(response) -> bytes:
    """As much of the answer as comes in time. The receiver has said already what became of the message."""
    content = b""
    try:
        while len(content) < MOST_BYTES and (more := response.read1(MOST_BYTES - len(content))):
            content += more
    except (OSError, http.client.HTTPException, ValueError):
        return content
    return content


def _connect(place: Place, ips: list[IP], ends: float) -> socket.socket:
    """To the first of these very addresses that answers. Raises Refused."""
    for number, ip in enumerate(ips, start=1):
        left = ends - time.monotonic()
        if left <= 0:
            break
        family = socket.AF_INET6 if isinstance(ip, ipaddress.IPv6Address) else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(left if number == len(ips) else min(left, _CONNECT_SECONDS))
        try:
            sock.connect((str(ip), place.port))
        except OSError:
            sock.close()
            continue
        sock.settimeout(max(0.001, ends - time.monotonic()))
        return sock
    raise Refused("deadline" if time.monotonic() >= ends else "connect")


@contextmanager
def _cut_off(sock: socket.socket, ends: float) -> Iterator[None]:
    """End the connection at that moment, whoever is reading from it: a time limit of a socket begins anew with each byte."""

    def cut() -> None:
        try:
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already

    timer = threading.Timer(max(0.0, ends - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
