import logging

from django.db import transaction
from django.utils import timezone

from .. import audit, mails
from ..models import Application, Erased
from ..queries import details_due, is_due

#: Not read in order to delete it.
ENCRYPTED = ("name", "email", "note", "answers", "sensitive_answers")
logger = logging.getLogger(__name__)


def delete_details(*, application: Application, only_if_due: bool = False) -> bool:
    """Delete everything personal of an application; that there was one, and how it ended, stays. Returns whether it did.

    only_if_due: not if it was reopened, or taken out of the tray, since somebody found that its time is over.
    """
    with transaction.atomic():
        # Without what is encrypted, which may be unreadable: it is not needed in order to delete it.
        current = Application.objects.select_for_update().defer(*ENCRYPTED).filter(pk=application.pk).first()
        if current is None or not current.has_details or (only_if_due and not is_due(current, timezone.now())):
            return False
        mails.delete(current)
        for belongings in (current.terms, current.links):
            belongings.all().delete()
        current.name = current.email = current.email_hash = current.note = current.fingerprint = ""
        current.answers, current.sensitive_answers = {}, {}
        current.details_deleted_at = timezone.now()
        current.save()
        audit.note(current, audit.FORGOTTEN)
        Erased.remember(current.pk, details_only=True)
    return True


def delete_due_details() -> int:
    """Delete the details of every application whose time is over; returns how many. One that fails stops no other."""
    deleted = 0
    for number in details_due(timezone.now()):
        try:
            deleted += delete_details(application=Application(pk=number), only_if_due=True)
        except Exception as error:
            logger.error("The details of application %s could not be deleted: %s.", number, type(error).__name__)
    return deleted
