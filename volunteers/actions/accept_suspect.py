from django.db import transaction
from django.utils import timezone

from headless.jobs import queue_mail

from .. import audit, mails, told
from ..enums import State
from ..models import Application


def accept_suspect(*, application: Application, user=None) -> Application:
    """Take an application out of the tray: a person wrote it after all.

    It joins those that wait, with the page's promise counted from now, and the e-mail that confirms it is queued. Whoever
    listens hears of it now. One that is not in the tray is left as it is.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update(of=("self",)).select_related("page").get(pk=application.pk)
        if current.state != State.SUSPECT or not current.has_details:
            return current
        now = timezone.now()
        current.state = State.RECEIVED
        current.state_changed_at = now
        current.answer_by = current.page.promised_from(now)
        current.save(update_fields=["state", "state_changed_at", "answer_by"])
        audit.note(current, audit.ACCEPT, user=user, suspicion=current.suspicion)
        told.application_received(current)
        queue_mail(kind=mails.ACKNOWLEDGEMENT, about=str(current.pk), key=f"{mails.ACKNOWLEDGEMENT}:{current.pk}")
    return current
