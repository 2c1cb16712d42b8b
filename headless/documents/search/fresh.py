"""What is found, built anew where it is due: so also what nobody has read since it changed."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from ... import registry
from ...gate import Audience
from .. import refresh, search
from ..versions import version_of

#: So often it is searched again, because something that was found was built meanwhile.
_TURNS = 3
#: Nobody reads further than this, and to count so far costs the database.
FURTHEST = 2_000


def found(
    query: str,
    *,
    audience: Audience,
    site_id: int,
    locale: str | None,
    types: Sequence[str] | None,
    limit: int,
    offset: int,
) -> tuple[list[search.Hit], bool]:
    """Documents with these words, the best first, and whether more follow. One query; what is due is built first."""

    def find() -> list[search.Hit]:
        return search.find(
            query,
            audience=audience.value,
            site_id=site_id,
            locale=locale,
            types=types,
            now=timezone.now(),
            limit=limit + 1,
            offset=min(offset, FURTHEST),
        )

    hits = find()
    # What was changed has other words now; who finds nothing asks whether anything was.
    if not hits or hits[0].waits:
        names = types or [page_type.name for page_type in registry.page_types()]
        hits = find() if refresh.build_types_for_reader(names, audience) else hits
    built: dict[str, bool] = {}
    for _turn in range(_TURNS):
        due = [hit for hit in hits if _is_due(hit) and built.get(hit.key) is not False]
        if not due:
            break
        built |= {hit.key: refresh.build_for_reader(hit.key, audience) for hit in due}
        hits = find()
    # Whether more follow is said by all that were found, also by one that could not be built.
    shown = [replace(hit, stale=False) for hit in hits[:limit] if not _is_due(hit) or built.get(hit.key)]
    return shown, len(hits) > limit and offset + limit < FURTHEST


def _is_due(hit: search.Hit) -> bool:
    return hit.stale or hit.rebuild_at <= timezone.now() or hit.version != version_of(hit.type)
