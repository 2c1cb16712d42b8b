from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headless.fields import EncryptedTextField

from ..enums import Asked, LifeEventKind
from .people import Person


class LifeEventQuerySet(models.QuerySet):
    def open(self):
        """Those of which she has not been asked yet."""
        return self.filter(asked_on=None)


class LifeEvent(models.Model):
    """A date in her life on which she should be asked whether her consent still stands.

    It counts for all her stories. Rows are added and closed once, never changed or deleted: a date that has moved is closed and
    noted anew.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="life_events", editable=False
    )
    day = models.DateField(_("date"))
    kind = models.CharField(_("what happens"), max_length=10, choices=LifeEventKind)
    #: NULL where there is none: encrypted text can be compared with nothing else.
    note = EncryptedTextField(_("note"), null=True, blank=True)
    noted_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    asked_on = models.DateField(_("asked on"), null=True, editable=False)
    outcome = models.CharField(_("what she said"), max_length=10, choices=Asked, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    objects = LifeEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("date in the life of a person")
        verbose_name_plural = _("dates in the lives of persons")
        ordering = ["day", "pk"]
        # To view one is to read its note; who records bases notes and closes them.
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="sc_life_event_is_closed_whole",
                condition=Q(asked_on=None, closed_at=None, outcome="")
                | Q(asked_on__isnull=False, closed_at__isnull=False, outcome__in=Asked.values),
            ),
        ]
        indexes = [models.Index(fields=["day"], condition=Q(asked_on=None), name="sc_life_event_open")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        # Neither who nor what: this text may get into logs.
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"
