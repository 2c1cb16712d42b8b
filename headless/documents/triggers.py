"""What makes documents stale: Django's and Wagtail's signals, told on as pages or tags that have changed.

Each receiver runs in the transaction of the change. What no signal tells (`QuerySet.update`, SQL, a restored backup) is found
by the round of comparisons in `check`.
"""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from modelcluster.fields import ParentalKey
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    TranslatableMixin,
)
from wagtail.signals import post_page_move

from ..models import Document, FrontEnd, PublicPicture, SiteSettings
from . import dependencies, news, turns
from .pictures import delete_files_without_owner
from .refresh import build_later, everything_changed, pages_changed, tags_changed
from .store import tell_dependants

#: Columns of a page that say nothing to the public: a save of these alone changes no document.
_PRIVATE = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
}


def connect() -> None:
    for signal, receiver in (
        (pre_save, remember_address),
        (post_save, saved),
        (pre_delete, remember_aliases),
        (post_delete, deleted),
        (m2m_changed, relation_changed),
        (post_page_move, moved),
    ):
        signal.connect(receiver, dispatch_uid=f"sc_documents_{receiver.__name__}")


def remember_address(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    """Note where a page was, to see whether the pages below it move with it."""
    if isinstance(instance, Page) and instance.pk and _says_something(update_fields):
        instance._sc_url_path = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()


def saved(sender, instance, created=False, raw=False, update_fields=None, **kwargs) -> None:
    if isinstance(instance, Page):
        if _says_something(update_fields):
            _page_saved(instance, raw=raw)
    elif isinstance(instance, Site | Locale):
        everything_changed()
    elif isinstance(instance, PageViewRestriction):
        _subtree_changed(instance.page)
    elif isinstance(instance, Collection | CollectionViewRestriction):
        _collection_changed(instance)
    else:
        _part_changed(instance)


def remember_aliases(sender, instance, **kwargs) -> None:
    """They stand on it: note them while they still say so."""
    if isinstance(instance, Page):
        turns.wait()  # its documents go first, by the database's own doing
        instance._sc_aliases = list(Page.objects.filter(alias_of=instance.pk).values_list("pk", flat=True))


def deleted(sender, instance, **kwargs) -> None:
    if isinstance(instance, Page):
        pages_changed(getattr(instance, "_sc_aliases", ()))
        tags_changed(
            dependencies.page(instance.pk),
            dependencies.document(instance.pk),
            dependencies.translations(instance.translation_key),
            *_parents(instance),
        )
    elif isinstance(instance, Site | Locale):
        everything_changed()
    elif isinstance(instance, PageViewRestriction):
        _subtree_changed(instance.page)
    elif isinstance(instance, CollectionViewRestriction):
        _collection_changed(instance)
    elif isinstance(instance, Document):
        tell_dependants(instance)
        news.document_gone(instance)
        transaction.on_commit(build_later)
    elif isinstance(instance, PublicPicture):
        # With its last owner, and once that is committed. A storage that is away must not stop what else follows: what it
        # keeps is looked for again (`check.tidy_up`, and the certificate of a withdrawal).
        transaction.on_commit(lambda: delete_files_without_owner({instance.file}), robust=True)
    else:
        _part_changed(instance)


def relation_changed(sender, instance, action, reverse=False, model=None, pk_set=None, **kwargs) -> None:
    if not action.startswith("post_"):
        return
    if isinstance(instance, Page) and instance.pk:
        pages_changed([instance.pk])
    elif reverse and pk_set and isinstance(model, type) and issubclass(model, Page):
        pages_changed(pk_set)


def moved(sender, instance, parent_page_before=None, **kwargs) -> None:
    _subtree_changed(instance)
    parents = [*_parents(instance), *([dependencies.children(parent_page_before.pk)] if parent_page_before else [])]
    tags_changed(*parents)


def _page_saved(page: Page, *, raw: bool) -> None:
    before = page.__dict__.pop("_sc_url_path", None)
    if raw:  # a row of a fixture holds the columns of its own table alone
        page = Page.objects.filter(pk=page.pk).first()
        if page is None:
            return
    if before is not None and before != page.url_path:
        _subtree_changed(page, moved=(before, page.url_path))
    pages_changed([page.pk])
    tags_changed(*_parents(page))


def _parents(page: Page) -> list[str]:
    """The order and number of pages below the one above is another."""
    above = Page.objects.filter(path=page.path[: -Page.steplen]).values_list("pk", flat=True) if page.depth > 1 else []
    return [dependencies.children(pk) for pk in above]


def _subtree_changed(page: Page, *, moved: tuple[str, str] = ("", "")) -> None:
    below = Page.objects.filter(path__startswith=page.path) if page.path else Page.objects.none()
    pages_changed(below.values_list("pk", flat=True), moved=moved)


def _collection_changed(instance) -> None:
    collection = instance if isinstance(instance, Collection) else instance.collection
    below = Collection.objects.filter(path__startswith=collection.path)
    images = get_image_model().objects.filter(collection__in=below).values_list("pk", flat=True)
    tags_changed(*(dependencies.image(pk) for pk in images))


def _part_changed(instance) -> None:
    """The settings of a site, a front end, an image, a snippet, a redirect, or a row that belongs to a page."""
    if isinstance(instance, SiteSettings):
        tags_changed(dependencies.settings(instance.site_id))
    if isinstance(instance, FrontEnd):
        tags_changed(dependencies.front_end(instance.pk), dependencies.front_ends())
    if isinstance(instance, get_image_model()):
        tags_changed(dependencies.image(instance.pk))
    if isinstance(instance, TranslatableMixin) and not _pages_of(instance):
        tags_changed(dependencies.snippet(instance), dependencies.snippets_of(type(instance)))
    if instance._meta.label == "wagtailredirects.Redirect":
        tags_changed(dependencies.redirects())
    owners = _pages_of(instance)
    if owners:
        pages_changed(owners)


def _pages_of(instance) -> list[int]:
    """The pages that a row of an editorial list belongs to."""
    return [
        getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if isinstance(field, ParentalKey)
        and issubclass(field.remote_field.model, Page)
        and getattr(instance, field.attname)
    ]


def _says_something(update_fields) -> bool:
    return update_fields is None or not set(update_fields) <= _PRIVATE
