from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from headless.encryption import keyed_hash

from .. import audit
from ..models import Application
from .change_state import Refused


class ChangedMeanwhile(Refused):
    """Somebody else kept another note since this one was begun. It is not in the message, which error reports show."""


def mark_of(note: str) -> str:
    """Tells one note from another without repeating it."""
    return keyed_hash(note, purpose="note").hex()[:16]


@sensitive_variables()
def keep_note(*, application: Application, text: str, seen: str | None = None, user=None) -> None:
    """Replace the private note, which coordinators alone read. The audit trail says that, not what.

    seen: the mark (`mark_of`) of the note that the writer had before her. Refuses (ChangedMeanwhile) if it is another by now, so
    that nobody's words are overwritten unread; and (Refused) where the details are deleted: nothing personal comes back.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if not current.has_details:
            raise Refused(_("The details of this application are deleted: nothing personal is added to it."))
        if seen is not None and seen != mark_of(current.note):
            raise ChangedMeanwhile
        current.note = text
        current.save(update_fields=["note"])
        audit.note(current, audit.NOTE, user=user)
