"""Full-text search over the published documents, by the database itself: SQLite (FTS5) or PostgreSQL.

Whoever writes a document calls `index()` in the same transaction, after the row itself. What is deleted is forgotten
without being asked, by a trigger of the database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import NotSupportedError, connection

from ...models import Document
from . import postgresql, sqlite, words
from .highlight import snippet, title_marked

__all__ = ["Hit", "find", "finds", "forget", "index", "is_indexed", "snippet", "tidy", "title_marked"]

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
#: Only so many documents that match, the newest (by number), are ranked, so that a common word takes hardly longer among
#: 100,000 documents than among 1,000. On PostgreSQL those outside their period count among them.
NEWEST_RANKED = 2_000

#: What a hit is made of, of the document `d`.
_COLUMNS = (
    "id",
    "key",
    "page_id",
    "type",
    "locale",
    "path",
    "slug",
    "body",
    "words",
    "title",
    "etag",
    "tags",
    "updated_at",
    "changed_at",
    "valid_until",
    "rebuild_at",
    "stale",
    "version",
)


_WAITS = "EXISTS (SELECT 1 FROM sc_headless_document w WHERE w.stale AND w.audience || '' = d.audience) AS waits"


@dataclass(frozen=True)
class Hit:
    document_id: int
    key: str
    page_id: int | None
    type: str
    locale: str
    path: str
    slug: str
    body: bytes
    words: str
    title: str
    etag: str
    tags: str
    updated_at: datetime
    changed_at: datetime
    valid_until: datetime
    rebuild_at: datetime
    stale: bool
    version: str
    #: Whether anything that this audience might find is stale.
    waits: bool

    @property
    def ends(self) -> datetime:
        return min(self.valid_until, self.rebuild_at)

    @property
    def changed(self) -> datetime:
        return self.changed_at


@dataclass(frozen=True)
class _Scope:
    """Which documents may be found at all."""

    audience: str
    site_id: int
    locale: str | None
    types: Sequence[str] | None
    now: datetime

    def sql(self, table: str, *, within_period: bool = True) -> tuple[str, list]:
        conditions, params = [f"{table}.audience = %s", f"{table}.site_id = %s"], [self.audience, self.site_id]
        if self.locale:
            conditions.append(f"{table}.locale = %s")
            params.append(self.locale)
        if self.types is not None:
            conditions.append(f"{table}.type IN ({', '.join(['%s'] * len(self.types))})")
            params += self.types
        if within_period:
            now = connection.ops.adapt_datetimefield_value(self.now)
            conditions += [f"{table}.valid_from <= %s", f"%s < {table}.valid_until"]
            params += [now, now]
        return " AND ".join(conditions), params


def index(document_id: int, *, locale: str, title: str, words: str) -> None:
    """Make a document findable by these words, in place of what it was found by before.

    The document's own columns (audience, site, locale, type) must have been saved. Does nothing if it is gone.
    """
    _engine().index(document_id, locale=locale, title=title, text=words)


def is_indexed(document_id: int, *, locale: str, title: str, words: str) -> bool:
    """Whether a document is found by these words and no others."""
    return _engine().is_indexed(document_id, locale=locale, title=title, text=words)


def finds(document_ids: Iterable[int]) -> set[int]:
    """Those of these documents that have an entry, whether or not the documents are still there. One query."""
    return _engine().finds(list(document_ids))


def forget(document_ids: Iterable[int]) -> None:
    """Documents that stay but shall not be found. Those that are deleted need no call."""
    _engine().forget(list(document_ids))


def tidy() -> None:
    """Remove words that are in no document any more, and what was left behind; to be called daily, in a transaction.

    Until then a mistyped word may be taken for one that has gone, and so finds nothing.
    """
    _engine().tidy()


def find(
    query: str,
    *,
    audience: str,
    site_id: int,
    locale: str | None = None,
    types: Sequence[str] | None = None,
    now: datetime,
    limit: int,
    offset: int = 0,
) -> list[Hit]:
    """Documents that have all words of the query, best first; a match in the title counts more. One SQL query.

    The last word may be the beginning of a longer one. Of more than NEWEST_RANKED matches only the newest are ranked and
    given. A word that is in no document is taken for the nearest that is in some; on SQLite only when nothing was found,
    with a query for each word and one more. Whatever the query is, it raises nothing; without words it finds nothing.
    """
    wanted = words.asked(query, locale)
    if not wanted or (types is not None and not types):
        return []
    engine = _engine()
    scope = _Scope(str(audience), site_id, locale, types, now)
    hits = _run(engine, wanted, scope, limit, offset)
    if not hits and (better := engine.corrected(wanted, scope=scope)):
        hits = _run(engine, better, scope, limit, offset)
    return hits


def _run(engine, wanted: list[words.Asked], scope: _Scope, limit: int, offset: int) -> list[Hit]:
    sql, params = engine.find(
        wanted,
        columns=", ".join([*(f"d.{column}" for column in _COLUMNS), _WAITS]),
        scope=scope,
        newest=NEWEST_RANKED,
        limit=limit,
        offset=offset,
    )
    return [
        Hit(
            document_id=row.pk,
            body=bytes(row.body),
            waits=bool(row.waits),
            **{column: getattr(row, column) for column in _COLUMNS if column not in ("id", "body")},
        )
        for row in Document.objects.raw(sql, params)
    ]


def is_supported() -> bool:
    return connection.vendor in ENGINES


def _engine():
    try:
        return ENGINES[connection.vendor]
    except KeyError:
        raise NotSupportedError(f"Search needs SQLite or PostgreSQL, not {connection.vendor}.") from None
