from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from headless.jobs import queue_mail
from headless.models import Mail

from .. import audit, mails
from ..enums import WAITING, State
from ..models import Application
from .change_state import Refused


@sensitive_variables()
def write_letter(*, application: Application, subject: str, text: str, key: str, user=None) -> None:
    """Send a letter of a coordinator's to the volunteer: queued now, gone when the worker comes by.

    key: of this one sending; the same key again sends nothing. An application that waits moves to "we wrote to you".
    Refuses (Refused) withdrawn ones, suspects, and those whose details are deleted.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if not current.is_moved_by_staff or not current.has_details:
            raise Refused(_("Nobody can be written to here any more: it is withdrawn, deleted or in the tray."))
        mail_key = f"{mails.LETTER}:{current.pk}:{key}"
        if Mail.objects.filter(key=mail_key).exists():
            return
        queue_mail(kind=mails.LETTER, about=str(current.pk), key=mail_key, subject=subject, text=text)
        audit.note(current, audit.LETTER, user=user)
        if current.state in WAITING:
            before, current.state = current.state, State.WRITTEN
            current.state_changed_at = timezone.now()
            current.save(update_fields=["state", "state_changed_at"])
            audit.note(current, audit.STATE, user=user, before=before, after=State.WRITTEN, decision="")
