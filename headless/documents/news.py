"""What those who listen are told of documents: that one has come, changed, or gone.

Signals of pages would miss doors; the documents know. `Told` holds what was told of each, and is compared with what may be read:
when a document is built (in the transaction that stores it), and when one has gone. A document that goes may come back at once
(`refresh.pages_made_anew`), so it is only marked then, in the transaction of the change; whether to tell is decided after the
commit, and by the worker where a process died in between. Without any webhook nothing is noted.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from .. import events, registry
from ..gate import Audience
from ..models import Document, Told, Webhook
from . import dependencies

SITE_UPDATED = "site.updated"
_CHUNK = 200
#: How far back is looked for documents whose period has begun.
_BEGAN_WITHIN = timedelta(days=7)
#: So long a document that was taken away may take to be built anew, before its old readers are told to look.
_PATIENCE = timedelta(seconds=30)


def announce() -> None:
    """What happens to pages of every other type, and to what stands around all of them."""
    events.announce_page(
        events.ANY_PAGE,
        published=_("Any other page is published"),
        updated=_("Any other published page changes"),
        unpublished=_("Any other page is no longer public"),
    )
    events.announce_kind(
        SITE_UPDATED,
        says=events.OF_A_PAGE,
        label=_("What stands around every page changes: name, menu, settings"),
        own=True,
    )


def connect() -> None:
    post_save.connect(_begin, sender=Webhook, dispatch_uid="sc_news_begin")
    post_delete.connect(_end, sender=Webhook, dispatch_uid="sc_news_end")


def document_stored(document: Document) -> None:
    """A document was built and is fresh: tell what is new. In the transaction that stored it."""
    if events.somebody_listens():
        _compare(document)


def document_gone(document: Document) -> None:
    """A document was deleted. In that transaction; what it means is decided after the commit."""
    if Told.objects.filter(key=document.key, audience=document.audience).update(doubtful=True):
        transaction.on_commit(settle, robust=True)


def pages_withdrawn(pages: Iterable[tuple[int, str, str]], audiences: Iterable[Audience]) -> None:
    """These pages (number, type, language) were withdrawn from these audiences. In that transaction, before the documents go.

    Others hear of it, too, where the document had gone before: “unpublished” was told then, and this is more.
    """
    for page_id, kind, locale in pages:
        for audience in audiences:
            Told.objects.filter(page_id=page_id, audience=audience).delete()
            _record(events.WITHDRAWN, Told(page_id=page_id, type=kind, locale=locale, audience=audience))


def settle() -> int:
    """Decide of each document that has gone whether it came back; how many were settled."""
    settled = 0
    for pk in list(Told.objects.filter(doubtful=True).values_list("pk", flat=True)[:_CHUNK]):
        with transaction.atomic():
            told = Told.objects.select_for_update().filter(pk=pk, doubtful=True).first()
            settled += told is not None and _settle(told)
    return settled


def _settle(told: Told) -> bool:
    document = Document.objects.filter(key=told.key, audience=told.audience).defer("body", "words").first()
    if document is None:
        _tell_gone(told)
    elif document.etag and not document.stale:
        _compare(document)
    elif document.failed_at > timezone.now() - _PATIENCE:
        # It was taken away for a reason, and cannot be built: who has a copy must ask, and gets nothing.
        _record(events.UPDATED, told)
        Told.objects.filter(pk=told.pk).update(etag="", doubtful=False)
    else:
        return False  # it will be built at once
    return True


def something_is_due() -> bool:
    return Told.objects.filter(doubtful=True).exists() or _begun().exists()


@task()
def look() -> int:
    """Tell what the clock has brought about, and what a process that died has left; how many documents that were."""
    begun = list(_begun().defer("body", "words")[:_CHUNK])
    for document in begun:
        with transaction.atomic():
            _compare(document)
    return len(begun) + settle()


def begin_to_listen() -> None:
    """What is public now is known. In the transaction that makes the first webhook."""
    now = timezone.now()
    with connection.cursor() as cursor:  # one statement, however many there are
        cursor.execute(
            "INSERT INTO sc_headless_told (key, audience, page_id, type, locale, etag, doubtful) "
            "SELECT key, audience, page_id, type, locale, etag, %s FROM sc_headless_document "
            "WHERE etag <> '' AND valid_from <= %s AND valid_until > %s ON CONFLICT DO NOTHING",
            [False, *(connection.ops.adapt_datetimefield_value(value) for value in (now, now))],
        )


def _begin(instance, created=False, **kwargs) -> None:
    if created and Webhook.objects.count() == 1:
        begin_to_listen()


def _end(instance, **kwargs) -> None:
    if not events.somebody_listens():
        Told.objects.all().delete()


def _begun():
    """Built before their period began, and readable since."""
    now = timezone.now()
    told = Told.objects.filter(key=OuterRef("key"), audience=OuterRef("audience"))
    rows = Document.objects.filter(valid_from__gt=now - _BEGAN_WITHIN, valid_from__lte=now, valid_until__gt=now)
    return rows.exclude(etag="").filter(~Exists(told), stale=False) if events.somebody_listens() else rows.none()


def _compare(document: Document) -> None:
    """Tell how what may be read of a document differs from what was told of it."""
    told = Told.objects.select_for_update().filter(key=document.key, audience=document.audience).first()
    now = timezone.now()
    if not document.valid_from <= now < document.valid_until:
        if told:
            _tell_gone(told)
        return
    if told is None or told.etag != document.etag:
        _record(events.UPDATED if told else events.PUBLISHED, document)
    if told is None or told.doubtful or told.etag != document.etag:
        columns = {name: getattr(document, name) for name in ("page_id", "type", "locale", "etag")}
        Told.objects.update_or_create(
            key=document.key, audience=document.audience, defaults={**columns, "doubtful": False}
        )


def _tell_gone(told: Told) -> None:
    Told.objects.filter(pk=told.pk).delete()
    _record(events.UNPUBLISHED, told)


def _record(verb: str, what: Document | Told) -> None:
    """What stands around pages (`page_id` is None) belongs to a site: it can only change."""
    kind, page_type = what.type, registry.page_type_named(what.type)
    if page_type is not None and what.page_id is not None:
        name, number = f"{page_type.event}.{verb}", what.page_id
        tags = [dependencies.document(number), dependencies.page(number), dependencies.documents_of(kind)]
    elif kind == "site" and verb != events.UNPUBLISHED:
        name, number = SITE_UPDATED, int(what.key.split("-")[1])
        tags = [dependencies.site(number)]
    else:
        return
    data = {"type": kind, "id": number, "locale": what.locale, "tags": tags}
    events.record(kind=name, audience=Audience(what.audience), data=data)
