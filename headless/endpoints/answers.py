"""Answers: ready bytes of documents joined, with what caches want to know. Nothing is parsed unless `fields` asks for it."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from .. import cache
from ..documents import dependencies
from ..documents.addresses import as_stored, with_origins
from . import fetched
from .asking import Asking

MEDIA_TYPE = "application/json"
#: Of documents with some of their fields only: another shape is another type.
SOME_FIELDS = "application/vnd.second-chances.fields+json"
#: With documents that others link to beside them.
EXPANDED = "application/vnd.second-chances.expanded+json"
#: These come along whatever `fields` says.
ALWAYS = ("id", "type", "slug", "url")


def answer_rows(
    request,
    asked: Asking,
    rows: Sequence[Any],
    body: Callable[[], bytes],
    *,
    means: Iterable[str | bytes],
    tags: Iterable[str] = (),
    tags_of_rows: bool = True,
    until: Any = None,
    links: dict[str, str] | None = None,
    some_fields: bool = False,
    media_type: str = "",
    is_list: bool = False,
) -> HttpResponse:
    """An answer that is made of documents, or 304 where the caller has it.

    body: makes the bytes, with marks for origins; not called for a 304. means: whatever else the bytes depend on.
    tags_of_rows: whether everything that the documents depend on is named, too. For a list their own tags are enough: a
    document that changes is purged itself. until: when something else in the answer ends, as the database has it.
    media_type: of what is not the API's JSON.
    """
    response = HttpResponse(content_type=media_type or (SOME_FIELDS if some_fields else MEDIA_TYPE))
    response.is_of_documents = True
    response.headers["ETag"] = cache.etag_of(asked.origin, asked.pages, *means, *(row.etag for row in rows))
    if links:
        response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items())
    cache.describe(
        response,
        rows,
        tags=[*_of_who_asks(request, asked), *tags, dependencies.site(asked.site_id)],
        tags_of_rows=tags_of_rows,
        until=until,
        is_list=is_list,
    )
    # Also of a 304: whoever has it already has it still.
    fetched.note(asked.front_end_id, rows)
    known = cache.unless_known(request, response)
    if known is not response:
        return known
    response.content = with_origins(body(), pages=asked.pages, files=asked.origin)
    return response


def _of_who_asks(request, asked: Asking) -> Iterable[str]:
    if asked.front_end_id:
        yield dependencies.front_end(asked.front_end_id)
    if "HTTP_ORIGIN" in request.META:
        yield dependencies.front_ends()


def answer_json(
    request, asked: Asking, body: bytes, *, rows: Sequence[Any] = (), tags: Iterable[str] = ()
) -> HttpResponse:
    """An answer that is at hand already, with marks for origins."""
    return answer_rows(request, asked, rows, lambda: body, means=[body], tags=tags)


def unless_known(request, response: HttpResponse) -> HttpResponse:
    return cache.unless_known(request, response)


def dump(value: Any) -> bytes:
    return as_stored(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
