"""What the worker does for this app."""

from django_tasks import task

from .actions import check_withdrawals as withdrawals


@task()
def check_withdrawals() -> int:
    """Look for what is still in public of withdrawn stories; returns how many traces are settled now."""
    return withdrawals.check_withdrawals()


def something_is_to_be_checked() -> bool:
    return withdrawals.due_items().exists()
