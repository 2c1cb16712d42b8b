"""Jobs that were lost or failed get another chance."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks.base import Task

from ..conf import conf
from ..models import Worker
from . import queue

logger = logging.getLogger(__name__)

#: A job that took so many workers with it is to blame itself.
MOST_LIVES = 5
#: Workers that give no sign of life (not ours) get this long for a job.
UNKNOWN_WORKER_LIMIT = timedelta(hours=1)


@dataclass(frozen=True)
class Retry:
    attempts: int
    pause: timedelta

    def after(self, attempt: int) -> timedelta:
        """The pause doubles with each attempt."""
        return self.pause * 2 ** (attempt - 1)


_retries: dict[str, Retry] = {}


def retry(task: Task, *, attempts: int, pause: timedelta) -> Task:
    """Let a task that fails be tried again: so many attempts in all, with pauses that double from the first."""
    _retries[task.module_path] = Retry(attempts, pause)
    return task


def sign_of_life(worker_id: str) -> None:
    """Say that a worker is alive; forget those that have been silent for a day."""
    now = timezone.now()
    Worker.objects.update_or_create(id=worker_id, defaults={"seen_at": now})
    Worker.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()


def recover() -> dict[str, int]:
    """Put back what a killed worker left behind, and what failed and may be tried again. Returns how many of each."""
    if queue.results() is None:
        return {"lost": 0, "failed": 0}
    now = timezone.now()
    return {"lost": _recover_lost(now), "failed": _recover_failed(now)}


def _recover_lost(now: datetime) -> int:
    recovered = 0
    seen = dict(Worker.objects.values_list("id", "seen_at"))
    for row in queue.results().filter(status="RUNNING"):
        worker_id = row.worker_ids[-1] if row.worker_ids else ""
        if worker_id in seen:
            lost = seen[worker_id] < now - timedelta(seconds=conf.JOB_LOST_AFTER)
        else:
            lost = row.started_at is None or row.started_at < now - UNKNOWN_WORKER_LIMIT
        if not lost:
            continue
        again = len(row.worker_ids) < MOST_LIVES
        changes = {"status": "READY"} if again else {"status": "FAILED", "finished_at": now}
        # As it was read: a worker that comes to life at this moment keeps its job.
        recovered += queue.results().filter(pk=row.pk, status="RUNNING", started_at=row.started_at).update(**changes)
        logger.warning("%s lost its worker; %s.", row.task_path, "it is taken up again" if again else "given up")
    return recovered


def _recover_failed(now: datetime) -> int:
    recovered = 0
    for path, rule in _retries.items():
        for row in queue.results().filter(task_path=path, status="FAILED"):
            attempts = max(1, len(row.worker_ids))
            if attempts < rule.attempts and row.finished_at:
                recovered += (
                    queue.results()
                    .filter(pk=row.pk, status="FAILED")
                    .update(status="READY", run_after=row.finished_at + rule.after(attempts))
                )
    return recovered
