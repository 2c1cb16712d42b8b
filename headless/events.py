"""The outbox of events: what happened is recorded with what caused it, all or nothing; the worker tells it (`webhooks`).

Apps announce in `AppConfig.ready()` which kinds there are and what an event of each says:

    events.announce_kind("application.received", says=("id", "tags"), label=_("A sign-up form is sent"), own=True)
    events.announce_page("story", published=_("A story is published"), …)

What is not announced cannot be recorded, so that nothing personal slips into what others are told.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from .gate import Audience
from .models import Delivery, Event, Webhook

#: The noun of pages that no app has given one.
ANY_PAGE = "page"
PUBLISHED, UPDATED, UNPUBLISHED, WITHDRAWN = "published", "updated", "unpublished", "withdrawn"
#: What an event says of a page: numbers and names of ours, never a title or an address.
OF_A_PAGE = ("type", "id", "locale", "tags")
#: What the test button sends; nobody chooses it.
TEST = "webhook.test"


@dataclass(frozen=True)
class Kind:
    name: str
    says: frozenset[str]
    #: For whoever chooses it, in plain words.
    label: Any = ""
    #: Only for the organization's own receivers.
    own: bool = False

    @property
    def noun(self) -> str:
        return self.name.split(".")[0]

    @property
    def is_of_content(self) -> bool:
        """Whether it is about something that can be read."""
        return self.says >= set(OF_A_PAGE)


_kinds: dict[str, Kind] = {}


class NotAnnounced(Exception):
    """An event of a kind, or with a part, that nobody has announced."""


def announce_kind(name: str, *, says: Iterable[str], label: Any = "", own: bool = False) -> None:
    """Announce a kind of event and the names of the parts of its data. A second announcement replaces the first.

    label: a kind without one is not offered to staff. own: partners never hear of it.
    """
    _kinds[name] = Kind(name, frozenset(says), label, own)


def announce_page(noun: str, *, published: Any, updated: Any, unpublished: Any, withdrawn: Any = "") -> None:
    """Announce what happens to pages whose type was registered with this `event`, each in plain words."""
    labels = {PUBLISHED: published, UPDATED: updated, UNPUBLISHED: unpublished, WITHDRAWN: withdrawn}
    for verb, label in labels.items():
        announce_kind(f"{noun}.{verb}", says=OF_A_PAGE, label=label)


def kinds() -> list[Kind]:
    """Every kind that was announced, in the order of the announcements."""
    return list(_kinds.values())


def somebody_listens() -> bool:
    """Whether there is any webhook. Where there is none, nothing is recorded."""
    return Webhook.objects.exists()


def record(*, kind: str, data: Mapping[str, Any], audience: Audience = Audience.OWN, key: str = "") -> Event | None:
    """Record that something happened, for every webhook that wants to hear of it. Call it in the transaction of what happened:
    it is committed with that or not at all.

    key: names the one thing that happened; told again, it is the same event, as it was recorded first. data: plain values that
    name nobody. audience: for whom it is true. None where nobody listens. Raises NotAnnounced.
    """
    announced = _kinds.get(kind)
    if announced is None or not announced.says >= set(data):
        raise NotAnnounced(f"Nobody has announced events of the kind {kind!r} with {', '.join(sorted(data))}.")
    listening = _listening(announced, audience)
    if not listening:
        return None
    values = {"kind": kind, "data": dict(data), "audience": audience}
    event, created = Event.objects.get_or_create(key=key or f"{kind}:{uuid.uuid4().hex}", defaults=values)
    if created:
        now = timezone.now()
        Delivery.objects.bulk_create(
            Delivery(webhook=webhook, event=event, due_at=now + timedelta(seconds=webhook.together_seconds))
            for webhook in listening
        )
    return event


def _listening(kind: Kind, audience: Audience) -> list[Webhook]:
    # Few; and no database but PostgreSQL looks into a list.
    webhooks = Webhook.objects.filter(audience=audience).only("events", "together_seconds")
    return [webhook for webhook in webhooks if kind.name in webhook.events]
