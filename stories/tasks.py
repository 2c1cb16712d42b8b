"""What the worker does for this app."""

from django_tasks import task

from .actions import check_withdrawals as withdrawals
from .actions.clear_up_pictures import clear_up_pictures
from .actions.remind_staff import remind_staff


@task()
def check_withdrawals() -> int:
    """Look for what is still in public of withdrawn stories; returns how many traces are settled now."""
    return withdrawals.check_withdrawals()


def something_is_to_be_checked() -> bool:
    return withdrawals.due_items().exists()


@task()
def remind() -> int:
    """Remind staff of consents that end and of dates; returns how many mails were queued."""
    return remind_staff()


@task()
def clear_up() -> int:
    """Delete what is left of pictures that were obscured; returns how much is still to do."""
    return clear_up_pictures()
