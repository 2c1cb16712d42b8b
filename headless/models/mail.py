"""The outbox: mails are rows, written in the transaction of what causes them, and sent by the worker."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fields import EncryptedTextField


class MailState(models.TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    CANCELLED = "cancelled", _("not needed any more")


class Mail(models.Model):
    """One mail: what it is about, and where it stands.

    It is written when it is sent, from what holds then: a corrected address is used, and what was erased is not in the
    queue. Subject and text of what was sent (or of what a person wrote, before) are kept, encrypted, for staff to read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: Who writes it: a name registered with `jobs.outbox.register_mail`.
    kind = models.CharField(_("kind"), max_length=60)
    #: What it is about, such as an application's number; the writer looks it up.
    about = models.CharField(max_length=64, db_index=True)
    #: The same key is queued once, however often it is asked for.
    key = models.CharField(max_length=160, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    created_at = models.DateTimeField(_("queued"), default=timezone.now)
    due_at = models.DateTimeField(_("next try"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    #: In words of ours: a mail server's own may hold the address.
    problem = models.CharField(_("what went wrong"), max_length=200, blank=True)
    subject = EncryptedTextField(_("subject"), blank=True)
    text = EncryptedTextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at"]
        default_permissions = ()
        indexes = [models.Index(fields=["state", "due_at"], name="sc_mail_state_due")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.kind} {str(self.pk)[:8]}"
