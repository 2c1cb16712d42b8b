"""Documents as the public reads them: rows of one query, only within their period, never stale.

A document that is stale, or that the clock has overtaken, is built before it is given out. So what a reader gets is right with
the worker dead, too; with the worker alive this hardly ever happens.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from ..cache import moment
from ..gate import NEVER_ENDS, Audience
from ..models import Document, Withdrawn
from . import refresh, store
from .versions import version_of

_TABLE = Document._meta.db_table
_VALID = "d.valid_from <= %s AND d.valid_until > %s"
#: Whether anything of a type is stale. By the index of what is stale: mostly there is nothing.
_WAITS = f"EXISTS (SELECT 1 FROM {_TABLE} w WHERE w.stale AND w.type || '' = %s AND w.audience || '' = %s)"
#: So often rows are read again, because something in them was built meanwhile.
_TURNS = 4


class Row(NamedTuple):
    """A document as it was read.

    Its moments are as the database has them, which can be compared with each other: to convert those of each row takes
    longer than the query. `cache.moment` converts one.
    """

    key: str
    audience: str
    page_id: int | None
    type: str
    locale: str
    path: str
    #: With marks in place of origins; see `addresses`.
    body: bytes
    etag: str
    tags: str
    version: str
    #: Whether it was stale, or overtaken by the clock, when it was read.
    due: bool
    #: Until when it is right: the end of its period, or the moment at which it must be built anew.
    ends: Any
    changed: Any
    #: In a list: what the row is sorted by, and whether anything of its kind must be built before it is listed.
    sort_value: Any = None
    waits: Any = False
    #: Of a page with what stands around it: whether partners may read it, too.
    for_partners: Any = False

    @property
    def is_due(self) -> bool:
        """Whether it must be built anew before it may be given out."""
        return bool(self.due) or self.version != version_of(self.type)


def _columns(table: str, now: datetime) -> tuple[str, list[Any]]:
    """What a row is read from, and the parameters in it."""
    plain = ("key", "audience", "page_id", "type", "locale", "path", "body", "etag", "tags", "version")
    # A bare column of SQLite's would be converted; an expression is not.
    ends, changed = ("MIN", " || ''") if connection.vendor == "sqlite" else ("LEAST", "")
    columns = [
        *(f"{table}.{name}" for name in plain),
        f"({table}.stale OR {table}.rebuild_at <= %s)",
        f"{ends}({table}.valid_until, {table}.rebuild_at)",
        f"{table}.changed_at{changed}",
    ]
    return ", ".join(columns), _times(now)


@dataclass(frozen=True)
class Sort:
    """By one of the columns date, published_at, updated_at and title; equal ones by the page's number."""

    column: str = "date"
    descending: bool = True


@dataclass(frozen=True)
class Listing:
    """Which documents of a type are wanted, and in which order."""

    type: str
    site_id: int
    audience: Audience = Audience.OWN
    locale: str = ""
    #: For each facet, the values of which a document must have one at least.
    facets: dict[str, Sequence[str]] = field(default_factory=dict)
    #: For each column of time: not before, and before; None leaves a side open.
    ranges: dict[str, tuple[datetime | None, datetime | None]] = field(default_factory=dict)
    sort: Sort = Sort()

    def where(self, now: datetime) -> tuple[str, list[Any]]:
        parts = ["d.type = %s", "d.audience = %s", "d.site_id = %s", _VALID]
        values: list[Any] = [self.type, self.audience.value, self.site_id, *_times(now) * 2]
        if self.locale:
            parts.append("d.locale = %s")
            values.append(self.locale)
        for name, wanted in self.facets.items():
            marks = ", ".join(["%s"] * len(wanted))
            parts.append(
                "EXISTS (SELECT 1 FROM sc_headless_documentfacet f WHERE f.document_id = d.id AND f.name = %s "
                f"AND f.value IN ({marks}))"
            )
            values += [name, *wanted]
        for column, (begins, ends) in self.ranges.items():
            if begins is not None:
                parts.append(f"d.{_sortable(column)} >= %s")
                values += _times(begins)
            if ends is not None:
                parts.append(f"d.{_sortable(column)} < %s")
                values += _times(ends)
        return " AND ".join(parts), values


def page_of(
    listing: Listing, *, limit: int, after: tuple[Any, int] | None = None, offset: int = 0
) -> tuple[list[Row], Row | None]:
    """A page of a list, and the row after which more follow, if any do. One query.

    What is due of this type is built first, for it may belong somewhere else in the list, or not in it at all. So what
    `facets_of` counts afterwards is right, too.
    after: the sort column and page number of the last row of the page before: the list stays put while others publish.
    offset: to skip so many instead, for numbered pages.
    """
    now = timezone.now()
    where, values = listing.where(now)
    column, way = _sortable(listing.sort.column), "DESC" if listing.sort.descending else "ASC"
    if after is not None:
        value, page_id = after
        compare = "<" if listing.sort.descending else ">"
        where += f" AND (d.{column}, d.page_id) {compare} (%s, %s)"
        values += [*(_times(value) if isinstance(value, datetime) else [value]), page_id]
    columns, used = _columns("d", now)
    columns += f", d.{column}" + (" || ''" if connection.vendor == "sqlite" else "") + f", {_WAITS}"
    used += [listing.type, listing.audience.value]
    sql = (
        f"SELECT {columns} FROM {_TABLE} d WHERE {where} ORDER BY d.{column} {way}, d.page_id {way} LIMIT %s OFFSET %s"
    )
    found, due = _fetch_and_build(sql, [*used, *values, limit + 1, offset], listing)
    # Where the next page begins is said by all that are there, also by one that could not be built.
    return [row for row in found[:limit] if row not in due], found[limit - 1] if len(found) > limit else None


def facets_of(listing: Listing, names: Sequence[str]) -> tuple[dict[str, list[tuple[str, str, int]]], Any]:
    """For each of these facets: value, label and number of documents, the most frequent first; and until when that is
    right, as the database has it (None without any). One query.

    A facet's own choice does not narrow its own counts: who chose one theme still sees how many each other one has.
    """
    ends = f"{'MIN' if connection.vendor == 'sqlite' else 'LEAST'}(d.valid_until, d.rebuild_at)"
    parts: list[str] = []
    values: list[Any] = []
    now = timezone.now()
    for name in names:
        others = {other: wanted for other, wanted in listing.facets.items() if other != name}
        where, used = Listing(**{**vars(listing), "facets": others}).where(now)
        parts.append(
            f"SELECT f.name, f.value, MIN(f.label), COUNT(*), MIN({ends}) FROM sc_headless_documentfacet f "
            f"JOIN {_TABLE} d ON d.id = f.document_id WHERE f.name = %s AND {where} GROUP BY f.name, f.value"
        )
        values += [name, *used]
    found: dict[str, list[tuple[str, str, int]]] = {name: [] for name in names}
    moments: list[Any] = []
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for name, value, label, number, until in cursor.fetchall():
                found[name].append((value, label, number))
                moments.append(until)
    by_number = {name: sorted(items, key=lambda item: (-item[2], item[1].casefold())) for name, items in found.items()}
    return by_number, min(moments, default=None)


class Value(NamedTuple):
    """A value of a facet in one language: how many documents have it, one of them, and until when that is right."""

    locale: str
    value: str
    number: int
    body: bytes
    ends: Any
    waits: Any


def values_of(listing: Listing, name: str) -> list[Value]:
    """The values of a facet, in each language. One query; what is due of this type is built first."""
    now = timezone.now()
    where, values = listing.where(now)
    ends = f"{'MIN' if connection.vendor == 'sqlite' else 'LEAST'}(d.valid_until, d.rebuild_at)"
    sql = (
        f"SELECT v.locale, v.value, v.number, d.body, v.ends, {_WAITS} FROM ("
        "SELECT d.locale AS locale, f.value AS value, COUNT(*) AS number, "
        # One that could not be built does not say what is so now.
        f"MAX(CASE WHEN d.stale THEN NULL ELSE d.id END) AS example, MIN({ends}) AS ends "
        f"FROM sc_headless_documentfacet f JOIN {_TABLE} d ON d.id = f.document_id "
        f"WHERE f.name = %s AND {where} GROUP BY d.locale, f.value"
        f") v JOIN {_TABLE} d ON d.id = v.example"
    )

    def fetch() -> list[Value]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [listing.type, listing.audience.value, name, *values])
            return [Value(*row) for row in cursor.fetchall()]

    found = fetch()
    if not (found and not found[0].waits) and refresh.build_types_for_reader([listing.type], listing.audience):
        found = fetch()
    return found


def get(page_id: int, *, audience: Audience, site_id: int, types: Iterable[str] | None = None) -> Row | None:
    """The document of a page. One query."""
    where, values = (
        "d.key = %s AND d.audience = %s AND d.site_id = %s",
        [store.key_of(page_id), audience.value, site_id],
    )
    row = _one(where, values)
    return row if row and (types is None or row.type in types) else None


def several(page_ids: Sequence[int], *, audience: Audience, site_id: int) -> list[Row]:
    """The documents of these pages, as far as they may be read, by the pages' order. One query."""
    marks = ", ".join(["%s"] * len(page_ids))
    keys = [store.key_of(page_id) for page_id in page_ids]
    where = f"d.key IN ({marks}) AND d.audience = %s AND d.site_id = %s"
    rows = {row.key: row for row in _all(where, [*keys, audience.value, site_id])}
    return [rows[key] for key in keys if key in rows]


def find(path: str, *, audience: Audience, site_id: int) -> Row | None:
    """The document at an address. One query."""
    return _one("d.site_id = %s AND d.path = %s AND d.audience = %s", [site_id, path, audience.value])


def around(site_id: int, language: str, *, audience: Audience = Audience.OWN) -> Row | None:
    """What stands around pages of this site in this language. For others than our own site it is built once it is asked for."""
    where, values = "d.key = %s AND d.audience = %s", [store.site_key(site_id, language), audience.value]
    row = _one(where, values)
    if row is None and refresh.build_one(store.site_key(site_id, language), audience):
        row = _one(where, values)
    return row


def find_with_site(path: str, *, site_id: int, page_id: int = 0) -> tuple[Row, Row] | None:
    """For our own pages: the document at an address (or of a page), and what stands around it. One query."""
    now = timezone.now()
    own = Audience.OWN.value
    columns, used = _columns("d", now)
    chrome, used_for_chrome = _columns("s", now)
    name, value = ("key", store.key_of(page_id)) if page_id else ("path", path)
    shared = [Audience.PARTNER.value, *_times(now) * 2]
    partners = (
        f"EXISTS (SELECT 1 FROM {_TABLE} p WHERE p.key = d.key AND p.audience = %s AND p.site_id = d.site_id "
        f"AND {_VALID.replace('d.', 'p.')})"
    )
    sql = (
        f"SELECT {columns}, {chrome}, {partners} FROM {_TABLE} d "
        f"LEFT JOIN {_TABLE} s ON s.key = 'site-' || d.site_id || '-' || d.locale AND s.audience = %s "
        f"WHERE d.site_id = %s AND d.{name} = %s AND d.audience = %s AND {_VALID}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*used, *used_for_chrome, *shared, own, site_id, value, own, *_times(now) * 2])
        found = cursor.fetchone()
    if found is None:
        return None
    *found, for_partners = found
    width = len(found) // 2
    document: Row | None = Row(*found[:width])
    site = Row(*found[width:]) if found[width] is not None else None
    if document.is_due:
        document = _one(f"d.site_id = %s AND d.{name} = %s AND d.audience = %s", [site_id, value, own])
    if document and (site is None or site.is_due):
        site = around(site_id, document.locale)
    return (document._replace(for_partners=bool(for_partners)), site) if document and site else None


def next_moment() -> datetime:
    """When the next document of all begins, ends or must be built anew by the clock; NEVER_ENDS if none does. One query."""
    columns = ("valid_from", "valid_until", "rebuild_at")
    parts = [f"SELECT MIN({column}) AS moment FROM {_TABLE} WHERE {column} > %s" for column in columns]
    with connection.cursor() as cursor:
        sql = f"SELECT MIN(moment) FROM ({' UNION ALL '.join(parts)}) m"
        cursor.execute(sql, _times(timezone.now()) * len(parts))
        (found,) = cursor.fetchone()
    return NEVER_ENDS if found is None else moment(found)


def was_withdrawn(*, site_id: int, audience: Audience = Audience.OWN, path: str = "", page_id: int = 0) -> int:
    """The number of the page at this address, or of this page, if this audience could read it and it was withdrawn; else 0."""
    rows = Withdrawn.objects.filter(site_id=site_id, audience=audience)
    rows = rows.filter(page_id=page_id) if page_id else rows.filter(path_hash=refresh.hash_of_path(path))
    return rows.values_list("page_id", flat=True).first() or 0


def build_if_missing(page: Page) -> None:
    """A page without a document: it has none because a process died, or because it may not be read."""
    if not Document.objects.filter(page_id=page.pk, audience=Audience.OWN).exclude(body=b"").exists():
        refresh.build_one(store.key_of(page.pk), Audience.OWN)


def _one(where: str, values: list[Any]) -> Row | None:
    rows = _all(where, values)
    return rows[0] if rows else None


def _all(where: str, values: list[Any]) -> list[Row]:
    now = timezone.now()
    columns, used = _columns("d", now)
    return _fetch_fresh(
        f"SELECT {columns} FROM {_TABLE} d WHERE {where} AND {_VALID}", [*used, *values, *_times(now) * 2]
    )


def _fetch_fresh(sql: str, values: list[Any]) -> list[Row]:
    """Read rows, build those that are due, and read again; what could not be built is left out."""
    rows, due = _fetch_and_build(sql, values)
    return [row for row in rows if row not in due]


def _fetch_and_build(sql: str, values: list[Any], listing: Listing | None = None) -> tuple[list[Row], list[Row]]:
    """Rows, and those among them that are due and could not be built."""
    rows = _fetch(sql, values)
    if (
        listing
        and not (rows and not rows[0].waits)
        and refresh.build_types_for_reader([listing.type], listing.audience)
    ):
        rows = _fetch(sql, values)
    built: dict[tuple[str, str], bool] = {}
    due = [row for row in rows if row.is_due]
    for _turn in range(_TURNS):
        waiting = [row for row in due if built.get((row.key, row.audience)) is not False]
        if not waiting:
            break
        for row in waiting:
            built[row.key, row.audience] = refresh.build_for_reader(row.key, Audience(row.audience))
        rows = _fetch(sql, values)
        due = [row for row in rows if row.is_due]
    # While others go on changing things, what was built after somebody had asked is right for them.
    return rows, [row for row in due if not built.get((row.key, row.audience))]


def _fetch(sql: str, values: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Row(*found) for found in cursor.fetchall()]


def _times(*moments: datetime) -> list[Any]:
    """As the database compares them: SQLite compares text, so they must look alike."""
    return [connection.ops.adapt_datetimefield_value(moment) for moment in moments]


def _sortable(column: str) -> str:
    if column not in ("date", "published_at", "updated_at", "title"):
        raise ValueError(f"Documents are not sorted by {column}.")
    return column
