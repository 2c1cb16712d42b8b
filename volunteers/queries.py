"""Reads that cross tables."""

import calendar
import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, Min, OuterRef, Q, QuerySet, When
from django.utils import timezone

from headless.models import Mail
from headless.models.mail import MailState

from . import search_terms
from .enums import ENDED, WAITING, State
from .models import Application, ApplicationTerm, FormVersion, SignUpPage


def pages_with_applications(pages) -> list[SignUpPage]:
    """Of these pages and all below them, the sign-ups that volunteers have sent something to."""
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path)
    has_some = Exists(Application.objects.filter(page=OuterRef("pk")))
    return list(SignUpPage.objects.filter(below).filter(has_some)) if below else []


def search(applications: QuerySet, query: str) -> QuerySet:
    """Those whose name or address has a word that begins like each word of the query. No word: all of them."""
    for numbers in search_terms.terms_asked(query):
        found = ApplicationTerm.objects.filter(application=OuterRef("pk"), term__in=numbers)
        applications = applications.filter(Exists(found))
    return applications


@dataclass(frozen=True)
class Waiting:
    """Who waits for an answer to a form: how many, how many longer than promised, and since when the first."""

    title: str
    page_id: int
    number: int
    late: int
    longest_since: datetime

    @property
    def days(self) -> int:
        """Whole days that the first has waited."""
        return (timezone.now() - self.longest_since).days

    @property
    def in_time(self) -> int:
        return self.number - self.late


def waiting_by_form() -> list[Waiting]:
    """One line for each form that somebody waits for an answer to, the longest wait first. One query."""
    now = timezone.now()
    rows = (
        Application.objects.filter(state__in=WAITING)
        .values("page_id", "page__title")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(answer_by__lt=now)), since=Min("submitted_at"))
        .order_by("since")
    )
    return [
        Waiting(
            title=row["page__title"],
            page_id=row["page_id"],
            number=row["number"],
            late=row["late"],
            longest_since=row["since"],
        )
        for row in rows
    ]


def number_of_suspects() -> int:
    return Application.objects.filter(state=State.SUSPECT, details_deleted_at=None).count()


def details_due(moment: datetime) -> Iterable[UUID]:
    """The numbers of applications that ended so long before this moment that their details go.

    Not of those in the tray, which nobody has looked at: a person may have written them.
    """
    for page in SignUpPage.objects.only("pk", "retention_months"):
        before = add_months(moment, -page.retention_months)
        yield from (
            Application.objects.filter(
                page=page, details_deleted_at=None, state__in=ENDED, state_changed_at__lte=before
            )
            .order_by("state_changed_at")
            .values_list("pk", flat=True)
        )


def is_due(application: Application, moment: datetime) -> bool:
    """Whether the time of this one, as it was read, is over at this moment. One query for its page, if that is not there."""
    before = add_months(moment, -application.page.retention_months)
    return application.state in ENDED and application.state_changed_at <= before


def add_months(moment: datetime, months: int) -> datetime:
    """The same day so many months on (or back); the last day of a month that has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


@dataclass(frozen=True)
class Retention:
    """What the deletion of details will do to one form: how many now, how many within a month, and the next day."""

    page: SignUpPage
    now: int
    within_a_month: int
    next_at: datetime | None


def retention_ahead() -> list[Retention]:
    """For each form, what is deleted when; shown to staff before it happens."""
    now = timezone.now()
    lines = []
    for page in SignUpPage.objects.order_by("title"):
        before = add_months(now, -page.retention_months)
        ended = Application.objects.filter(page=page, details_deleted_at=None, state__in=ENDED)
        counts = ended.aggregate(
            now=Count("pk", filter=Q(state_changed_at__lte=before)),
            soon=Count("pk", filter=Q(state_changed_at__lte=add_months(before, 1))),
            first=Min("state_changed_at"),
        )
        first = counts["first"]
        lines.append(
            Retention(
                page=page,
                now=counts["now"],
                within_a_month=counts["soon"],
                next_at=add_months(first, page.retention_months) if first else None,
            )
        )
    return lines


# --- For coordinators' pages ----------------------------------------------------------------------------------------


#: For `order_by`: those who wait for an answer before those who do not.
WAITING_FIRST = Case(When(state__in=WAITING, then=0), default=1)


def listed() -> QuerySet:
    """What coordinators have before them: everything but the tray."""
    return Application.objects.exclude(state=State.SUSPECT)


def in_the_tray() -> QuerySet:
    """What may be a robot's, and nobody has decided about."""
    return Application.objects.filter(state=State.SUSPECT, details_deleted_at=None)


def failed_mails() -> QuerySet:
    """Mails about applications that were given up; not links that somebody asked for, who can ask again."""
    return Mail.objects.filter(state=MailState.FAILED, kind__startswith="volunteers.").exclude(kind="volunteers.links")


def with_failed_mail(applications: QuerySet) -> QuerySet:
    """Those to whom a mail could not be sent."""
    numbers = []
    for about in failed_mails().values_list("about", flat=True):
        with contextlib.suppress(ValueError):
            numbers.append(UUID(about))
    return applications.filter(pk__in=numbers)


def forms_answered(applications: QuerySet) -> list[FormVersion]:
    """The forms that these applications answer, page by page, each with its newest version first."""
    return list(FormVersion.objects.filter(pk__in=applications.order_by().values("form")).order_by("page", "-number"))


def read_in_parts(numbers: list[UUID], size: int = 500) -> Iterator[Application]:
    """Applications with their forms, in the order of these numbers, a few at a time. Left out: what is gone by then."""
    for start in range(0, len(numbers), size):
        part = numbers[start : start + size]
        found = Application.objects.select_related("form", "page").in_bulk(part)
        yield from (found[number] for number in part if number in found)
