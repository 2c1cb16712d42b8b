"""How often somebody may do something, counted in a cache that all processes share."""

import ipaddress
import logging
import time
from dataclasses import dataclass

from django.core.cache import caches

from .conf import conf
from .encryption import keyed_hash

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rate:
    """So many times in so many seconds."""

    number: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Rate":
        """From "number/seconds". Raises ValueError."""
        number, seconds = (int(part) for part in text.split("/"))
        if number < 0 or seconds < 1:
            raise ValueError(f"{text!r} is no rate")
        return cls(number, seconds)


def seconds_to_wait(what: str, who: str, rate: Rate, *, once: str = "") -> int:
    """Count one more, and say how long `who` must wait: 0 while within the rate.

    once: names what is counted; the same again, such as a request that is repeated after a broken connection, is not.
    Time is cut into windows of the rate's length. The cache holds keyed hashes, no addresses. A cache that is away
    refuses nobody: what is stored is worth more than what is kept out.
    """
    now = time.time()
    window = int(now // rate.seconds)
    key = f"sc-throttle:{keyed_hash(f'{what}:{window}:{who}', purpose='throttle').hex()}"
    try:
        cache = caches[conf.THROTTLE_CACHE]
        cache.add(key, 0, timeout=rate.seconds + 60)
        counted = once and not cache.add(f"{key}:{_short(once)}", 1, timeout=rate.seconds + 60)
        count = cache.get(key, 0) if counted else cache.incr(key)
        # The database's cache would let what it counts lapse after five minutes, whatever was said before.
        cache.touch(key, timeout=rate.seconds + 60)
    except Exception as error:  # each cache backend has errors of its own
        logger.warning("The cache cannot count (%s); nobody is slowed down.", type(error).__name__)
        return 0
    return 0 if count <= rate.number else int((window + 1) * rate.seconds - now) + 1


def _short(name: str) -> str:
    return keyed_hash(name, purpose="throttle").hex()[:32]


def visitor_address(request) -> str:
    """Where a request comes from, believing as many proxies as the setting TRUSTED_PROXIES says are one's own.

    IPv6: the first 64 bits, which are one household's. What is no address (a proxy's slip) counts as it stands.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if conf.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if hops:
            address = hops[max(0, len(hops) - conf.TRUSTED_PROXIES)]
    return _household(address)


def _household(text: str) -> str:
    bare = text.removeprefix("[").partition("]")[0] if text.startswith("[") else text
    if bare.count(":") == 1:  # IPv4 with the port that some proxies add
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
