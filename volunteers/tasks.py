"""What the worker does for this app."""

from django_tasks import task

from .actions.delete_details import delete_due_details


@task()
def delete_due() -> int:
    """Delete the details of applications whose time is over; returns how many."""
    return delete_due_details()
