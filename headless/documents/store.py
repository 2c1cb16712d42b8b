"""From a page, or a site, to the documents in the database."""

import hashlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from wagtail.models import Locale, Page, Site

from .. import commits, edge, registry
from ..gate import EVER, Audience, Period
from ..models import Document, DocumentDependency, DocumentFacet, PublicPicture, Withdrawn
from . import addresses, dependencies, news, search, turns
from .context import Build
from .periods import periods_of, public
from .pictures import File, Pictures, delete_files_without_owner
from .site import build_site, site_key
from .versions import version_of
from .words import words_of

#: So many numbers stand in one statement: databases have a limit.
_CHUNK = 5000
#: So often a document is made in one go, until nothing was changed meanwhile.
_TURNS = 3


@dataclass(frozen=True)
class Made:
    """What a document is to hold: its columns, and the rows beside it."""

    columns: dict[str, Any]
    body: bytes
    tags: frozenset[str]
    facets: frozenset[registry.Facet] = frozenset()
    pictures: Pictures | None = None
    etag: str = field(init=False)

    @property
    def files(self) -> list[File]:
        return list(self.pictures.files.values()) if self.pictures else []

    def __post_init__(self):
        object.__setattr__(self, "etag", hashlib.sha256(self.body).hexdigest()[:32])


def key_of(page_id: int | str) -> str:
    return f"page-{page_id}"


def make(key: str, audience: Audience, now: datetime | None = None) -> Made | None:
    """Render a document from what the tables say now; None where there may be none. Nothing is written."""
    now = now or timezone.now()
    if key.startswith("site-"):
        return _make_site(key, audience, now)
    return _make_page(key, audience, now)


def _make_page(key: str, audience: Audience, now: datetime) -> Made | None:
    forget_addresses()
    page_id = int(key.removeprefix("page-"))
    page = public(Page.objects.filter(pk=page_id)).first()
    period = _period_of(page, audience, now) if page else None
    page = page.specific if page and period else None
    page_type = registry.find_page_type(type(page)) if page else None
    if page_type is None:
        return None
    build = Build(page, audience=audience, now=now)
    if build.site_id is None:
        return None
    data = build.run()
    day = page_type.date(data) if page_type.date else None
    published = page.first_published_at or EVER
    columns = {
        "type": data.type,
        "page_id": page_id,
        "site_id": build.site_id,
        "locale": data.locale,
        "path": addresses.path_of(data.url),
        "slug": data.slug,
        "title": data.title,
        "words": words_of(data),
        "date": datetime.combine(day, time(), UTC) if day else published,
        "published_at": published,
        "updated_at": page.last_published_at or EVER,
        "valid_from": period.start,
        "valid_until": period.end,
        "rebuild_at": build.rebuild_at,
    }
    facets = frozenset(page_type.facets(data)) if page_type.facets else frozenset()
    tags = frozenset(build.tags | {dependencies.document(page_id), dependencies.site(build.site_id)})
    return Made(columns, addresses.as_stored(data.model_dump_json()), tags, facets, build.pictures)


def forget_addresses() -> None:
    """Wagtail keeps the sites' roots in a cache for an hour; where each process has its own, another one may have changed
    them since."""
    Site.clear_site_root_paths_cache()


def _make_site(key: str, audience: Audience, now: datetime) -> Made | None:
    forget_addresses()
    _word, site_id, language = key.split("-", 2)
    site = Site.objects.filter(pk=site_id).select_related("root_page").first()
    locale = Locale.objects.filter(language_code=language).first()
    if site is None or locale is None:
        return None
    home = site.root_page.get_translation_or_none(locale) or site.root_page
    build = Build(home, audience=audience, now=now)
    with translation.override(language):
        data = build_site(site, build)
    columns = {
        "type": "site",
        "site_id": site.pk,
        "locale": language,
        "title": data.name,
        "valid_from": EVER,
        "valid_until": Period().end,
        "rebuild_at": build.rebuild_at,
    }
    return Made(
        columns, addresses.as_stored(data.model_dump_json()), frozenset(build.tags | {dependencies.site(site.pk)})
    )


def period_of(page_id: int, audience: Audience, now: datetime) -> Period | None:
    """When a document of this page may be read; None if it may not be, now or later."""
    page = public(Page.objects.filter(pk=page_id)).first()
    return _period_of(page, audience, now) if page else None


def _period_of(page: Page, audience: Audience, now: datetime) -> Period | None:
    period = periods_of([page]).get(page.pk, {}).get(audience)
    return period if period and not period.is_over(now) else None


def build_and_store(key: str, audience: Audience) -> bool:
    """Make the document anew and put it in place of the old one; whether readers get something else now.

    A page that may not be read (any more) loses its document. Whatever a page was before, it is judged once more within the
    transaction, against those who unpublish or withdraw at this moment.

    What was changed while it was made may not be in it: it is stale still, and made again. So is one that has come to
    depend on something new, whose changes nobody could mark it for until now, if anything was committed meanwhile. Three
    times; then others go on. Where another build was quicker and is right, its document stays.
    """
    changed = False
    for _turn in range(_TURNS):
        something_new, is_fresh = _build_once(key, audience)
        changed |= something_new
        if is_fresh:
            break
    return changed


def _build_once(key: str, audience: Audience) -> tuple[bool, bool]:
    """Whether readers get something else now, and whether that is right."""
    before = _Before.of(key, audience)
    # Before the transaction: encoding pictures takes long.
    made = make(key, audience)
    may_be_made = made is not None
    if made and made.pictures:
        made.pictures.write()
    names = {file.name for file in made.files} if made else set()
    with transaction.atomic():
        turns.wait_a_little()
        quiet = before.is_last_commit()
        page_id = int(key.removeprefix("page-")) if key.startswith("page-") else None
        if page_id and not Page.objects.select_for_update().filter(pk=page_id).exists():
            made = None
        if made and page_id and period_of(page_id, audience, timezone.now()) is None:
            made = None
        rows = Document.objects.select_for_update().filter(key=key, audience=audience)
        row = rows.first()
        if made and row and not before.stored(row) and _is_right(row):
            # Another build was quicker, and this one may be older.
            transaction.on_commit(lambda: delete_files_without_owner(names), robust=True)
            return False, True
        if made is None:
            if row and not may_be_made and not before.unmarked(row):
                return False, False  # perhaps it may be read again
            transaction.on_commit(lambda: delete_files_without_owner(names), robust=True)
            return remove(rows), True
        if row is None:
            row, _created = rows.get_or_create(key=key, audience=audience)
        changed = _replace(row, made, before=before, quiet=quiet)
        if not row.stale:  # else it is made again, and told then
            news.document_stored(row)
        return changed, not row.stale


@dataclass(frozen=True)
class _Before:
    """What was known of a document before it was made."""

    #: A row that was taken away and made anew meanwhile is not the same, though it may count as many changes.
    row: tuple[int, int] | None
    stored_at: datetime | None
    tags: frozenset[str]
    commits: Hashable

    @classmethod
    def of(cls, key: str, audience: Audience) -> "_Before":
        row = Document.objects.filter(key=key, audience=audience).only("generation", "checked_at", "tags").first()
        stamp = commits.stamp() if commits.sees_own_changes() else None
        if row is None:
            return cls(None, None, frozenset(), stamp)
        return cls((row.pk, row.generation), row.checked_at, frozenset(row.tags.split()), stamp)

    def unmarked(self, row: Document) -> bool:
        """Whether nobody has marked it as stale since."""
        return self.row == (row.pk, row.generation)

    def stored(self, row: Document) -> bool:
        """Whether what it holds is what it held then."""
        return self.row is not None and self.row[0] == row.pk and self.stored_at == row.checked_at

    def is_last_commit(self) -> bool:
        """Whether nobody has committed anything since."""
        return self.commits is not None and commits.stamp() == self.commits


def _is_right(row: Document) -> bool:
    """Whether a row may be read as it is."""
    return not row.stale and row.rebuild_at > timezone.now() and row.version == version_of(row.type)


def _replace(row: Document, made: Made, *, before: _Before, quiet: bool) -> bool:
    """quiet: nobody has committed anything since `before`."""
    now = timezone.now()
    changed = row.etag != made.etag or any(
        getattr(row, name) != value for name, value in made.columns.items() if name != "rebuild_at"
    )
    facets_before = {(facet.name, facet.value, facet.label) for facet in row.facets.all()}
    facets_changed = facets_before != {(facet.name, facet.value, facet.label) for facet in made.facets}
    for name, value in made.columns.items():
        setattr(row, name, value)
    row.body, row.etag = made.body, made.etag
    row.tags = " ".join(sorted(made.tags))
    row.version = version_of(row.type)
    known = set(row.dependencies.values_list("tag", flat=True))
    # For a change of what it depends on, others could mark it if it was known to depend on that before it was made.
    row.stale = not (before.unmarked(row) and (quiet or made.tags <= known & before.tags))
    row.failed_at = EVER
    row.checked_at = now
    if changed:
        row.changed_at = now
    row.save()
    if made.tags != known:
        _replace_rows(DocumentDependency, row, [{"tag": tag} for tag in made.tags])
    if facets_changed:
        _replace_rows(DocumentFacet, row, [{"name": f.name, "value": f.value, "label": f.label} for f in made.facets])
    _replace_rows(
        PublicPicture,
        row,
        [
            {
                "image_id": file.image_id,
                "spec": file.spec,
                "fingerprint": file.fingerprint,
                "file": file.name,
                "width": file.width,
                "height": file.height,
                "format": file.format,
            }
            for file in made.files
        ],
    )
    if row.page_id:
        Withdrawn.objects.filter(page_id=row.page_id, audience=row.audience).delete()
        entry = {"locale": row.locale, "title": row.title, "words": row.words}
        if not search.is_indexed(row.pk, **entry):
            search.index(row.pk, **entry)
    if changed or facets_changed:
        tell_dependants(row)
    return changed or facets_changed


def _replace_rows(model, row: Document, values: list[dict[str, Any]]) -> None:
    """Rows that are already there stay: most builds change none of them."""
    names = list(values[0]) if values else []
    wanted = {tuple(item.values()) for item in values}
    kept, superfluous = set(), []
    for pk, *found in model.objects.filter(document=row).values_list("pk", *names) if names else ():
        if tuple(found) in wanted:
            kept.add(tuple(found))
        else:
            superfluous.append(pk)
    stale = model.objects.filter(document=row)
    stale = stale.filter(pk__in=superfluous) if names else stale
    if superfluous or not names:
        stale.delete()
    model.objects.bulk_create(model(document=row, **dict(zip(names, item, strict=True))) for item in wanted - kept)


def remove(documents) -> bool:
    """Delete these documents; whether there were any. With them go their files, and what shows them is stale (`triggers`)."""
    with transaction.atomic():
        turns.wait()
        rows = list(documents)
        Document.objects.filter(pk__in=[row.pk for row in rows]).delete()
        search.forget([row.pk for row in rows])
    return bool(rows)


def tell_dependants(row: Document) -> None:
    """A document has come, changed or gone: what shows it, and lists of its kind, are stale."""
    if row.page_id:
        touch(dependencies.document(row.page_id), dependencies.documents_of(row.type), but=row)
    else:  # what stands around every page is no part of theirs: it is read beside them
        edge.forget(dependencies.site(row.site_id))


def touch(*tags: str, but: Document | None = None) -> int:
    """Mark as stale what depends on any of these; how many. Within the transaction of the change that is the reason.

    What shows cards of these, or counts them, would be given out as it was until they are built: it is stale, too.
    """
    seen: set[tuple[int, str]] = set()
    marked = 0
    turns.wait()
    edge.forget(*tags)
    while tags:
        rows = _depending_on(tags, but)
        shown = set(rows.exclude(page=None).values_list("page_id", "type")) - seen
        marked += mark_stale(rows)
        seen |= shown
        tags = tuple(
            {name for pk, kind in shown for name in (dependencies.document(pk), dependencies.documents_of(kind))}
        )
    return marked


def _depending_on(tags: Iterable[str], but: Document | None):
    rows = Document.objects.filter(pk__in=DocumentDependency.objects.filter(tag__in=tags).values("document"))
    return rows.exclude(pk=but.pk) if but is not None else rows


def mark_stale(rows) -> int:
    """Mark these documents as stale; how many."""
    with transaction.atomic():
        turns.wait()
        locked = list(rows.values_list("pk", flat=True))
        for start in range(0, len(locked), _CHUNK):
            marked = Document.objects.filter(pk__in=locked[start : start + _CHUNK])
            marked.update(stale=True, failed_at=EVER, generation=F("generation") + 1)
    return len(locked)


__all__ = ["Made", "build_and_store", "key_of", "make", "period_of", "remove", "site_key", "touch"]
