"""Which addresses may be called, and what their names stand for.

Staff write addresses, and receivers send on to others: neither may lead our server to what only our server can reach. A name is
looked up once; every address that it stands for must be a public one; and the connection goes to just that address
(`call`), so that a name which stands for another one a moment later gains nothing.
"""

import ipaddress
import queue
import socket
import threading
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ..conf import conf
from .problems import Refused

LONGEST = 2000
_PORTS = {"https": 443, "http": 80}
#: Of IPv6, only what is given out to networks of the world.
_WORLD = ipaddress.ip_network("2000::/3")
#: An IPv4 address stands within these, and is judged itself.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: Within the world, and yet nobody's: documentation, tunnels, what was given up.
_NOBODYS = [
    ipaddress.ip_network(text)
    for text in ("2001::/23", "2001:db8::/32", "3fff::/20", "192.88.99.0/24", "192.0.0.0/24", "100.64.0.0/10")
]
#: What a path or query may hold as it is.
_SAFE = "/?&=%:@!$'()*+,;~[]"

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Place:
    """An address, taken apart. `host` as DNS has it; `target` as the request line has it."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def place_of(url: str) -> Place:
    """Take an address apart. Raises Refused for what may not be called, whatever its name stands for."""
    if len(url) > LONGEST or any(character.isspace() or not character.isprintable() for character in url):
        raise Refused("address")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise Refused("address") from error
    if not host:
        raise Refused("address")
    if parts.scheme not in _PORTS or (parts.scheme == "http" and not conf.WEBHOOK_PRIVATE_NETWORKS):
        raise Refused("scheme")
    if "@" in parts.netloc:
        raise Refused("login")
    port = port or _PORTS[parts.scheme]
    if port < 1024 and port not in _PORTS.values():
        raise Refused("port")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port, quote(target, safe=_SAFE))


def look_up(place: Place, *, seconds: float) -> list[IP]:
    """What its name stands for now. Raises Refused unless each of these may be called.

    Without https only networks that the operator allows: what goes there is in nobody's way.
    """
    found = _addresses(place.host, place.port, seconds)
    if not found:
        raise Refused("unknown")
    allowed = [_is_allowed(ip) for ip in found]
    if not all(may or (place.scheme == "https" and is_public(ip)) for ip, may in zip(found, allowed, strict=True)):
        raise Refused("private" if not all(is_public(ip) for ip in found) else "scheme")
    return found


def is_public(ip: IP) -> bool:
    """Whether it belongs to the world, and to nobody's own network; also what a tunnel's address leads to."""
    inner = _inner(ip)
    if inner is not None:
        return is_public(inner)
    if any(ip in network for network in _NOBODYS if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and (ip.version == 4 or ip in _WORLD)


def _inner(ip: IP) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to."""
    if ip.version == 4:
        return None
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _is_allowed(ip: IP) -> bool:
    networks = (ipaddress.ip_network(text) for text in conf.WEBHOOK_PRIVATE_NETWORKS)
    return any(ip in network for network in networks if network.version == ip.version)


def _addresses(host: str, port: int, seconds: float) -> list[IP]:
    """By the system's resolver, which has no time limit: in a thread that nobody waits for any longer than that."""
    answers: queue.SimpleQueue = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_resolve(host, port))
        except (OSError, UnicodeError):
            answers.put([])

    threading.Thread(target=ask, daemon=True, name="webhook-name").start()
    try:
        found = answers.get(timeout=max(0.001, seconds))
    except queue.Empty:
        return []
    return list(dict.fromkeys(ipaddress.ip_address(text) for text in found))


def _resolve(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
