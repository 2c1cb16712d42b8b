from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from headless.documents import dependencies, refresh
from headless.enums import SHOWN
from headless.fields import ChoicesField


class PictureElements(models.Model):
    """What a picture of the library shows of a person, wherever it is used. Beside the picture, whose model is the host's."""

    #: Not a foreign key: the host may change its image model.
    image_id = models.BigIntegerField(unique=True, editable=False)
    elements = ChoicesField(_("what it shows"), blank=True, choices=SHOWN)

    class Meta:
        verbose_name = _("what a picture shows")
        verbose_name_plural = _("what pictures show")
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.image_id}"

    def save(self, *args, **kwargs):
        """As Django's; documents with the picture are built anew."""
        super().save(*args, **kwargs)
        refresh.tags_changed(dependencies.image(self.image_id))

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        refresh.tags_changed(dependencies.image(self.image_id))
        return deleted

    @classmethod
    def of(cls, image_ids: Iterable[int]) -> dict[int, set[str]]:
        """What each of these pictures shows; those that show nothing are missing. One query, or none."""
        image_ids = set(image_ids)
        rows = cls.objects.filter(image_id__in=image_ids) if image_ids else ()
        return {row.image_id: set(row.elements) for row in rows if row.elements}
