"""The one place that knows which queue is below: django-tasks-db's tables, where a site has them."""

from django.apps import apps
from django_tasks import task_backends
from django_tasks.base import Task


def results():
    """The queue's rows, or None where tasks run at once and leave none."""
    if not apps.is_installed("django_tasks_db"):
        return None
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.all()


def is_database() -> bool:
    """Whether the default backend keeps tasks in the database, for a worker to take."""
    rows = results()
    return rows is not None and type(task_backends["default"]).__module__.startswith("django_tasks_db")


def is_unfinished(task: Task) -> bool:
    """Whether the task waits or runs already."""
    rows = results()
    return rows is not None and rows.filter(task_path=task.module_path, status__in=["READY", "RUNNING"]).exists()
