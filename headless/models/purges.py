"""What caches in front of the site must forget: rows, written in the transaction of what changed."""

from django.db import models
from django.utils import timezone


class Purge(models.Model):
    """One name that one cache must forget, until it has said often enough that it did (`headless.edge`)."""

    #: Where the cache listens: of `EDGE_PURGE_ADDRESSES`.
    edge = models.CharField(max_length=200)
    tag = models.CharField(max_length=80)
    #: Of the newest change; the cache need not be told of older ones.
    changed_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    #: How often the cache has done it since.
    done = models.PositiveSmallIntegerField(default=0)
    #: Since it was last done, or has been tried for the first time.
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edge", "tag"], name="sc_purge_once")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.tag
