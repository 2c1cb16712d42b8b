"""What follows when something changes: documents are marked stale with the change, and built anew after it.

A mark is set in the transaction of the change and cleared by a build that began after it, so nothing is lost if a process
dies in between: a reader who meets a stale document has it built first (`read`), and the worker builds the rest.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django_tasks import task
from wagtail.models import Locale, Page, Site

from .. import registry
from ..gate import EVER, NEVER_ENDS, Audience
from ..jobs import queue
from ..models import Document, DocumentDependency, DraftLink, Preview, PublicPicture, Withdrawn
from . import dependencies, news, store, turns
from .addresses import path_of
from .periods import periods_of, public
from .pictures import delete_files_without_owner
from .store import key_of, touch
from .versions import versions

logger = logging.getLogger(__name__)

#: So many pages are built in the request that changed them; the worker builds the others.
BUILT_AT_ONCE = 10
TRY_AGAIN_AFTER = timedelta(minutes=5)
#: A build waits so often for others who change documents (`turns.PATIENCE` each), and then comes back a little later.
_TRIES = 10
_BUSY_FOR = timedelta(seconds=5)
_TURNS = 3
#: So many seconds a reader waits at most for what must be built beside what was asked for.
PATIENCE = 2.0
_CHUNK = 500


def pages_changed(page_ids: Iterable[int], *, moved: tuple[str, str] = ("", "")) -> None:
    """Something of these pages, or whether they may be read, is another now. Call it in the transaction of the change.

    Documents that may not be read any more are deleted at once; the others are stale from now on, and so is everything
    that shows them. After the commit the pages' own documents are built, and the worker builds what is left.

    moved: where the uppermost of them was and is (`url_path`), while Wagtail has not moved those below it yet.
    """
    page_ids = list(dict.fromkeys(page_ids))
    for start in range(0, len(page_ids), _CHUNK):
        _mark(page_ids[start : start + _CHUNK], moved)
    if page_ids:
        transaction.on_commit(lambda: _build_now(page_ids))


def _mark(page_ids: list[int], moved: tuple[str, str]) -> None:
    now = timezone.now()
    turns.wait()
    store.forget_addresses()
    pages = Page.objects.filter(pk__in=page_ids)
    keys = set(pages.values_list("translation_key", flat=True))
    open_pages = list(public(pages).select_related("locale"))
    before, after = moved
    for page in open_pages:
        if before and page.url_path.startswith(before):
            page.url_path = after + page.url_path.removeprefix(before)
    periods = periods_of(open_pages)
    wanted = [
        Document(key=key_of(page.pk), audience=audience, **columns, valid_from=period.start, valid_until=period.end)
        for page in open_pages
        if (columns := _found_by(page))
        for audience, period in periods.get(page.pk, {}).items()
        if not period.is_over(now)
    ]
    may_be_read = {(item.page_id, item.audience) for item in wanted}
    rows = Document.objects.filter(page_id__in=page_ids)
    closed = [row.pk for row in rows.only("page_id", "audience") if (row.page_id, row.audience) not in may_be_read]
    if closed:
        store.remove(Document.objects.filter(pk__in=closed))
    store.mark_stale(rows)
    Document.objects.bulk_create(
        sorted(wanted, key=lambda item: (item.key, item.audience)),
        update_conflicts=True,
        unique_fields=["key", "audience"],
        update_fields=[*_FOUND_BY, "valid_from", "valid_until"],
    )
    tags = {dependencies.page(pk) for pk in page_ids} | {dependencies.document(pk) for pk in page_ids}
    tags |= {dependencies.translations(key) for key in keys}
    tags |= {dependencies.documents_of(item.type) for item in wanted}
    touch(*tags)


#: What a document is found by, as far as its page says so without being built.
_FOUND_BY = ("type", "page", "site_id", "locale", "path", "slug", "title", "published_at", "updated_at")


def _found_by(page: Page) -> dict[str, Any]:
    """So a reader finds what is not built yet, and has it built. Nothing, for what has no documents or no address."""
    page_type = registry.find_page_type(page.specific_class or Page)
    parts = page.get_url_parts() if page_type else None
    if page_type is None or parts is None or parts[2] is None:
        return {}
    return {
        "type": page_type.name,
        "page_id": page.pk,
        "site_id": parts[0],
        "locale": page.locale.language_code,
        "path": path_of(parts[2]),
        "slug": page.slug,
        "title": page.title,
        "published_at": page.first_published_at or EVER,
        "updated_at": page.last_published_at or EVER,
    }


def pages_withdrawn(page_ids: Iterable[int], *, audiences: Iterable[Audience] = tuple(Audience)) -> None:
    """Take these pages from the public at once; their addresses answer 410 from now on. Call it in the transaction.

    audiences: who could read them. Nobody else learns that there was something. Previews of their drafts and links to them end,
    too.
    """
    page_ids, audiences = list(page_ids), list(audiences)
    rows = Document.objects.filter(page_id__in=page_ids).exclude(path="")
    where = set(rows.values_list("page_id", "site_id", "path"))
    # A document may have gone before, with the end of a consent: what was public once has an address to answer from.
    pages = list(Page.objects.filter(pk__in=page_ids).select_related("locale"))
    for page in pages:
        parts = page.get_url_parts() if page.first_published_at else None
        if parts and parts[2]:
            where.add((page.pk, parts[0], path_of(parts[2])))
    now = timezone.now()
    Withdrawn.objects.bulk_create(
        [
            Withdrawn(page_id=page_id, site_id=site_id, path_hash=hash_of_path(path), audience=audience, at=now)
            for page_id, site_id, path in where
            for audience in audiences
        ],
        ignore_conflicts=True,
    )
    was_public = {page_id for page_id, _site, _path in where}
    types = {page.pk: registry.find_page_type(page.specific_class or Page) for page in pages if page.pk in was_public}
    news.pages_withdrawn(
        [(page.pk, kind.name, page.locale.language_code) for page in pages if (kind := types.get(page.pk))], audiences
    )
    store.remove(Document.objects.filter(page_id__in=page_ids))
    # For good: a consent that is given anew opens no link of before.
    Preview.objects.filter(page_id__in=page_ids).delete()
    DraftLink.objects.filter(page_id__in=page_ids, revoked_at=None).update(revoked_at=now)
    pages_changed(page_ids)


def pages_made_anew(page_ids: Iterable[int]) -> None:
    """Something that these pages showed may be shown no more: nothing of what was built of them is kept, not even until it is
    built anew. Call it in the transaction of the change."""
    page_ids = list(page_ids)
    store.remove(Document.objects.filter(page_id__in=page_ids))
    Preview.objects.filter(page_id__in=page_ids).delete()
    pages_changed(page_ids)


def hash_of_path(path: str) -> str:
    """An address without its words: a title in it may be a name."""
    return sha256(path.encode()).hexdigest()


def tags_changed(*tags: str) -> None:
    """Something that documents depend on is another now. Call it in the transaction of the change."""
    if touch(*tags):
        transaction.on_commit(build_later)


def everything_changed() -> None:
    """A site, its address or a language has changed: build all documents anew, without a moment in which they are away."""
    for page_type in registry.page_types():
        pages_changed(page_type.model.objects.live().values_list("pk", flat=True))
    Document.objects.bulk_create(
        [Document(key=key, audience=Audience.OWN) for key in _site_keys()], ignore_conflicts=True
    )
    store.mark_stale(Document.objects.filter(page=None))
    # Documents hold no origin: that is put into each answer.
    tags_changed(*(dependencies.site(pk) for pk in Site.objects.values_list("pk", flat=True)))
    transaction.on_commit(build_later)


def _site_keys() -> list[str]:
    """Of what stands around pages, for every site in every language."""
    languages = list(Locale.objects.values_list("language_code", flat=True))
    return [store.site_key(pk, language) for pk in Site.objects.values_list("pk", flat=True) for language in languages]


# --- Building ---------------------------------------------------------------------------------------------------------


def _build_now(page_ids: list[int]) -> None:
    build_stale(Document.objects.filter(page_id__in=page_ids[:BUILT_AT_ONCE]))
    build_later()


def build_later() -> None:
    """Have the worker build what is stale."""
    if any(due.exists() for due in due_rows()) and not queue.is_unfinished(build_documents):
        build_documents.enqueue()


def due_rows(rows=None) -> list:
    """Two querysets: of these documents (or of all) those that must be built before they may be read.

    They are stale, or of an older version; or the clock has overtaken them."""
    now = timezone.now()
    rows = Document.objects.all() if rows is None else rows
    _mark_other_versions()
    # One that failed is tried again later; the clock may have been set back since.
    tried = Q(failed_at__lte=now - TRY_AGAIN_AFTER) | Q(failed_at__gt=now)
    # Each by its own index: to look through all documents takes long.
    return [rows.filter(tried, stale=True), rows.filter(tried, rebuild_at__lte=now)]


_marked: dict[str, str] = {}


def _mark_other_versions() -> None:
    """Documents that other code built are stale. To look for them takes long, and once is enough for this code."""
    global _marked
    current = versions()
    if _marked == current:
        return
    for name, version in current.items():
        store.mark_stale(Document.objects.filter(type=name, stale=False).exclude(version=version))
    _marked = current


def build_stale(rows=None, *, seconds: float | None = None) -> int:
    """Build what is due of these rows (or of all); how many. What cannot be built is logged, and tried again later.

    seconds: stop after so long; the next round goes on.
    """
    ends = timezone.now() + timedelta(seconds=seconds) if seconds else NEVER_ENDS
    built = 0
    while timezone.now() < ends:
        # Pages before what stands around them, and before those that show their cards: these come in the next turn.
        # By a sum, or SQLite would rather go through all documents than sort these few.
        found = (due.order_by(F("pk") + 0).values_list("key", "audience")[:50] for due in due_rows(rows))
        keys = list(dict.fromkeys(key for due in found for key in due))
        if not keys:
            break
        for key, audience in keys:
            build_one(key, Audience(audience))
            built += 1
    return built


def build_one(key: str, audience: Audience) -> bool:
    """Build one document; whether that was possible. A fault is logged, and what it is of is not answered meanwhile."""
    for _try in range(_TRIES):
        try:
            store.build_and_store(key, audience)
            return True
        except Exception as error:
            if isinstance(error, OperationalError) and turns.is_busy(error):
                continue
            logger.exception("The document of %s could not be built; it is tried again in a few minutes.", key)
            _note_failure(key, audience, TRY_AGAIN_AFTER)
            return False
    logger.warning("The document of %s waited too long for others; it is built a little later.", key)
    _note_failure(key, audience, _BUSY_FOR)
    return False


def _note_failure(key: str, audience: Audience, pause: timedelta) -> None:
    Document.objects.filter(key=key, audience=audience).update(failed_at=timezone.now() - TRY_AGAIN_AFTER + pause)


def build_for_reader(key: str, audience: Audience) -> bool:
    """The same for a document that somebody waits for: what it shows or counts of others is built first."""
    now = timezone.now()
    failed = Document.objects.filter(
        key=key, audience=audience, failed_at__gt=now - TRY_AGAIN_AFTER, failed_at__lte=now
    )
    if failed.exists():
        return False
    before: set[str] | None = None
    for _turn in range(_TURNS):
        parts = _parts_of(key, audience)
        if parts == before:  # what it shows is known once it was built
            break
        pages = [key_of(tag.removeprefix(dependencies.document(""))) for tag in parts if tag.startswith("document-")]
        types = [tag.removeprefix(dependencies.documents_of("")) for tag in parts if tag.startswith("all-")]
        build_stale(_parts(audience, keys=pages, types=types).exclude(key=key), seconds=PATIENCE)
        if not build_one(key, audience):
            return False
        before = parts
    return True


def _parts_of(key: str, audience: Audience) -> set[str]:
    """The names of other documents, and of kinds of them, that a document shows."""
    tags = DocumentDependency.objects.filter(document__key=key, document__audience=audience)
    shown = Q(tag__startswith=dependencies.document("")) | Q(tag__startswith=dependencies.documents_of(""))
    return set(tags.filter(shown).exclude(tag=f"document-{key.removeprefix('page-')}").values_list("tag", flat=True))


def build_types_for_reader(types: Iterable[str], audience: Audience) -> int:
    """Build what is due of these types for somebody who asks for a list: by what is not built yet, it would be sorted,
    filtered and counted as it was. How many; after a while the reader gets what there is, and the worker goes on."""
    return build_stale(_parts(audience, types=types), seconds=PATIENCE)


def _parts(audience: Audience, *, keys: Iterable[str] = (), types: Iterable[str] = ()):
    """Documents with these keys, or of these types. The type in a form that no index knows: of what is due there is little,
    and of a type there may be very much."""
    kind = Concat("type", Value(""))
    return Document.objects.alias(kind=kind).filter(Q(key__in=keys) | Q(kind__in=types), audience=audience)


@task()
def build_documents() -> int:
    """Build what is stale; how many documents that were."""
    return build_stale(seconds=30)


def something_is_due() -> bool:
    return any(due.exists() for due in due_rows()) or over_rows().exists()


def over_rows():
    """Documents whose period is over. Nobody reads them; their files must go."""
    return Document.objects.filter(valid_until__lte=timezone.now()).exclude(body=b"")


@task()
def refresh() -> int:
    """Take away what is over and build what is due; how many documents that were."""
    over = list(over_rows()[:_CHUNK])
    if over:
        store.remove(Document.objects.filter(pk__in=[row.pk for row in over]))
    return len(over) + build_stale(seconds=30)


# --- What no signal tells ---------------------------------------------------------------------------------------------


def missing() -> Iterator[tuple[str, Audience, int | None]]:
    """Documents that there should be and for which there is not even a row: key, audience, and the page's number."""
    known = set(Document.objects.values_list("key", "audience"))
    now = timezone.now()
    for page_type in registry.page_types():
        ids = list(public(page_type.model.objects.all()).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), _CHUNK):
            chunk = list(Page.objects.filter(pk__in=ids[start : start + _CHUNK]))
            on_a_site = {page.pk: page for page in chunk}
            for pk, periods in periods_of(chunk).items():
                for audience, period in periods.items():
                    if period.is_over(now) or (key_of(pk), audience.value) in known:
                        continue
                    if on_a_site[pk].get_url_parts() is not None:  # what is on no site has no document, and misses none
                        yield key_of(pk), audience, pk
    yield from ((key, Audience.OWN, None) for key in _site_keys() if (key, Audience.OWN.value) not in known)


def add_missing() -> int:
    """Rows for what is missing, to be built; how many."""
    rows = [Document(key=key, audience=audience, page_id=page_id) for key, audience, page_id in missing()]
    return len(Document.objects.bulk_create(rows, ignore_conflicts=True))


def delete_files_nobody_owns(storage, folder: str) -> int:
    """Delete public files that no document shows, left by a process that died; how many."""
    try:
        names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
    except FileNotFoundError:
        return 0
    names -= set(PublicPicture.objects.values_list("file", flat=True))
    # A build that is on its way writes its files first, and says in the end that they are its own.
    old = timezone.now() - timedelta(hours=1)
    names = {name for name in names if storage.get_modified_time(name) < old}
    delete_files_without_owner(names)
    return len(names)
