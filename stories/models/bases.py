import calendar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headless.enums import Element
from headless.fields import EncryptedTextField
from headless.gate import ALWAYS, Audience, Period, Periods

from ..enums import BasisKind, Channel, NameKind, Nature, Place
from .people import Person

#: How long a consent lasts when nobody says otherwise, and at most.
YEARS_PROPOSED = 2
YEARS_AT_MOST = 3

#: The place whose rules a document for this audience follows.
PLACE_OF = {Audience.OWN: Place.OWN, Audience.PARTNER: Place.PARTNERS}
#: Encrypted: whether a story is public must not hang on a key.
CONFIDENTIAL = ("reference", "obtained_by", "ask_whom", "client_reason")


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February where there is no 29th."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def proposed_end() -> date:
    return years_after(timezone.localdate(), YEARS_PROPOSED)


def everything_at(*places: str, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """All elements at each of these places, as `Basis.covered` holds them."""
    return {str(place): [element.value for element in Element if element not in but] for place in places}


def today() -> date:
    """Where the organization is, wherever the member of staff is who asks."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def beginning_of(day: date) -> datetime:
    """Midnight in the time zone of the site."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()), timezone.get_default_timezone())


class BasisQuerySet(models.QuerySet):
    def newest(self, translation_keys) -> dict:
        """The row that counts for each of these keys, in one query; a key without any is missing."""
        return self.newest_of(Basis.objects.filter(translation_key__in=set(translation_keys)))

    def newest_of(self, rows) -> dict:
        """The newest of these rows for each key that they have, in one query. It counts only if none is newer."""
        counts = rows.order_by().values("translation_key").annotate(newest=Max("pk"))
        found = self.filter(pk__in=counts.values("newest")).select_related("person")
        found = found.defer(*CONFIDENTIAL, "person__reference", "person__reference_hash")
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

    person = models.ForeignKey(
        Person, verbose_name=_("person"), null=True, on_delete=models.PROTECT, related_name="bases", editable=False
    )
    #: NULL, not empty, where there is no person: encrypted text can be compared with nothing else.
    reference = EncryptedTextField(_("reference"), null=True, blank=True)
    obtained_by = EncryptedTextField(_("obtained by"), null=True, blank=True)
    #: As it was agreed then; what she is called now stands with the person.
    public_name = models.CharField(_("public name"), max_length=120, blank=True)
    name_kind = models.CharField(_("what the name is"), max_length=12, choices=NameKind, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    #: This day included.
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    #: What she agreed to: by place, a list of elements.
    covered = models.JSONField(_("what she agreed to"), default=dict, blank=True)
    how_obtained = models.CharField(_("how it was obtained"), max_length=12, choices=Channel, blank=True)
    language = models.CharField(_("in which language"), max_length=40, blank=True)
    read_back = models.BooleanField(_("read back to her"), default=False)
    ask_whom = EncryptedTextField(_("whom she can ask"), null=True, blank=True)
    is_client = models.BooleanField(_("a client now"), default=False)
    client_reason = EncryptedTextField(_("why all the same"), null=True, blank=True)

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
                    person__isnull=False,
                )
                & (
                    ~Q(public_name="") & ~Q(name_kind=NameKind.ANONYMOUS)
                    | Q(public_name="", name_kind=NameKind.ANONYMOUS)
                )
                | Q(
                    kind=BasisKind.NO_PERSON,
                    nature__in=Nature.values,
                    reference__isnull=True,
                    obtained_by__isnull=True,
                    public_name="",
                    valid_from__isnull=True,
                    valid_until__isnull=True,
                    person__isnull=True,
                    is_client=False,
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
            models.CheckConstraint(
                name="sc_basis_client_with_a_reason",
                condition=Q(is_client=False) | Q(client_reason__isnull=False),
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

    def covers(self, element: str, place: str) -> bool:
        """Whether it covers that this is shown there, while it holds. A story of no real person shows nobody."""
        if not self.is_of_a_person:
            return True
        if element == Element.NAME and not self.may_name_her:
            return False
        return element in (self.covered or {}).get(place, ())

    @property
    def may_name_her(self) -> bool:
        """Whether it can cover a name at all: not while she is anonymous, and after she has lifted that only if she has agreed to a
        name since."""
        if self.person is None or self.name_kind == NameKind.ANONYMOUS or self.person.is_anonymous:
            return self.person is None
        return self.person.lifted_at is None or self.recorded_at > self.person.lifted_at

    def withheld(self, place: str) -> frozenset[str]:
        """What may not be shown there."""
        return frozenset(element.value for element in Element if not self.covers(element, place))

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
        # A story is words: without those there is nothing to show.
        audiences = [audience for audience, place in PLACE_OF.items() if self.covers(Element.WORDS, place)]
        return dict.fromkeys(audiences, self.period)

    def holds(self, moment: datetime) -> bool:
        """Whether the story may be on our own site at this moment."""
        period = self.periods.get(Audience.OWN)
        return period is not None and period.holds(moment)
