from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import audit, gate
from ..enums import Asked
from ..models import LifeEvent
from ..models.bases import today


class AlreadyClosed(Exception):
    """Somebody else has noted what she said; the message says so, for people."""


def close_life_event(*, event: LifeEvent, outcome: str, asked_on: date | None, user=None) -> LifeEvent:
    """Note that she was asked, when, and what she said. What she wants changed or takes back is recorded by its own actions.

    Effects: the row is closed, for ever, and nobody is reminded of it any more; a line in the history of her stories, without
    what she said. Refuses (AlreadyClosed) a second time. Raises ValidationError, by field.
    """
    errors = problems_of_asking({"outcome": outcome, "asked_on": asked_on})
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        closed = LifeEvent.objects.filter(pk=event.pk).open()
        if not closed.update(asked_on=asked_on, outcome=outcome, closed_at=timezone.now(), closed_by=user):
            raise AlreadyClosed(_("Somebody has noted already what she said. Nothing was changed."))
        audit.note(gate.stories_about(event.person), audit.DATE_CLOSED, user=user)
    event.refresh_from_db(fields=["asked_on", "outcome", "closed_at", "closed_by"])
    return event


def problems_of_asking(values: dict) -> dict[str, str]:
    """What is wrong, by field."""
    errors = {}
    if values.get("outcome") not in Asked.values:
        errors["outcome"] = _("Choose what she said.")
    asked_on = values.get("asked_on")
    if not asked_on or asked_on.year < 2000:
        errors["asked_on"] = _("Give the day on which you asked her.")
    elif asked_on > today():
        errors["asked_on"] = _("This day is still to come. Give the day on which you asked her.")
    return errors
