"""Jobs that repeat: `every(timedelta(hours=1), my_task)` in an app's `ready()`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks.base import Task

from ..models import ScheduledJob
from . import queue

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Repeated:
    task: Task
    interval: timedelta
    when: Callable[[], bool] | None


_repeated: dict[str, Repeated] = {}


def every(interval: timedelta, task: Task, *, when: Callable[[], bool] | None = None) -> None:
    """Run a task again and again.

    when: asked first, and cheap; where it says no, nothing is queued. A task that still waits or runs is not queued a
    second time. Announcing a task again replaces its interval.
    """
    _repeated[task.module_path] = Repeated(task, interval, when)


def enqueue_due() -> list[str]:
    """Queue what is due, and say what that was. Several processes may call it: each due time is used by one of them."""
    now = timezone.now()
    started = []
    for name, job in list(_repeated.items()):
        try:
            if _is_mine(name, job, now) and (job.when is None or job.when()) and not queue.is_unfinished(job.task):
                job.task.enqueue()
                started.append(name)
        except Exception:  # one job that cannot be queued must not hold up the others
            logger.exception("%s could not be queued; it is tried again when it is due next.", name)
    return started


def _is_mine(name: str, job: Repeated, now) -> bool:
    """Whether the job is due, and nobody else has taken this turn. Also due: a time far ahead, left by a wrong clock."""
    due = Q(due_at__lte=now) | Q(due_at__gt=now + 2 * job.interval)
    if ScheduledJob.objects.filter(due, name=name).update(due_at=now + job.interval):
        return True
    _row, created = ScheduledJob.objects.get_or_create(name=name, defaults={"due_at": now + job.interval})
    return created
