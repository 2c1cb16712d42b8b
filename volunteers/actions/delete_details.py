from django.db import transaction
from django.utils import timezone

from .. import audit, mails
from ..models import Application
from ..queries import details_due


def delete_details(*, application: Application) -> None:
    """Delete everything personal of an application whose time is over; that there was one, and how it ended, stays."""
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if not current.has_details:
            return
        current.name = current.email = current.email_hash = current.note = current.fingerprint = ""
        current.answers, current.sensitive_answers = {}, {}
        current.details_deleted_at = timezone.now()
        current.save()
        for belongings in (current.terms, current.links):
            belongings.all().delete()
        mails.delete(current)
        audit.note(current, audit.FORGOTTEN)


def delete_due_details() -> int:
    """Delete the details of every application whose time is over; returns how many."""
    due = list(details_due(timezone.now()))
    for application in due:
        delete_details(application=application)
    return len(due)
