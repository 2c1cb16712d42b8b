"""What the worker does for this app."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django_tasks import task

from .documents.drafts import previews, shared
from .jobs import planned, queue
from .jobs.outbox import deliver
from .models import Delivery, Event

KEEP_RESULTS_FOR = timedelta(days=14)
KEEP_EVENTS_FOR = timedelta(days=30)


@task()
def deliver_mail() -> int:
    """Send the mails that are due; returns how many left."""
    return deliver()


@task()
def publish_scheduled() -> None:
    """Publish and unpublish what staff have scheduled."""
    planned.unpublish_expired()
    planned.publish_due()


@task()
def forget_finished_tasks() -> int:
    """Delete the notes of tasks that ended two weeks ago; returns how many."""
    rows = queue.results()
    if rows is None:
        return 0
    old = rows.filter(status__in=["SUCCESSFUL", "FAILED"], finished_at__lt=timezone.now() - KEEP_RESULTS_FOR)
    return old.order_by(F("pk")).delete()[0]


@task()
def forget_drafts() -> int:
    """Delete previews that have ended, and links to drafts some time after; returns how many."""
    return previews.forget_those_over() + shared.forget_those_over()


@task()
def forget_old_events() -> int:
    """Delete what happened a month ago, and what became of telling it; returns how many events that were."""
    before = timezone.now() - KEEP_EVENTS_FOR
    Delivery.objects.filter(created_at__lt=before).delete()
    return Event.objects.filter(at__lt=before, deliveries=None).delete()[0]
