"""What of a draft is shown outside the admin: to staff in a front end, and to an outsider by a link. Both end by themselves."""

import swapper
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fields import EncryptedTextField
from .documents import FrontEnd

swapper.set_app_prefix("wagtailcore", "wagtail")


class Preview(models.Model):
    """A draft as one editor has it on the screen, for one front end. Each change of hers replaces it."""

    front_end = models.ForeignKey(FrontEnd, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: Which page: "page-12", or the place of one that was never saved.
    subject = models.CharField(max_length=120)
    #: What its token begins with; the rest is a keyed hash of it, so that the database alone opens nothing.
    name = models.CharField(max_length=32, unique=True)
    type = models.CharField(max_length=40)
    #: Its public data as JSON, with marks for origins.
    body = EncryptedTextField()
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    site_id = models.BigIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["front_end", "user", "subject"], name="sc_one_preview_of_an_editor")
        ]
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.subject} ({self.front_end_id})"


class DraftLink(models.Model):
    """A link by which somebody without an account reads one draft, for a set time."""

    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"), on_delete=models.CASCADE, related_name="+", editable=False
    )
    #: The draft as it was when staff decided to show it: what is written later is not shown.
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+", editable=False)
    name = models.CharField(max_length=32, unique=True, editable=False)
    #: For whom it is, in words of staff.
    note = EncryptedTextField(blank=True, default="", editable=False)
    expires_at = models.DateTimeField(_("works until"), editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("link to a draft")
        verbose_name_plural = _("links to drafts")
        ordering = ["-pk"]
        default_permissions = ("add",)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"
