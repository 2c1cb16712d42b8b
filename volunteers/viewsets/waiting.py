"""How long somebody has waited, and until when an answer was promised, in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Application


@dataclass(frozen=True)
class Wait:
    text: str
    late: bool


def wait_of(application: Application) -> Wait | None:
    """None where nobody waits for us."""
    if not application.is_waiting:
        return None
    now = timezone.now()
    if application.is_late:
        days = (now - application.answer_by).days
        if not days:
            return Wait(_("Late since today"), late=True)
        return Wait(ngettext("Late by %(days)d day", "Late by %(days)d days", days) % {"days": days}, late=True)
    promised = {"promised": day(application.answer_by)}
    days = (now - application.submitted_at).days
    if not days:
        return Wait(_("Since today, promised by %(promised)s") % promised, late=False)
    text = ngettext("%(days)d day, promised by %(promised)s", "%(days)d days, promised by %(promised)s", days)
    return Wait(text % {"days": days, **promised}, late=False)


def day(moment) -> str:
    """A day without its year, as the reader's language writes it, such as “28 November”."""
    return date_format(timezone.localtime(moment), "MONTH_DAY_FORMAT")
