from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from headless.fields import EncryptedTextField

from ..evidence import KINDS, File, kind_of
from . import sealed
from .bases import Basis

FOLDER = "consent-evidence"


class Evidence(models.Model):
    """The signed form, the letter, the note of a telephone call: what shows that she said yes.

    The file is stored encrypted (`sealed`). Only `stories.viewsets.evidence` opens it.
    """

    basis = models.OneToOneField(Basis, on_delete=models.CASCADE, related_name="evidence", editable=False)
    #: As the file was called where it came from.
    name = EncryptedTextField(_("name of the file"))
    kind = models.CharField(_("kind"), max_length=4, choices=[(kind, kind.upper()) for kind in KINDS])
    size = models.PositiveIntegerField(_("size in bytes"))
    file = models.CharField(max_length=120, editable=False)

    class Meta:
        verbose_name = _("evidence of a consent")
        verbose_name_plural = _("evidence of consents")
        # It is added with the consent.
        default_permissions = ("view",)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    @property
    def content_type(self) -> str:
        return KINDS[self.kind]

    @classmethod
    def keep(cls, basis: Basis, given: File) -> "Evidence":
        """Encrypt and store a file. Raises NotEvidence for one that we do not keep. It goes again if its row is refused."""
        kind = kind_of(given.content)
        evidence = cls(basis=basis, name=given.name[:200], kind=kind, size=len(given.content))
        evidence.file = sealed.keep(FOLDER, given.content)
        try:
            with transaction.atomic():
                evidence.save()
        except BaseException:
            sealed.storage().delete(evidence.file)
            raise
        return evidence

    def read(self) -> bytes:
        """The file as it came. Raises OSError where it is not there, and `encryption.Unreadable`."""
        return sealed.read(self.file)

    def renew_hashes(self) -> None:
        """After a change of keys: `second_chances_key --renew` calls it. The file is written anew, then the old one goes."""
        self.file = sealed.keep_again(FOLDER, self.file)
        self.save(update_fields=["file"])
