import calendar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headless.fields import EncryptedTextField
from headless.gate import ALWAYS, Audience, Period, Periods

from ..enums import BasisKind, ConsentAudience, Nature

#: How long a consent lasts when nobody says otherwise, and at most.
YEARS_PROPOSED = 2
YEARS_AT_MOST = 3


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February where there is no 29th."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def proposed_end() -> date:
    return years_after(timezone.localdate(), YEARS_PROPOSED)


def beginning_of(day: date) -> datetime:
    """Midnight in the time zone of the site."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()), timezone.get_default_timezone())


class BasisQuerySet(models.QuerySet):
    def newest(self, translation_keys) -> dict:
        """The row that counts for each of these keys, in one query; a key without any is missing."""
        counts = (
            Basis.objects.filter(translation_key__in=set(translation_keys))
            .order_by()
            .values("translation_key")
            .annotate(newest=Max("pk"))
        )
        # What is encrypted is for the staff's page: whether a story is public must not hang on a key.
        found = self.filter(pk__in=counts.values("newest")).defer("reference", "obtained_by")
        return {basis.translation_key: basis for basis in found}


class Basis(models.Model):
    """Why a story and its translations may be public, as somebody recorded it.

    Rows are only added: of those with one translation key the newest counts, the others are its history. It hangs on the
    story, not on its revisions: going back to an old version of the text brings back no consent.
    """

    #: Of the story; its translations have the same.
    translation_key = models.UUIDField(db_index=True, editable=False)
    kind = models.CharField(_("basis"), max_length=10, choices=BasisKind)
    nature = models.CharField(_("what it is instead"), max_length=10, choices=Nature, blank=True)

    #: NULL, not empty, where there is no person: encrypted text can be compared with nothing else.
    reference = EncryptedTextField(_("reference"), null=True, blank=True)
    obtained_by = EncryptedTextField(_("obtained by"), null=True, blank=True)
    public_name = models.CharField(_("public name"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    #: This day included.
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    audience = models.CharField(_("where it may be shown"), max_length=10, choices=ConsentAudience, blank=True)

    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    #: Set once, when the consent is taken back.
    ended_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    objects = BasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("basis of a story")
        verbose_name_plural = _("bases of stories")
        ordering = ["-pk"]
        # Recording is an action of ours, and nothing is ever changed or deleted.
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                name="sc_basis_is_whole",
                condition=Q(
                    kind=BasisKind.PERSON,
                    nature="",
                    reference__isnull=False,
                    obtained_by__isnull=False,
                    valid_from__isnull=False,
                    valid_until__isnull=False,
                    audience__in=ConsentAudience.values,
                )
                & ~Q(public_name="")
                | Q(
                    kind=BasisKind.NO_PERSON,
                    nature__in=Nature.values,
                    reference__isnull=True,
                    obtained_by__isnull=True,
                    public_name="",
                    valid_from__isnull=True,
                    valid_until__isnull=True,
                    audience="",
                ),
            ),
            models.CheckConstraint(
                name="sc_basis_days_in_order",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="sc_basis_ends_if_a_person_s",
                condition=Q(ended_at__isnull=True) | Q(kind=BasisKind.PERSON),
            ),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        # No name, no reference: this text may get into logs.
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    @property
    def is_of_a_person(self) -> bool:
        return self.kind == BasisKind.PERSON

    @property
    def is_sample(self) -> bool:
        return self.nature == Nature.SAMPLE

    @property
    def told_as(self) -> str:
        """One of: person, sample, composite, editorial."""
        return self.kind if self.is_of_a_person else self.nature

    @property
    def covers_partners(self) -> bool:
        return not self.is_of_a_person or self.audience == ConsentAudience.PARTNERS

    @property
    def period(self) -> Period:
        """When the story may be read, if the consent is not taken back."""
        if not self.is_of_a_person:
            return Period()
        return Period(beginning_of(self.valid_from), beginning_of(self.valid_until + timedelta(days=1)))

    @property
    def periods(self) -> Periods:
        """When the story may be read, by audience; empty if the consent is taken back."""
        if self.ended_at:
            return {}
        if not self.is_of_a_person:
            return ALWAYS
        audiences = (Audience.OWN, Audience.PARTNER) if self.covers_partners else (Audience.OWN,)
        return dict.fromkeys(audiences, self.period)

    def holds(self, moment: datetime) -> bool:
        """Whether the story may be on our own site at this moment."""
        period = self.periods.get(Audience.OWN)
        return period is not None and period.holds(moment)
