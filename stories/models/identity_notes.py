from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from headless.fields import ChoicesField

from ..enums import Clue, Decision


class IdentityNote(models.Model):
    """That clues to who she is stand together on a page, and who decided that they may. Without a decision: it was published by a
    door that asks nobody, and waits for somebody to look.

    An ordinary row, not revision content: going back to an old text asks nobody again what was answered of it.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", editable=False)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    clues = ChoicesField(_("what stands together"), choices=Clue.choices, editable=False)
    #: Keyed hashes of what was found, word for word: the same once more is not asked again.
    items = models.JSONField(default=list, editable=False)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True, editable=False)
    noted_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("clues that stand together")
        verbose_name_plural = _("clues that stand together")
        ordering = ["-pk"]
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"
