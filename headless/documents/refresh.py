"""What follows when Wagtail publishes, unpublishes, restricts or deletes: public files come and go with it."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from .. import registry
from ..models import PublicPicture
from . import pictures
from .context import Build


def connect() -> None:
    page_published.connect(make_pictures, dispatch_uid="sc_make_pictures")
    page_unpublished.connect(withdraw_pictures, dispatch_uid="sc_withdraw_pictures")
    post_save.connect(withdraw_restricted, sender=PageViewRestriction, dispatch_uid="sc_withdraw_restricted")
    post_page_move.connect(withdraw_moved, dispatch_uid="sc_withdraw_moved")
    post_save.connect(renew_image, sender=get_image_model(), dispatch_uid="sc_renew_image")
    post_delete.connect(withdraw_image, sender=get_image_model(), dispatch_uid="sc_withdraw_image")
    post_delete.connect(delete_file, sender=PublicPicture, dispatch_uid="sc_delete_file")


def make_pictures(sender, instance, **kwargs) -> None:
    """Make the public files of a page when it is published, so that its first reader does not wait for them."""
    if any(issubclass(sender, page_type.model) for page_type in registry.page_types()):
        build = Build(instance, verify=True)
        build.run()
        build.withdraw_unused_pictures()


def renew_image(sender, instance, created, **kwargs) -> None:
    """Another file or another focal point: the pages that show the image get new files, and the old ones go at once."""
    if created:
        return
    stale = PublicPicture.objects.filter(image_id=instance.pk).exclude(fingerprint=pictures.fingerprint_of(instance))
    page_ids = set(stale.values_list("page_id", flat=True))
    if page_ids:
        transaction.on_commit(lambda: _build_afresh(page_ids))


def _build_afresh(page_ids: set[int]) -> None:
    for page in Page.objects.filter(pk__in=page_ids).specific():
        make_pictures(type(page), page)


def withdraw_pictures(sender, instance, **kwargs) -> None:
    pictures.withdraw([instance.pk])


def withdraw_restricted(sender, instance, **kwargs) -> None:
    _withdraw_subtree(instance.page)


def withdraw_moved(sender, instance, **kwargs) -> None:
    """A page that was moved below a restricted one is not public any more, nor is anything below it."""
    if instance.get_view_restrictions().exists():
        _withdraw_subtree(instance)


def _withdraw_subtree(page) -> None:
    pictures.withdraw(list(page.get_descendants(inclusive=True).values_list("pk", flat=True)))


def withdraw_image(sender, instance, **kwargs) -> None:
    PublicPicture.objects.filter(image_id=instance.pk).delete()


def delete_file(sender, instance, **kwargs) -> None:
    """Delete the file once its last owner is gone, and that is committed."""

    transaction.on_commit(lambda: pictures.delete_files_without_owner({instance.file}))
