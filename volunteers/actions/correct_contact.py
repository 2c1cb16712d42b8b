from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from headless.jobs import queue_mail

from .. import audit, mails, search_terms
from ..enums import State
from ..models import AccessLink, Application


@sensitive_variables()
def correct_contact(*, link: AccessLink, name: str, email: str) -> AccessLink:
    """The volunteer corrects her name and address. Mails that wait go to the new one.

    link: the one by which she came. Returns it, or another in its place: with another address, links that went to the old
    one open nothing any more, and pages that they had opened close, for it may be a stranger's. The e-mail that confirms
    the form, with a new link, goes to the new address. A withdrawn application is left as it is.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=link.application_id)
        before = (current.name, current.email)
        if current.state == State.WITHDRAWN or not current.has_details or before == (name, email):
            return link
        current.name, current.email = name, email
        current.email_hash = search_terms.hash_of_email(email)
        current.save(update_fields=["name", "email", "email_hash"])
        current.index_terms()
        audit.note(current, audit.CORRECTED)
        if before[1] != email:
            now = timezone.now()
            current.links.all().delete()
            mails.forget_link_requests(before[1])
            # In no mail, and used: it only says on her device who she is.
            link = current.links.create(mail_id=uuid4(), expires_at=now, single_use=True, used_at=now)
            key = f"{mails.ACKNOWLEDGEMENT}:{current.pk}:{now.isoformat()}"
            queue_mail(kind=mails.ACKNOWLEDGEMENT, about=str(current.pk), key=key)
    return link
