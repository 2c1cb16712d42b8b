import hashlib
from uuid import UUID

from django.db import models
from django.utils import timezone


class Erased(models.Model):
    """That an application was erased, so that a backup from before does not bring it back. Nothing personal.

    Its number is random and cannot be guessed, so the hash of it needs no key, and outlives a change of keys.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    #: The details alone: that there was one, and how it ended, stayed.
    details_only = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.hash[:8]

    @staticmethod
    def hash_of(number: UUID) -> str:
        return hashlib.sha256(number.bytes).hexdigest()

    @classmethod
    def remember(cls, number: UUID, *, details_only: bool = False) -> None:
        cls.objects.update_or_create(
            hash=cls.hash_of(number), defaults={"details_only": details_only, "at": timezone.now()}
        )
