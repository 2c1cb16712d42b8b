from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from headless.jobs import queue_mail

from .. import audit, mails, search_terms
from ..enums import State
from ..models import Application


@sensitive_variables()
def correct_contact(*, application: Application, name: str, email: str) -> None:
    """The volunteer corrects her name and address. Mails that wait go to the new one.

    Another address: links that went to the old one open nothing any more, for it may be a stranger's; the e-mail that
    confirms the form, with a new link, goes to the new one. A withdrawn application is left as it is.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        before = (current.name, current.email)
        if current.state == State.WITHDRAWN or not current.has_details or before == (name, email):
            return
        current.name, current.email = name, email
        current.email_hash = search_terms.hash_of_email(email)
        current.save(update_fields=["name", "email", "email_hash"])
        current.index_terms()
        audit.note(current, audit.CORRECTED)
        if before[1] != email:
            now = timezone.now()
            current.links.update(expires_at=now)
            key = f"{mails.ACKNOWLEDGEMENT}:{current.pk}:{now.isoformat()}"
            queue_mail(kind=mails.ACKNOWLEDGEMENT, about=str(current.pk), key=key)
