"""Where a story was used outside of the site, as staff noted it: what cannot be taken back by a program."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headless.fields import EncryptedTextField

from ..enums import UseKind


class Use(models.Model):
    """A post, a print, an appeal. Where it was may name her, so it is encrypted."""

    translation_key = models.UUIDField(db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=UseKind)
    where = EncryptedTextField(_("where"))
    used_on = models.DateField(_("since when"))
    description = EncryptedTextField(_("what was used"), blank=True)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("use of a story elsewhere")
        verbose_name_plural = _("uses of stories elsewhere")
        default_permissions = ()
        ordering = ["used_on", "pk"]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"
