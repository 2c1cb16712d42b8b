from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from headless.jobs import queue_mail

from .. import mails
from ..enums import BasisKind
from ..models import Basis, LifeEvent, Reminder
from ..models.bases import CONFIDENTIAL, today

#: So many days before the last day of a consent staff are reminded of it.
MARKS = (7, 30, 60)
#: No mail before this hour, where the organization is.
MORNING = 7


def remind_staff() -> int:
    """Remind staff by mail of consents that end and of dates in women's lives; returns how many mails were queued.

    Once a day: whatever is due is gathered in one mail for each of `mails.recipients`. Of each consent every mark counts once, and
    of several that were missed while nobody worked only the nearest; one that was recorded after its mark is fresh in mind. A date
    counts once, on its day or as soon as somebody works again. All or nothing: a worker that is killed leaves no half of it, and
    two at once send nothing twice. Where nobody is to be reminded nothing is marked.
    """
    if timezone.localtime(timezone=timezone.get_default_timezone()).hour < MORNING:
        return 0
    day = today()
    with transaction.atomic():
        if Reminder.objects.filter(day=day).exists():
            return 0
        due = [*_ending(day), *_dates(day)]
        users = [user for user in mails.recipients() if mails.address_of(user)] if due else []
        if not users:
            return 0
        Reminder.objects.bulk_create(due, ignore_conflicts=True)
        for user in users:
            about = mails.about(user, day)
            queue_mail(kind=mails.REMINDER, about=about, key=f"{mails.REMINDER}:{about}")
    return len(users)


def _standing():
    """The consents that count and were not taken back."""
    newest = Basis.objects.order_by().values("translation_key").annotate(newest=Max("pk")).values("newest")
    return Basis.objects.filter(pk__in=newest, kind=BasisKind.PERSON, ended_at=None)


def _ending(day: date) -> list[Reminder]:
    live = Page.objects.filter(live=True, alias_of=None).order_by().values("translation_key")
    ending = _standing().filter(valid_until__lte=day + timedelta(days=max(MARKS)), translation_key__in=live)
    done = set(Reminder.objects.filter(basis__in=ending).values_list("basis_id", "mark"))
    found = []
    for basis in ending.defer(*CONFIDENTIAL):
        mark = min(mark for mark in MARKS if (basis.valid_until - day).days <= mark)
        recorded = timezone.localtime(basis.recorded_at, timezone.get_default_timezone()).date()
        if (basis.pk, mark) not in done and recorded < basis.valid_until - timedelta(days=mark):
            found.append(Reminder(basis=basis, mark=mark, day=day))
    return found


def _dates(day: date) -> list[Reminder]:
    reminded = Reminder.objects.exclude(event=None).values("event")
    events = LifeEvent.objects.open().filter(day__lte=day, person__in=_standing().order_by().values("person"))
    return [Reminder(event=event, day=day) for event in events.exclude(pk__in=reminded).defer("note")]
