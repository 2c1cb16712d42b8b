"""Lists in frames: the newest of a type, narrowed as the address asks."""

from collections.abc import Callable
from typing import Any

from .. import registry
from ..documents import dependencies, read
from ..documents.addresses import with_origins
from ..endpoints import Asking
from .frames import language_of

MOST, USUAL = 50, 6


def listed(
    request, asked: Asking, *, embed: str, sort: read.Sort, card: Callable[[Any], Any], title: str
) -> registry.Framed:
    """`?lang=`, `?limit=` and the embed's facet. One query. Context: `cards`."""
    found = registry.embed_named(embed)
    page_type = registry.page_type_named(found.of)
    value = request.GET.get(found.facet, "").replace("\0", "")  # PostgreSQL does not even take the question
    language = language_of(request)
    listing = read.Listing(
        type=found.of,
        site_id=asked.site_id,
        audience=asked.audience,
        locale=language,
        facets={found.facet: [value]} if value else {},
        sort=sort,
    )
    rows, _more = read.page_of(listing, limit=_limit(request.GET.get("limit", "")))
    data = [page_type.data.model_validate_json(in_origin(row, asked)) for row in rows]
    return registry.Framed(
        context={"cards": [card(item) for item in data]},
        title=title,
        locale=language,
        rows=rows,
        tags=[dependencies.documents_of(found.of)],
    )


def in_origin(row: read.Row, asked: Asking) -> bytes:
    return with_origins(row.body, pages=asked.origin, files=asked.origin)


def _limit(text: str) -> int:
    return min(max(int(text[:4]), 1), MOST) if text.isascii() and text.isdigit() else USUAL
