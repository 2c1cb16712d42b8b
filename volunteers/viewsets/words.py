"""What happened to an application and what was sent for it, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Window
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import ModelLogEntry

from headless.models import Mail
from headless.models.mail import MailState

from .. import audit, mails
from ..enums import Decision, State
from ..models import Application

#: Lines of the history that a page shows; the rest stays in Wagtail's site history.
MOST_LINES = 200
KINDS = {
    mails.ACKNOWLEDGEMENT: gettext_lazy("Confirmation that the form has arrived"),
    mails.NEWS: gettext_lazy("Where it stands now"),
    mails.LETTER: gettext_lazy("Letter of a coordinator"),
    mails.LINKS: gettext_lazy("Link to her own page"),
}


@dataclass(frozen=True)
class Line:
    """One thing that happened: who did what, when."""

    at: datetime
    who: str
    what: str
    detail: str = ""


@dataclass(frozen=True)
class MailLine:
    """One e-mail: what it is, and where it stands. The text is empty until it is written, just before it leaves."""

    number: UUID
    kind: str
    state: str
    failed: bool
    waits: bool
    at: datetime
    attempts: int
    problem: str
    subject: str
    text: str


def why_not_moved(application: Application) -> str:
    """Why coordinators cannot move an application to another state; nothing where they can."""
    if application.is_moved_by_staff:
        return ""
    if application.state == State.SUSPECT:
        return _("It is in the tray: first say that a person wrote it.")
    return _("The volunteer has withdrawn it.")


def why_not_written_to(application: Application) -> str:
    """Why nobody can be written to; nothing where it is possible."""
    if not application.has_details:
        return _("Name and e-mail address are deleted: the time for which they are kept was over.")
    return why_not_moved(application)


def trail(application: Application) -> tuple[list[Line], int]:
    """The arrival, then what was done, in order; and how many lines in between are left out."""
    entries = ModelLogEntry.objects.for_instance(application).select_related("user")
    counted = entries.annotate(number=Window(Count("pk")))  # of all of them, in the same query
    newest = list(counted.order_by("-timestamp", "-pk")[:MOST_LINES])
    left_out = newest[0].number - len(newest) if newest else 0
    arrival = Line(
        at=application.submitted_at,
        who=_("The volunteer"),
        what=_("sent the form"),
        detail=_("Into the tray. Why: %(why)s.") % {"why": application.get_suspicion_display()}
        if application.suspicion
        else "",
    )
    return [arrival, *(_line(entry) for entry in reversed(newest))], left_out


def detail_of(action: str, data: dict) -> str:
    """What is known of an action besides, from the data it was noted with."""
    if action == audit.STATE:
        text = _("from “%(before)s” to “%(after)s”") % {
            "before": _label(State, data.get("before")),
            "after": _label(State, data.get("after")),
        }
        if decision := data.get("decision"):
            text = f"{text}: {_label(Decision, decision)}"
        return text
    if action == audit.MAIL_AGAIN:
        return str(KINDS.get(data.get("kind", ""), ""))
    if action == audit.EXPORT:
        number = data.get("count", 1)
        text = ngettext("with %(number)d application in the file", "with %(number)d applications in the file", number)
        parts = [text % {"number": number}]
        if data.get("sensitive"):
            parts.append(_("with sensitive answers"))
        parts.append(", ".join(str(column) for column in data.get("columns", ())))
        return "; ".join(part for part in parts if part)
    return ""


def mail_lines(application: Application) -> list[MailLine]:
    """Everything that was and will be sent for an application, the first on top."""
    found = Mail.objects.filter(about=str(application.pk)).order_by("created_at")
    return [_mail_line(mail) for mail in found]


def _mail_line(mail: Mail) -> MailLine:
    return MailLine(
        number=mail.pk,
        kind=str(KINDS.get(mail.kind, mail.kind)),
        state=mail.get_state_display(),
        failed=mail.state == MailState.FAILED,
        waits=mail.state == MailState.QUEUED,
        at=mail.sent_at or (mail.due_at if mail.state == MailState.QUEUED else mail.created_at),
        attempts=mail.attempts,
        problem=_(mail.problem) if mail.problem else "",
        subject=mail.subject,
        text=mail.text,
    )


def _line(entry: ModelLogEntry) -> Line:
    if entry.action in audit.BY_VOLUNTEER:
        who = _("The volunteer")
    elif entry.user_id:
        who = entry.user_display_name
    else:
        who = _("The site, by itself")
    return Line(
        at=entry.timestamp,
        who=who,
        what=str(audit.WORDS.get(entry.action, entry.action)),
        detail=detail_of(entry.action, entry.data),
    )


def _label(words, value) -> str:
    return str(words(value).label) if value in words.values else str(value)
