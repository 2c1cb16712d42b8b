"""The mails that remind staff of consents, each written when it is sent, in the language of who gets it.

They name nobody: a mailbox is read over shoulders, forwarded and lost. There is a link into the admin, and a number of days.
"""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from headless.jobs import Letter
from headless.models import Mail
from headless.models.mail import MailState

from . import permissions
from .consent_queue import Asking, days_left
from .models import ConsentSettings, LifeEvent, Reminder
from .models.bases import today

REMINDER = "stories.reminder"
#: So long staff are told of a reminder that reached nobody. In days.
TELL_OF_FAILURES_FOR = 30


def recipients():
    """Who is reminded: those who may record a basis, and of them the group that staff chose, if they chose one."""
    app_label, codename = permissions.ADD.split(".")
    permission = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    may = Q(is_superuser=True) | Q(user_permissions__in=permission) | Q(groups__permissions__in=permission)
    users = get_user_model()._default_manager.filter(may, is_active=True)
    group = ConsentSettings.current().reminded_id
    return (users.filter(groups=group) if group else users).order_by("pk").distinct()


def address_of(user) -> str:
    """Where she gets mail; empty if nowhere."""
    return getattr(user, type(user).get_email_field_name(), "") or ""


def about(user, day: date) -> str:
    return f"{user.pk}:{day.isoformat()}"


def not_reached() -> list[str]:
    """The user names of those whose newest reminder of late was given up: their address is wrong, or the mail server is."""
    since = (today() - timedelta(days=TELL_OF_FAILURES_FOR)).isoformat()
    newest: dict[str, tuple[str, str]] = {}
    for about, state in Mail.objects.filter(kind=REMINDER).values_list("about", "state"):
        who, _colon, day = about.partition(":")
        if day >= since:
            newest[who] = max(newest.get(who, ("", "")), (day, state))
    failed = [who for who, (_day, state) in newest.items() if state == MailState.FAILED]
    return [user.get_username() for user in recipients().filter(pk__in=failed)] if failed else []


def write_reminder(mail: Mail) -> Letter | None:
    """What of that day’s reminders still waits, and is about stories that she works on; None if nothing does."""
    who, _colon, day = mail.about.rpartition(":")
    user = recipients().filter(pk=who).first()
    if user is None or not address_of(user):
        return None
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else get_language()):
        lines = _lines(Asking(user), date.fromisoformat(day))
        if not lines:
            return None
        base = (get_admin_base_url() or "").rstrip("/")
        context = {
            "lines": [{"words": words, "url": base + url} for words, url in lines],
            "queue_url": base + reverse("sc_stories_queue"),
        }
        return Letter(
            to=address_of(user),
            subject=ngettext("A story needs you", "%(number)s stories need you", len(lines)) % {"number": len(lines)},
            text=render_to_string("second_chances/stories/email/reminder.txt", context).strip(),
        )


def _lines(asking: Asking, day: date) -> list[tuple[str, str]]:
    """What to say of each, and where to; the first to end first."""
    reminders = Reminder.objects.filter(day=day).order_by("pk")
    ends = set(reminders.exclude(basis=None).values_list("basis_id", flat=True))
    lines = []
    for story, basis in sorted(asking.consents, key=lambda pair: (pair[1].valid_until, pair[0].page_id)):
        if basis.pk in ends and story.live:
            lines.append((days_left((basis.valid_until - asking.today).days), story.page_id))
    hers = {basis.person_id: story for story, basis in reversed(asking.consents)}
    events = LifeEvent.objects.open().filter(pk__in=reminders.exclude(event=None).values("event"))
    for event in events.defer("note"):
        if event.person_id in hers:
            lines.append((_since(max(0, (asking.today - event.day).days)), hers[event.person_id].page_id))
    return [(words, reverse("sc_stories_basis", args=[page_id])) for words, page_id in lines]


def _since(days: int) -> str:
    if not days:
        return _("Today is a date on which to ask her whether her consent stands.")
    words = ngettext(
        "A date on which to ask her whether her consent stands was %(days)s day ago.",
        "A date on which to ask her whether her consent stands was %(days)s days ago.",
        days,
    )
    return words % {"days": days}
