from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bases import Basis
from .life_events import LifeEvent


class Reminder(models.Model):
    """That staff were reminded of something by mail, once: the mark before the end of a consent, or a date in her life."""

    basis = models.ForeignKey(Basis, null=True, on_delete=models.CASCADE, related_name="+", editable=False)
    event = models.ForeignKey(LifeEvent, null=True, on_delete=models.CASCADE, related_name="+", editable=False)
    #: Which mark before the end of a consent: 60, 30 or 7 days.
    mark = models.PositiveSmallIntegerField(default=0, editable=False)
    #: The day of the mail, where the organization is.
    day = models.DateField(db_index=True, editable=False)

    class Meta:
        verbose_name = _("reminder of a consent")
        verbose_name_plural = _("reminders of consents")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["basis", "mark"], condition=Q(basis__isnull=False), name="sc_one_reminder_per_mark"
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(event__isnull=False), name="sc_one_reminder_per_date"
            ),
            models.CheckConstraint(
                name="sc_reminder_of_one_thing",
                condition=Q(basis__isnull=False, event=None) | Q(basis=None, event__isnull=False),
            ),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"
