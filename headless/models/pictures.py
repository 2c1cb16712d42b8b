"""The public files that documents show."""

from django.db import models

from .documents import Document


class PublicPicture(models.Model):
    """One public file that a document shows: a picture in one size, named by a hash of its content.

    Several rows may name one file; it is deleted with the last of them (`documents.pictures.delete_files_without_owner`).
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pictures", editable=False)
    #: Not a foreign key: the row must outlive the image for its file to be found and deleted.
    image_id = models.BigIntegerField(db_index=True)
    spec = models.CharField(max_length=120)
    #: What the file was made from; see `documents.pictures.fingerprint_of`.
    fingerprint = models.CharField(max_length=40)
    #: Its name in the storage of the setting PUBLIC_PICTURES_STORAGE.
    file = models.CharField(max_length=255, db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    format = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "image_id", "spec"], name="sc_one_file_per_rendition")
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.file
