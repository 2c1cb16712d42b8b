"""What a message says, and how each kind of receiver wants it.

A message names pages by their numbers and tags. Their addresses are put in when it is sent, from what is public at that moment,
and are kept nowhere: words in them may be a name, and what was withdrawn must not live on in a log.
"""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from ..models import Document, Event, Webhook
from ..models.webhooks import Preset
from .signing import signed_headers

AGENT = "Second-Chances-Webhooks/1"
#: What several events in one message are called, and how many are listed.
SEVERAL, MOST_LISTED = "webhook.several", 100
#: In place of an address, where a message is kept.
DOTS = "…"
#: Where each kind of receiver listens.
PLACES = {
    Preset.NETLIFY: "https://api.netlify.com/build_hooks/",
    Preset.VERCEL: "https://api.vercel.com/v1/integrations/deploy/",
    Preset.CLOUDFLARE: "https://api.cloudflare.com/client/v4/pages/webhooks/deploy_hooks/",
    Preset.GITHUB: "https://api.github.com/repos/",
}
#: “owner/name”.
REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True)
class Message:
    url: str
    body: bytes
    headers: dict[str, str]
    #: The body for the log.
    kept: str


@sensitive_variables()
def write(webhook: Webhook, message_id: str, events: Sequence[Event]) -> Message:
    """The message that tells these events to this receiver now."""
    said = _several(events) if len(events) > 1 else _said(events[0])
    kept = _without_addresses(said)
    headers = {"Content-Type": "application/json", "User-Agent": AGENT}
    if webhook.preset == Preset.STANDARD:
        body = _bytes(said)
        at = int(time.time())
        headers |= signed_headers(message_id=message_id, at=at, body=body, with_secrets=webhook.secrets_now())
        return Message(webhook.address, body, headers, _text(kept))
    if webhook.preset == Preset.GITHUB:
        body = _bytes({"event_type": "second-chances", "client_payload": said})
        headers |= {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "Authorization": f"Bearer {webhook.token}",
        }
        return Message(webhook.address, body, headers, _text({"event_type": "second-chances", "client_payload": kept}))
    # Build hooks ask for nothing but the call.
    return Message(webhook.address, b"{}", headers, "{}")


def _said(event: Event) -> dict[str, Any]:
    data = {**event.data, "audience": event.audience, **_where(event)}
    return {"type": event.kind, "timestamp": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"), "data": data}


def _several(events: Sequence[Event]) -> dict[str, Any]:
    """What happened twice to one page is said once. Not `complete`: there is more, so ask for everything anew."""
    newest = {
        (event.kind, event.data.get("id"), event.audience): event for event in sorted(events, key=lambda one: one.at)
    }
    listed = sorted(newest.values(), key=lambda event: event.at)[-MOST_LISTED:]
    tags = sorted({tag for event in newest.values() for tag in event.data.get("tags", [])})
    complete = len(listed) == len(newest)
    data = {
        "events": [_said(event) for event in listed],
        "tags": tags if complete else [],
        "complete": complete,
    }
    return {
        "type": SEVERAL,
        "timestamp": timezone.now().astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": data,
    }


def _where(event: Event) -> dict[str, str]:
    """Where to read more: the API, which says what holds now, and the page, if this audience may read it at this moment."""
    number, kind = event.data.get("id"), event.data.get("type")
    if number is None or "locale" not in event.data:
        return {}
    if kind == "site":
        site = Site.objects.filter(pk=number).first()
        return _api(site, "site") if site else {}
    now = timezone.now()
    document = (
        Document.objects.filter(page_id=number, audience=event.audience, valid_from__lte=now, valid_until__gt=now)
        .exclude(etag="")
        .only("site_id", "path")
        .first()
    )
    site = Site.objects.filter(pk=document.site_id).first() if document else None
    if document is None or site is None:
        return _api(Site.objects.filter(is_default_site=True).first(), f"pages/{number}")
    return {"url": f"{site.root_url}{quote(document.path)}", **_api(site, f"pages/{number}")}


def _api(site: Site | None, path: str) -> dict[str, str]:
    try:
        base = reverse("sc_api:openapi").removesuffix("openapi.json")
    except NoReverseMatch:  # the host has not mounted the API
        return {}
    return {"api_url": f"{site.root_url}{base}{path}"} if site else {}


def _without_addresses(said: dict[str, Any]) -> dict[str, Any]:
    data = dict(said["data"])
    if "url" in data:
        data["url"] = DOTS
    if "events" in data:
        data["events"] = [_without_addresses(one) for one in data["events"]]
    return {**said, "data": data}


def _bytes(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
