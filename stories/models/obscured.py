"""Pictures of the library of which parts were made unrecognisable, their originals, and files that must still go."""

import hashlib
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from headless.conf import conf
from headless.documents.pictures import delete_files_without_owner
from headless.encryption import decrypt_bytes, encrypt_bytes
from headless.fields import EncryptedTextField

from .pictures import PictureElements

FOLDER = "picture-originals"
UNLESS_WANTED = timedelta(hours=1)


def version_of(image) -> str:
    """Another one for another file, and nothing of the file's name: what somebody has before her when she draws on it."""
    return hashlib.sha256(f"{image.file.name} {image.get_file_hash()}".encode()).hexdigest()[:32]


class ObscuredPicture(models.Model):
    """What was obscured in a picture of the library, and the original, where it was kept. Beside the picture, whose model is
    the host's.

    The original is encrypted with keys of our own before it is stored, under a name that says nothing, as evidence is. Only
    `stories.actions.read_original`, `restore_picture` and `obscure_picture` open it.
    """

    #: Not a foreign key: the host may change its image model, and files must outlive a picture to be deleted.
    image_id = models.BigIntegerField(unique=True, editable=False)
    #: Of the picture that was made. Where the library holds another file now, somebody has uploaded that instead.
    version = models.CharField(max_length=32, editable=False)
    #: A list of {left, top, width, height, manner}: fractions of the upright picture.
    regions = models.JSONField(_("regions"), default=list)
    #: What staff had said that it shows (`PictureElements`), before: it does so again once the original is public again.
    elements = models.JSONField(default=list, editable=False)
    at = models.DateTimeField(_("obscured on"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    #: Its name in the storage of the setting EVIDENCE_STORAGE; empty where it was deleted.
    original = models.CharField(max_length=120, blank=True, editable=False)
    #: Also of one that was deleted: Wagtail's hash, by which the same file is found where it was uploaded once more.
    original_hash = models.CharField(max_length=40, blank=True, editable=False)
    #: As its file was called in the library.
    original_name = EncryptedTextField(_("name of the original"), blank=True, editable=False)
    #: Whether it was looked once more for what others made of the picture while it was obscured.
    is_settled = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("obscured picture")
        verbose_name_plural = _("obscured pictures")
        default_permissions = ()
        permissions = [("open_original", _("Can open originals of obscured pictures, and restore them"))]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.image_id}"

    @classmethod
    def of(cls, image) -> "ObscuredPicture | None":
        """What was obscured in this picture; None where nothing was, or its file is another one since."""
        row = cls.objects.filter(image_id=image.pk).first()
        return row if row and row.version == version_of(image) else None

    def marked_again(self) -> list[str]:
        """What the picture is to be marked with once its original, or more of it, is public."""
        return sorted({*self.elements, *PictureElements.of([self.image_id]).get(self.image_id, ())})

    def read_original(self) -> bytes:
        """The file as it was. Raises OSError where it is not there, and `encryption.Unreadable`."""
        if not self.original:
            raise FileNotFoundError("The original of this picture was not kept.")
        with storages[conf.EVIDENCE_STORAGE].open(self.original) as file:
            return decrypt_bytes(file.read())

    def renew_hashes(self) -> None:
        """After a change of keys: `second_chances_key --renew` calls it. The file is written anew, then the old one goes."""
        if not self.original:
            return
        old, new = self.original, store_original(self.read_original())
        self.original = new.name
        self.save(update_fields=["original"])
        new.is_wanted()
        FileToDelete.objects.create(where=FileToDelete.Where.ORIGINALS, name=old)


def store_original(content: bytes) -> "FileToDelete":
    """Encrypted; see `FileToDelete.store`."""
    return FileToDelete.store(FileToDelete.Where.ORIGINALS, f"{FOLDER}/{uuid4().hex}", encrypt_bytes(content))


class FileToDelete(models.Model):
    """A file that shows what nobody may see any more. The row is written with the change that is the reason, and goes when the
    file has gone: a storage that fails, or a process that dies, delays that and does not prevent it."""

    class Where(models.TextChoices):
        LIBRARY = "library", _("Files of the image library")
        RENDITIONS = "renditions", _("Sizes of pictures made by Wagtail")
        PUBLIC = "public", _("Public pictures")
        ORIGINALS = "originals", _("Originals of obscured pictures")

    where = models.CharField(max_length=12, choices=Where)
    name = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file to delete")
        verbose_name_plural = _("files to delete")
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    @classmethod
    def due(cls):
        return cls.objects.filter(at__lte=timezone.now()).order_by("pk")

    @classmethod
    def store(cls, where: str, name: str, content: bytes) -> "FileToDelete":
        """Store a file that goes again, unless somebody says within the hour that it `is_wanted`, in the transaction that
        writes where it belongs. So nothing that fails or dies in between leaves a file behind."""
        row = cls.objects.create(where=where, name=name, at=timezone.now() + UNLESS_WANTED)
        stored = row._storage().save(name, ContentFile(content))
        if stored != name:
            row.name = stored
            row.save(update_fields=["name"])
        return row

    def is_wanted(self) -> None:
        FileToDelete.objects.filter(pk=self.pk).delete()

    def is_not_wanted(self) -> None:
        FileToDelete.objects.filter(pk=self.pk).update(at=timezone.now())

    def delete_file(self) -> None:
        """Raises whatever the storage does. A file that is not there counts as deleted; one that something shows again stays: the
        name of a public file is a hash of what is in it, and others come free for the next upload."""
        if self.where == self.Where.PUBLIC:
            delete_files_without_owner({self.name})
        elif not self._is_shown():
            self._storage().delete(self.name)

    def _is_shown(self) -> bool:
        model = ObscuredPicture if self.where == self.Where.ORIGINALS else self._model()
        column = "original" if self.where == self.Where.ORIGINALS else "file"
        return model._base_manager.filter(**{column: self.name}).exists()

    def _model(self):
        images = get_image_model()
        return images.get_rendition_model() if self.where == self.Where.RENDITIONS else images

    def _storage(self):
        if self.where == self.Where.ORIGINALS:
            return storages[conf.EVIDENCE_STORAGE]
        return self._model()._meta.get_field("file").storage
