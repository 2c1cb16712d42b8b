"""What the background jobs keep: when each is due, and which workers are alive."""

from django.db import models


class ScheduledJob(models.Model):
    """When a job that repeats is due next. One row a job: whoever moves the time on may start it."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self):
        return self.name


class Worker(models.Model):
    """A worker's sign of life. A job whose worker shows none is taken up by another (`jobs.recovery`)."""

    id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.id
