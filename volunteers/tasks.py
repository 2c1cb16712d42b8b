"""What the worker does for this app."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from headless.jobs import sqlite

from . import mails
from .actions.delete_details import delete_due_details
from .models import Erased

#: For so long after something was erased, SQLite's log is emptied again and again: once somebody may be in the way.
_AFTERWARDS = timedelta(hours=1)


@task()
def delete_due() -> int:
    """Delete the details of applications whose time is over, and old requests for links; returns how many of the first."""
    mails.forget_old_link_requests()
    return delete_due_details()


@task()
def leave_no_log() -> bool:
    """Empty SQLite's write-ahead log, which still holds what was erased; False if it was in use."""
    return sqlite.empty_log()


def something_was_erased() -> bool:
    """Lately."""
    return Erased.objects.filter(at__gt=timezone.now() - _AFTERWARDS).exists()
