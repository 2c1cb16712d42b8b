"""The outbox of events: what happened is recorded with what caused it, all or nothing; who delivers it comes later.

Apps announce in `AppConfig.ready()` which kinds there are and what an event of each says:

    events.announce_kind("story.withdrawn", says=("pages", "tags"))

What is not announced cannot be recorded, so that nothing personal slips into what others are told.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from .models import Event

_kinds: dict[str, frozenset[str]] = {}


class NotAnnounced(Exception):
    """An event of a kind, or with a part, that nobody has announced."""


def announce_kind(kind: str, *, says: Iterable[str]) -> None:
    """Announce a kind of event and the names of the parts of its data. A second announcement replaces the first."""
    _kinds[kind] = frozenset(says)


def kinds() -> list[str]:
    """Every kind that was announced."""
    return sorted(_kinds)


def record(*, kind: str, key: str, data: Mapping[str, Any]) -> Event:
    """Record that something happened. Call it in the transaction of what happened: it is committed with that or not at all.

    key: names the one thing that happened; told again, it is the same event, as it was recorded first. data: plain values that
    name nobody. Raises NotAnnounced.
    """
    if kind not in _kinds or not _kinds[kind] >= set(data):
        raise NotAnnounced(f"Nobody has announced events of the kind {kind!r} with {', '.join(sorted(data))}.")
    return Event.objects.get_or_create(key=key, defaults={"kind": kind, "data": dict(data)})[0]
