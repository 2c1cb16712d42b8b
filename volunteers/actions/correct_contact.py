from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from .. import audit, search_terms
from ..enums import State
from ..models import Application


@sensitive_variables()
def correct_contact(*, application: Application, name: str, email: str) -> None:
    """The volunteer corrects her name and address. Mails that wait go to the new one.

    A withdrawn application is left as it is.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if (
            current.state == State.WITHDRAWN
            or not current.has_details
            or (current.name, current.email) == (name, email)
        ):
            return
        current.name, current.email = name, email
        current.email_hash = search_terms.hash_of_email(email)
        current.save(update_fields=["name", "email", "email_hash"])
        current.index_terms()
        audit.note(current, audit.CORRECTED)
