from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from .. import audit, gate
from ..enums import LifeEventKind
from ..models import LifeEvent, Person
from ..models.bases import today, years_after

YEARS_AHEAD = 10
LONGEST_NOTE = 500


@sensitive_variables()
def note_life_event(*, person: Person, day: date | None, kind: str, note: str = "", user=None) -> LifeEvent:
    """Note a date on which she should be asked whether her consent still stands.

    Effects: a row, of which staff are reminded; a line in the history of her stories, without what it is. Raises
    ValidationError, by field.
    """
    note = note.strip()
    errors = problems_of_event({"day": day, "kind": kind, "note": note})
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        event = LifeEvent.objects.create(person=person, day=day, kind=kind, note=note or None, noted_by=user)
        audit.note(gate.stories_about(person), audit.DATE_NOTED, user=user)
    return event


@sensitive_variables()
def problems_of_event(values: dict) -> dict[str, str]:
    """What is wrong with a date, by field."""
    errors = {}
    day = values.get("day")
    if values.get("kind") not in LifeEventKind.values:
        errors["kind"] = _("Choose what happens on that day.")
    if not day:
        errors["day"] = _("Give the day on which she should be asked.")
    elif day < today():
        errors["day"] = _("This day is over. Write today’s date if she should be asked now.")
    elif day > years_after(today(), YEARS_AHEAD):
        errors["day"] = _("This is more than ten years ahead. Give an earlier day.")
    if len(values.get("note") or "") > LONGEST_NOTE:
        errors["note"] = _("This is too long: 500 characters at most.")
    return errors
