"""What of a story is in public, and whether it is gone: each document, file and entry by itself, looked at where it is."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision

from headless import edge
from headless.conf import conf
from headless.documents import dependencies, probe, refresh, search
from headless.documents.addresses import path_of
from headless.documents.pictures import delete_files_without_owner
from headless.documents.store import key_of
from headless.gate import Audience
from headless.models import Document, PublicPicture, Withdrawn

from .enums import Trace, TraceState
from .models import Basis, Withdrawal, WithdrawalItem
from .models.bases import PLACE_OF


class NotYet(Exception):
    """It is still there; `problem` is one of `withdrawals.PROBLEMS`."""

    def __init__(self, problem: str):
        self.problem = problem
        super().__init__(problem)


def gather(withdrawal: Withdrawal, pages: Iterable[Page]) -> list[WithdrawalItem]:
    """What is in public of these pages now, as items to be saved. Call it before anything of it is removed."""
    pages = {page.pk: page for page in pages}
    items = []

    def add(kind: Trace, **values) -> None:
        items.append(WithdrawalItem(withdrawal=withdrawal, kind=kind, due_at=withdrawal.at, **values))

    for row in Document.objects.filter(page_id__in=pages).only("pk", "page_id", "locale", "audience", "site_id"):
        where = {"page_id": row.page_id, "locale": row.locale, "audience": row.audience, "site_id": row.site_id}
        add(Trace.DOCUMENT, **where)
        add(Trace.SEARCH, **where, what=str(row.pk))
    files = PublicPicture.objects.filter(document__page_id__in=pages).values_list("file", flat=True)
    for name in sorted(set(files)):
        add(Trace.FILE, what=name)
    published = [page for page in pages.values() if page.live or page.first_published_at]
    for page in published:
        add(Trace.LISTS, page_id=page.pk)
    for page in pages.values():
        if withdrawal.is_of_everything:
            add(Trace.PAGE, page_id=page.pk)
    if published:
        # Caches that can be told are told; others, and browsers, were told how long they may keep an answer.
        told = bool(conf.EDGE_PURGE_ADDRESSES)
        for page in published if told else ():
            add(Trace.CACHE, page_id=page.pk)
        seconds = max(0 if told else conf.EDGE_CACHE_SECONDS, conf.BROWSER_CACHE_SECONDS)
        if seconds or not told:
            add(Trace.CACHE)
            items[-1].due_at += timedelta(seconds=seconds)
    return items


def gather_addresses(withdrawal: Withdrawal, page_ids: Iterable[int]) -> list[WithdrawalItem]:
    """The addresses of these pages that are to answer 410 from now on. Call it after they were withdrawn."""
    rows = Withdrawn.objects.filter(page_id__in=page_ids, audience=Audience.OWN)
    return [
        WithdrawalItem(
            withdrawal=withdrawal,
            kind=Trace.ADDRESS,
            page_id=row.page_id,
            audience=row.audience,
            site_id=row.site_id,
            what=row.path_hash,
            due_at=withdrawal.at,
        )
        for row in rows
    ]


def is_consented_anew(withdrawal: Withdrawal) -> bool:
    """Whether she has agreed again, since, to all of what she took back then, for all who read it here."""
    basis = Basis.objects.newest([withdrawal.translation_key]).get(withdrawal.translation_key)
    if basis is None or basis.ended_at or basis.recorded_at <= withdrawal.at:
        return False
    if withdrawal.is_of_everything:
        return True
    return all(basis.covers(element, place) for element in withdrawal.elements for place in PLACE_OF.values())


def look(item: WithdrawalItem, *, is_consented: bool = False) -> TraceState:
    """Make sure that it is gone, removing it once more where that is what is left; in which way it is settled.

    is_consented: she has consented anew, so that what is there may be there: all but files, entries and copies that were left behind,
    which belong to nobody, whatever she has agreed to since.

    Raises NotYet, and whatever a storage or a database raises.
    """
    try:
        state = _LOOK[Trace(item.kind)](item)
    except NotYet:
        if is_consented and item.kind not in _LEFT_BEHIND:
            return TraceState.CONSENTED
        raise
    return TraceState.CONSENTED if is_consented and state in _STILL_THERE else state


def _address(item: WithdrawalItem) -> TraceState:
    url = _url_with(item)
    status = probe.status_of(url) if url else 0
    if status in (
        0,
        400,
    ):  # the page is elsewhere or gone, or this server does not answer by that name: by what it would say
        told = Withdrawn.objects.filter(site_id=item.site_id, path_hash=item.what, audience=item.audience)
        status = 410 if told.exists() and probe.document_of(item.page_id, item.audience) is None else 200
    if status != 410:
        raise NotYet("answers")
    return TraceState.DONE


def _url_with(item: WithdrawalItem) -> str:
    """The address that has this hash, if the page is still there."""
    page = Page.objects.filter(pk=item.page_id).first()
    parts = page.get_url_parts() if page else None
    if not parts or not parts[2] or refresh.hash_of_path(path_of(parts[2])) != item.what:
        return ""
    return f"{parts[1]}{parts[2]}"


def _document(item: WithdrawalItem) -> TraceState:
    row = probe.document_of(item.page_id, item.audience)
    if row is None:
        return TraceState.DONE
    if item.withdrawal.is_of_everything:
        raise NotYet("there")
    if row.stale or row.checked_at < item.withdrawal.at:
        refresh.build_one(key_of(item.page_id), Audience(item.audience))
        row = probe.document_of(item.page_id, item.audience)
    if row is not None and (row.stale or row.checked_at < item.withdrawal.at):
        raise NotYet("not_anew")
    return TraceState.DONE if row is None else TraceState.MADE_ANEW


def _file(item: WithdrawalItem) -> TraceState:
    if probe.is_shown_by_what_is_stale(item.what):
        refresh.build_later()
        raise NotYet("not_anew")
    if probe.pages_that_show(item.what):
        return TraceState.STAYS
    try:
        if probe.file_is_stored(item.what):
            delete_files_without_owner({item.what})
        if probe.file_is_stored(item.what):
            raise NotYet("there")
    except NotYet:
        raise
    except Exception as error:  # each storage has errors of its own
        raise NotYet("storage") from error
    return TraceState.DONE


def _search(item: WithdrawalItem) -> TraceState:
    number = int(item.what)
    if search.finds([number]):
        search.forget([number])
    if search.finds([number]):
        raise NotYet("there")
    return TraceState.DONE


def _lists(item: WithdrawalItem) -> TraceState:
    # The worker would make them, too; here it takes no turn of its own.
    refresh.build_stale(probe.stale_beside(item.page_id), seconds=refresh.PATIENCE)
    if probe.stale_beside(item.page_id).exists():
        raise NotYet("not_anew")
    return TraceState.DONE


def _page(item: WithdrawalItem) -> TraceState:
    planned = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(item.page_id),
        approved_go_live_at__isnull=False,
    )
    if Page.objects.filter(pk=item.page_id, live=True).exists() or planned.exists():
        raise NotYet("there")
    return TraceState.DONE


def _cache(item: WithdrawalItem) -> TraceState:
    """Of no page: they were told how long they may keep an answer, and that is over when this is due."""
    if item.page_id:
        tag = dependencies.document(item.page_id)
        edge.tell(tag)
        if not edge.has_forgotten(tag):
            raise NotYet("told")
    return TraceState.DONE


_LOOK = {
    Trace.ADDRESS: _address,
    Trace.DOCUMENT: _document,
    Trace.FILE: _file,
    Trace.SEARCH: _search,
    Trace.LISTS: _lists,
    Trace.PAGE: _page,
    Trace.CACHE: _cache,
}

#: What is there after she has consented anew is not of that consent, unless a document owns it.
_LEFT_BEHIND = {Trace.FILE, Trace.SEARCH, Trace.CACHE}
_STILL_THERE = {TraceState.MADE_ANEW, TraceState.STAYS}
