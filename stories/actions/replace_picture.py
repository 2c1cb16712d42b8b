from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha1
from uuid import uuid4

from django.db import transaction
from wagtail.images import get_image_model

from ..models import FileToDelete
from ..models.obscured import version_of
from . import clear_up_pictures


class PictureIsGone(Exception):
    """It was deleted from the library, or its file cannot be read."""


class ChangedMeanwhile(Exception):
    """The library holds another file of the picture than the one that was looked at."""


def find_picture(image_id: int, version: str):
    """The picture, if it is the one that somebody has seen. Raises PictureIsGone, ChangedMeanwhile."""
    image = get_image_model().objects.filter(pk=image_id).first()
    _refuse(image, version)
    return image


def content_of(image) -> bytes:
    """Its file. Raises PictureIsGone."""
    try:
        with image.file.storage.open(image.file.name) as file:
            return file.read()
    except OSError as error:
        raise PictureIsGone from error


@contextmanager
def replacing(image, *, version: str, content: bytes, extension: str, stored: Sequence[FileToDelete] = ()) -> Iterator:
    """Within it, and for good once it is left without an error, the picture of the library has another file.

    The block is one transaction, in which the picture is locked; it gets the picture with its new file, and writes the rows
    that say why. The new file is stored before, under a name that says nothing; it goes again if anything fails, as do
    those that the caller has `stored`. Then the old file, all of Wagtail's renditions and all public files of it are
    deleted; should that fail, the worker does it. Documents that show the picture are built anew.

    Raises PictureIsGone and ChangedMeanwhile, also where somebody else was faster; OSError where the storage fails.
    """
    stored = list(stored)
    try:
        name = image.file.field.generate_filename(image, f"{uuid4().hex}.{extension}")
        stored.append(FileToDelete.store(FileToDelete.Where.LIBRARY, name, content))
        with transaction.atomic():
            locked = get_image_model().objects.select_for_update().filter(pk=image.pk).first()
            _refuse(locked, version)
            clear_up_pictures.forget_files_of(locked)
            FileToDelete.objects.create(where=FileToDelete.Where.LIBRARY, name=locked.file.name)
            _give_file(locked, stored[-1].name, content)
            yield locked
            for file in stored:
                file.is_wanted()
            transaction.on_commit(clear_up_pictures.delete_files, robust=True)
    except BaseException:
        # Rows that say the file is wanted are gone by now if it is: what raises after the commit is somebody else's.
        for file in stored:
            file.is_not_wanted()
        clear_up_pictures.delete_files()
        raise


def _give_file(image, name: str, content: bytes) -> None:
    size = (image.width, image.height)
    image.file = name  # and with it width and height
    if (image.width, image.height) != size:
        image.set_focal_point(None)  # it was turned, and the point counts from another corner
    image.file_size, image.file_hash = len(content), sha1(content, usedforsecurity=False).hexdigest()
    image.save()


def _refuse(image, version: str) -> None:
    if image is None:
        raise PictureIsGone
    try:
        found = version_of(image)
    except OSError as error:
        raise PictureIsGone from error
    if found != version:
        raise ChangedMeanwhile
