from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from headless.jobs import outbox
from headless.models import Mail

from .. import audit
from ..models import Application
from .change_state import Refused


def send_again(*, application: Application, mail_id: UUID, user=None) -> None:
    """Try a mail once more that was given up; to the address as it is now, with as much time as a new one.

    Refuses (Refused): mails that have not failed, and applications to which nobody is written any more.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if not current.is_moved_by_staff or not current.has_details:
            raise Refused(_("Nobody can be written to here any more: it is withdrawn, deleted or in the tray."))
        mail = Mail.objects.filter(pk=mail_id, about=str(current.pk)).first()
        if mail is None or not outbox.queue_again(mail):
            raise Refused(_("This e-mail has not failed: it has left, or is on its way."))
        audit.note(current, audit.MAIL_AGAIN, user=user, kind=mail.kind)
