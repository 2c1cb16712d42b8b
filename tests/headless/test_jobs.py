"""Jobs that repeat, and jobs that were lost or failed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from headless.jobs import recovery, retry, schedule
from headless.models import ScheduledJob, Worker

pytestmark = pytest.mark.django_db

ran = []


@task()
def beat() -> None:
    ran.append("beat")


@task()
def stumble() -> None:
    raise RuntimeError("not today")


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    monkeypatch.setattr(schedule, "_repeated", {})
    monkeypatch.setattr(recovery, "_retries", {})
    ran.clear()


@pytest.fixture
def queue(settings):
    """Tasks wait in the database, for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def started(job, worker="w1", ago=timedelta()):
    """The row of a job that a worker took so long ago."""
    row = DBTaskResult.objects.get(pk=job.enqueue().id)
    row.claim(worker)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - ago)
    return row


def test_a_job_is_started_when_it_is_due_and_not_before():
    schedule.every(timedelta(hours=1), beat)
    assert schedule.enqueue_due() == [beat.module_path]
    assert schedule.enqueue_due() == []
    ScheduledJob.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert schedule.enqueue_due() == [beat.module_path]
    assert ran == ["beat", "beat"]


def test_nothing_is_queued_while_there_is_nothing_to_do():
    schedule.every(timedelta(hours=1), beat, when=lambda: False)
    assert schedule.enqueue_due() == []


def test_a_job_that_still_waits_is_not_queued_again(queue):
    schedule.every(timedelta(hours=1), beat)
    schedule.enqueue_due()
    ScheduledJob.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert schedule.enqueue_due() == []
    assert DBTaskResult.objects.count() == 1


def test_a_clock_that_was_a_year_ahead_does_not_stop_the_jobs():
    schedule.every(timedelta(hours=1), beat)
    ScheduledJob.objects.create(name=beat.module_path, due_at=timezone.now() + timedelta(days=365))
    assert schedule.enqueue_due() == [beat.module_path]


def test_one_broken_job_does_not_hold_up_the_others(caplog):
    def broken():
        raise RuntimeError("no database")

    schedule.every(timedelta(hours=1), stumble, when=broken)
    schedule.every(timedelta(hours=1), beat)
    assert schedule.enqueue_due() == [beat.module_path]
    assert "could not be queued" in caplog.text


def test_the_job_of_a_silent_worker_is_taken_up_again(queue):
    recovery.sign_of_life("w1")
    row = started(beat)
    assert recovery.recover()["lost"] == 0, "its worker is alive"
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert recovery.recover()["lost"] == 1
    row.refresh_from_db()
    assert row.status == "READY"


def test_a_long_job_of_a_living_worker_is_left_alone(queue):
    recovery.sign_of_life("w1")
    started(beat, ago=timedelta(hours=5))
    assert recovery.recover()["lost"] == 0


def test_a_job_that_takes_every_worker_with_it_is_given_up(queue):
    row = started(beat, ago=timedelta(hours=2))
    DBTaskResult.objects.filter(pk=row.pk).update(worker_ids=["gone"] * recovery.MOST_LIVES)
    recovery.recover()
    row.refresh_from_db()
    assert row.status == "FAILED"


def test_a_failed_job_is_tried_again_after_a_pause_that_doubles(queue):
    retry(stumble, attempts=3, pause=timedelta(minutes=1))
    row = started(stumble)
    pauses = []
    for _attempt in range(3):
        row.set_failed(RuntimeError("not today"))
        if recovery.recover()["failed"]:
            row.refresh_from_db()
            pauses.append(row.run_after - row.finished_at)
            row.claim("w1")
    assert pauses == [timedelta(minutes=1), timedelta(minutes=2)]
    row.refresh_from_db()
    assert row.status == "FAILED"


def test_a_failed_job_without_a_rule_stays_failed(queue):
    started(stumble).set_failed(RuntimeError("not today"))
    assert recovery.recover()["failed"] == 0
