"""The code of a woman, as it is kept: nobody can read it back."""

import hmac
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from headless.fields import EncryptedTextField

from .. import codes
from .people import Person


def _new_pepper() -> str:
    return secrets.token_hex(32)


class Pepper(models.Model):
    """The key that codes are hashed with: one random number, made once for each site and never changed.

    Codes stay valid for years, while the keys of what is encrypted are replaced. A hash with one of those could not be renewed
    without its code; this key is encrypted with them itself, so that `second_chances_key --renew` renews it, and all
    codes go on. A copy of the database alone is of no use to whoever would try out codes.
    """

    value = EncryptedTextField(default=_new_pepper)

    class Meta:
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return "Pepper"

    @classmethod
    @sensitive_variables()
    def hash_of(cls, text: str) -> bytes:
        """32 bytes. One query."""
        pepper = cls.objects.filter(pk=1).first() or cls.objects.get_or_create(pk=1)[0]
        return hmac.digest(bytes.fromhex(pepper.value), text.encode(), "sha256")


class OwnCodeQuerySet(models.QuerySet):
    @sensitive_variables()
    def find(self, text: str) -> "OwnCode | None":
        """Whose code this is, however it is written. The same work for every text, also for what can be no code."""
        code = codes.normal(text)
        found = self.filter(hash=Pepper.hash_of(code or text[:200])).select_related("person").first()
        return found if code else None


class OwnCode(models.Model):
    """A woman's code. It stays valid when it is used; making another one makes it void."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="code", editable=False)
    hash = models.BinaryField(max_length=32, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = OwnCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("code of a person")
        verbose_name_plural = _("codes of persons")
        # To make one, or another in its place.
        default_permissions = ("add",)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    @sensitive_variables()
    def set(self, code: str) -> None:
        """From now on it is this one; to be saved."""
        self.hash = Pepper.hash_of(codes.normal(code))
        self.made_at = timezone.now()
