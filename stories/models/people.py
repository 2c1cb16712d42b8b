from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headless.encryption import keyed_hash, keyed_hashes
from headless.fields import EncryptedTextField

from ..enums import NameKind

#: What her reference is hashed for.
_PURPOSE = "person of a story"


def normal(reference: str) -> str:
    """A reference as it is compared: “ r-014 ” and “R-014” are the same woman."""
    return " ".join(reference.split()).casefold()


class PersonQuerySet(models.QuerySet):
    def with_reference(self, reference: str):
        """Her whom staff know by this reference, whichever key it was hashed with."""
        return self.filter(reference_hash__in=keyed_hashes(normal(reference), purpose=_PURPOSE))


class Person(models.Model):
    """A woman whose stories are told: how staff refer to her, and how readers know her. She may have several stories.

    Once she is anonymous she stays so: the database refuses a name as long as she has not lifted it, and `save()` refuses to
    forget that she is.
    """

    reference = EncryptedTextField(_("reference"))
    reference_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    public_name = models.CharField(_("public name"), max_length=120, blank=True)
    #: Empty where it was recorded before it was asked for.
    name_kind = models.CharField(_("what the name is"), max_length=12, choices=NameKind, blank=True)
    anonymous_since = models.DateTimeField(_("anonymous since"), null=True, editable=False)
    #: When she herself took that back.
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a story")
        verbose_name_plural = _("persons of stories")
        # She is recorded with her consent, never by herself.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="sc_person_stays_anonymous",
                condition=Q(anonymous_since__isnull=True)
                | Q(lifted_at__isnull=False)
                | Q(name_kind=NameKind.ANONYMOUS, public_name=""),
            ),
            models.CheckConstraint(
                name="sc_person_is_anonymous_since",
                condition=~Q(name_kind=NameKind.ANONYMOUS) | Q(anonymous_since__isnull=False),
            ),
            models.CheckConstraint(
                name="sc_person_lifted_after_that",
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("anonymous_since")),
            ),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        # No name, no reference: this text may get into logs.
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    def save(self, *args, **kwargs):
        """As Django's; raises ValidationError where that would forget that she is anonymous."""
        if not self.reference_hash:
            self.reference_hash = keyed_hash(normal(self.reference), purpose=_PURPOSE)
        still = type(self).objects.filter(pk=self.pk, anonymous_since__isnull=False, lifted_at=None)
        if self.pk and not self.anonymous_since and still.exists():
            raise ValidationError({"name_kind": stays_anonymous()})
        super().save(*args, **kwargs)

    @property
    def is_anonymous(self) -> bool:
        return self.anonymous_since is not None and self.lifted_at is None

    def call(self, *, kind: str, name: str) -> None:
        """How readers know her from now on; to be saved. Raises ValidationError for a name while she is anonymous."""
        if kind == NameKind.ANONYMOUS:
            if not self.is_anonymous:
                self.anonymous_since, self.lifted_at = timezone.now(), None
            name = ""
        elif self.is_anonymous:
            raise ValidationError({"name_kind": stays_anonymous()})
        self.name_kind, self.public_name = kind, name

    def renew_hashes(self) -> None:
        """After a change of keys: `second_chances_key --renew` calls it."""
        type(self).objects.filter(pk=self.pk).update(
            reference_hash=keyed_hash(normal(self.reference), purpose=_PURPOSE)
        )


def stays_anonymous() -> str:
    return _("She is anonymous, and stays so until she takes that back herself.")
