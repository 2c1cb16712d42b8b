"""What must be gone of pictures that were obscured, is. Tried at once, and by the worker until it has succeeded."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model

from headless.documents import dependencies, refresh
from headless.documents.pictures import fingerprint_of
from headless.models import PublicPicture

from ..models import FileToDelete, ObscuredPicture

logger = logging.getLogger(__name__)

#: Whoever had the file before her when it was replaced has written what she made of it by then.
SETTLES_AFTER = timedelta(minutes=1)


def clear_up_pictures() -> int:
    """Delete what must go, and look once more for what was made of a picture while it was obscured. How much is still to do.

    A file that cannot be deleted is tried again at the next call; the log says so, without its name.
    """
    for row in ObscuredPicture.objects.filter(is_settled=False, at__lte=timezone.now() - SETTLES_AFTER):
        with transaction.atomic():
            _settle(row)
    return delete_files()


def something_is_left() -> bool:
    """Cheap to ask."""
    return (
        FileToDelete.due().exists()
        or ObscuredPicture.objects.filter(is_settled=False, at__lte=timezone.now() - SETTLES_AFTER).exists()
    )


def delete_files() -> int:
    """Delete what must go; how many files are still there."""
    left = 0
    for row in FileToDelete.due():
        try:
            row.delete_file()
        except Exception:  # storages raise what they like, and one that fails must not hold up the others
            left += 1
            logger.exception("File %s that must go cannot be deleted; it is tried again.", row.pk)
        else:
            row.delete()
    return left


def picture_deleted(instance, **kwargs) -> None:
    """For Django's signal: who deletes a picture from the library deletes its original, too."""
    rows = ObscuredPicture.objects.filter(image_id=instance.pk)
    _must_go(FileToDelete.Where.ORIGINALS, {row.original for row in rows if row.original})
    rows.delete()
    transaction.on_commit(delete_files, robust=True)


def forget_files_of(image) -> None:
    """Everything that was made of a picture goes: Wagtail's renditions, and what documents show. Call it in the transaction of
    the change, before the picture has its new file. The rows go now and the files after the commit."""
    _forget_renditions_of(image)
    _forget_public_files_of(image)


def _forget_renditions_of(image) -> None:
    renditions = list(image.renditions.all())
    _must_go(FileToDelete.Where.RENDITIONS, {item.file.name for item in renditions})
    for rendition in renditions:
        rendition.delete()


def _forget_public_files_of(image) -> None:
    """Documents with the picture are stale, and so not given out before they are built anew: the first ones at once."""
    public = list(PublicPicture.objects.filter(image_id=image.pk).select_related("document"))
    _must_go(FileToDelete.Where.PUBLIC, {item.file for item in public})
    PublicPicture.objects.filter(pk__in=[item.pk for item in public]).delete()
    refresh.tags_changed(dependencies.image(image.pk))
    refresh.pages_changed({item.document.page_id for item in public if item.document.page_id})


def _must_go(where: FileToDelete.Where, names: Iterable[str]) -> None:
    FileToDelete.objects.bulk_create(FileToDelete(where=where, name=name) for name in names)


def _settle(row: ObscuredPicture) -> None:
    """Wagtail writes a rendition of a file that it opened before, and so may somebody who builds a document. Of renditions
    nobody knows what they were made of; those of the new file are made again when they are asked for."""
    image = get_image_model().objects.select_for_update().filter(pk=row.image_id).first()
    if image is not None:
        _forget_renditions_of(image)
        if PublicPicture.objects.filter(image_id=image.pk).exclude(fingerprint=fingerprint_of(image)).exists():
            _forget_public_files_of(image)
    ObscuredPicture.objects.filter(pk=row.pk).update(is_settled=True)
