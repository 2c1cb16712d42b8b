"""What was found, as it may be given out: never stale, and with whether more follows."""

from collections.abc import Sequence

from django.utils import timezone

from ...gate import Audience
from .. import refresh
from ..versions import version_of
from . import Hit, find

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
) -> tuple[list[Hit], bool]:
    """A page of hits, and whether another follows. One query, and building what the clock or a change has overtaken."""

    def ask() -> list[Hit]:
        return find(
            query,
            audience=audience.value,
            site_id=site_id,
            locale=locale,
            types=types,
            now=timezone.now(),
            limit=limit + 1,
            offset=min(offset, FURTHEST),
        )

    hits = ask()
    if due := [hit for hit in hits if _is_due(hit)]:
        for hit in due:
            refresh.build_for_reader(hit.key, audience)
        hits = ask()
    # Whether more follow is said by all that were found, also by one that could not be built.
    more = len(hits) > limit and offset + limit < FURTHEST
    return [hit for hit in hits[:limit] if not _is_due(hit)], more


def _is_due(hit: Hit) -> bool:
    return bool(hit.stale) or hit.rebuild_at <= timezone.now() or hit.version != version_of(hit.type)
