"""What has happened that others must hear of: rows, written in the transaction of what happened."""

import uuid

from django.db import models
from django.utils import timezone

from ..gate import Audience


class Event(models.Model):
    """One thing that happened, for those who are told by webhook. It names nobody: see `headless.events`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: Announced with `events.announce_kind`.
    kind = models.CharField(max_length=60)
    #: The same thing is recorded once, however often it is told.
    key = models.CharField(max_length=160, unique=True)
    data = models.JSONField(default=dict)
    #: For whom it is true, and who may hear of it: a partner hears nothing of what only our own site shows.
    audience = models.CharField(max_length=8, default=Audience.OWN.value)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "at"], name="sc_event_kind_at")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.kind} {str(self.pk)[:8]}"
