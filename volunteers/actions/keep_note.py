from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from .. import audit
from ..models import Application
from .change_state import Refused


@sensitive_variables()
def keep_note(*, application: Application, text: str, user=None) -> None:
    """Replace the private note, which coordinators alone read. The audit trail says that, not what.

    Refuses (Refused) where the details are deleted: nothing personal comes back.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if not current.has_details:
            raise Refused(_("The details of this application are deleted: nothing personal is added to it."))
        current.note = text
        current.save(update_fields=["note"])
        audit.note(current, audit.NOTE, user=user)
