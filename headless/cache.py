"""What caches are told of an answer: for how long, under which tags, and whether it is still the same."""

import hashlib
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from .conf import conf
from .gate import NEVER_ENDS

#: Servers in front of us refuse headers much longer than this; a tag that does not fit is left out, the last first.
LONGEST_TAGS = 8000
#: So long an edge may give the answer before last while it fetches a new one. In seconds.
WHILE_REVALIDATING = 5
#: An edge counts from when the answer arrives, which is a little later than it was made. In seconds.
_ON_THE_WAY = 1
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")


class Described(Protocol):
    """A document, as far as a cache wants to know. Moments as the database has them (see `moment`)."""

    tags: str
    ends: Any
    changed: Any


def describe(
    response: HttpResponse,
    rows: Iterable[Described],
    *,
    tags: Iterable[str] = (),
    tags_of_rows: bool = True,
    until: Any = None,
    is_list: bool = False,
) -> None:
    """Say for how long the answer holds, when it changed, and the tags it is purged by.

    It is never fresh beyond the moment at which one of its documents ends. A policy that is there already stays. A list is
    not said to have changed at any moment: what has left it cannot be asked when that was.
    """
    rows = list(rows)
    now = timezone.now()
    moments = [row.ends for row in rows] + ([until] if until is not None else [])
    ends = moment(min(moments)) if moments else None
    if ends is not None and ends < NEVER_ENDS:
        # What a person has lent for a time must not live on in somebody's archive.
        response.headers.setdefault("X-Robots-Tag", "noarchive")
    more = (tag for row in rows for tag in row.tags.split()) if tags_of_rows else ()
    names = list(dict.fromkeys([*tags, *more]))
    named = _that_fit(names)
    if not response.has_header("Cache-Control"):
        # What is not named whole would not be forgotten: each has to ask for it.
        response.headers["Cache-Control"] = policy(now, ends if named == " ".join(names) else now)
    if rows and not is_list:
        changed = moment(max(row.changed for row in rows))
        response.headers["Last-Modified"] = http_date(int(changed.timestamp()))
    if names and conf.CACHE_TAG_HEADER:
        response.headers[conf.CACHE_TAG_HEADER] = named
    vary(response, "Accept-Encoding")


def vary(response: HttpResponse, *names: str) -> None:
    """Say that the answer depends on these request headers. Django's way, except that it takes no time where it is said."""
    said = response.headers.get("Vary")
    if said is None:
        response.headers["Vary"] = ", ".join(names)
    elif any(name not in said for name in names):
        patch_vary_headers(response, names)


def moment(value: Any) -> datetime:
    """A moment as a query gave it: SQLite's is text in UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def policy(now: datetime, ends: datetime | None) -> str:
    """`Cache-Control` for an answer that holds until then. Browsers ask again each time; an edge that we purge need not, and
    may go on while we are away (RFC 5861). It takes those words off for browsers: see `deploy/`."""
    left = int((ends - now).total_seconds()) if ends is not None else sys.maxsize
    edge = max(0, min(conf.EDGE_CACHE_SECONDS, left - _ON_THE_WAY))
    browser = max(0, min(conf.BROWSER_CACHE_SECONDS, left))
    shared = f", s-maxage={edge}" if conf.EDGE_CACHE_SECONDS else ""
    stale = max(0, min(conf.EDGE_STALE_SECONDS, left - _ON_THE_WAY - edge)) if edge else 0
    if stale:
        # Without "must-revalidate", which would forbid it.
        revalidating = min(stale, WHILE_REVALIDATING)
        return f"public, max-age={browser}{shared}, stale-while-revalidate={revalidating}, stale-if-error={stale}"
    return f"public, max-age={browser}{shared}, must-revalidate"


def etag_of(*parts: bytes | str) -> str:
    """A strong validator for an answer that is made of these."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode())
        digest.update(b"\0")
    return f'"{digest.hexdigest()[:32]}"'


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, or 304 where the reader has it already. What is the same for all gets its validator here.

    By the validator alone: of a list, the moment of the newest change says nothing of what has left it since.
    """
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return response
    if "no-store" in response.get("Cache-Control", "") or (response.streaming and not response.has_header("ETag")):
        return response
    if not response.has_header("ETag"):
        response.headers["ETag"] = etag_of(response.content)
    if not any(name in request.META for name in _CONDITIONS):
        return response
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    if answer is None or answer is response:
        return response
    for name in ("Link", "X-Robots-Tag", conf.CACHE_TAG_HEADER):
        if name and response.has_header(name):  # Django takes along what RFC 9110 asks for, and no more
            answer.headers[name] = response.headers[name]
    if response.streaming:  # its file is closed with the answer
        answer._resource_closers += response._resource_closers
    return answer


def _that_fit(names: list[str]) -> str:
    text = " ".join(names)
    return text if len(text) <= LONGEST_TAGS else text[: text.rindex(" ", 0, LONGEST_TAGS)]
