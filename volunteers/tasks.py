"""What the worker does for this app."""

from django_tasks import task

from . import mails
from .actions.delete_details import delete_due_details


@task()
def delete_due() -> int:
    """Delete the details of applications whose time is over, and old requests for links; returns how many of the first."""
    mails.forget_old_link_requests()
    return delete_due_details()
