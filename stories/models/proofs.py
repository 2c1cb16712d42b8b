import secrets
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Revision

from headless.encryption import keyed_hash, keyed_hashes
from headless.fields import EncryptedTextField

from ..enums import AnswerChannel, ProofState
from . import sealed
from .bases import Basis
from .pages import StoryPage

FOLDER = "proofs"
#: Nothing that is read as something else in handwriting or with poor eyes.
LETTERS = "ACDEFHJKMNPRTVWXY34679"
_PURPOSE = "proof-link"


class Proof(models.Model):
    """A story as she was shown it before it is published, and what she said to it.

    Nothing of it changes after it was made but her answer: what she said yes to must stay what she saw. `pdf` and `content` are
    files, stored encrypted (`sealed`): the paper, and the same as data for the private link.
    """

    #: What the paper is known by when only its last page comes back. It says nothing.
    mark = models.CharField(_("mark"), max_length=6, unique=True, editable=False)
    #: Of the story; its translations have the same.
    translation_key = models.UUIDField(db_index=True, editable=False)
    #: The language of the story that she was shown, and that in which the proof speaks to her.
    locale = models.CharField(max_length=100, editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    #: Of what she was shown (`proofs.content.fingerprint`): another means that the story has changed since.
    fingerprint = models.CharField(max_length=64, editable=False)
    basis = models.ForeignKey(Basis, on_delete=models.CASCADE, related_name="proofs", editable=False)
    pdf = models.CharField(max_length=120, editable=False)
    content = models.CharField(max_length=120, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    state = models.CharField(_("answer"), max_length=10, choices=ProofState, default=ProofState.WAITING)
    #: The day on which she answered, as far as we know it.
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    channel = models.CharField(_("how her answer came"), max_length=10, choices=AnswerChannel, blank=True)
    note = EncryptedTextField(_("what she said"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("proof of a story")
        verbose_name_plural = _("proofs of stories")
        ordering = ["-pk"]
        # Making, opening and answering hang on the permissions of the basis.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="sc_proof_answer_is_whole",
                condition=Q(state=ProofState.WAITING, answered_on=None, recorded_at=None, channel="")
                | ~Q(state=ProofState.WAITING)
                & Q(answered_on__isnull=False, recorded_at__isnull=False)
                & ~Q(channel=""),
            )
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        # No title, no name: this text may get into logs.
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    def page(self):
        """The story, or None where it was deleted."""
        pages = StoryPage.objects.filter(translation_key=self.translation_key, alias_of=None)
        return pages.filter(locale__language_code=self.locale).first()

    @property
    def was_taken_back(self) -> bool:
        """Whether she has taken her consent back: the one that the proof tells of, or one that was recorded after it."""
        since = Basis.objects.filter(translation_key=self.translation_key, pk__gte=self.basis_id)
        return since.filter(ended_at__isnull=False).exists()

    @property
    def is_waiting(self) -> bool:
        return self.state == ProofState.WAITING

    @classmethod
    def make_mark(cls) -> str:
        """One that no proof has yet: there are a hundred million."""
        while True:
            mark = "".join(secrets.choice(LETTERS) for _number in range(6))
            if not cls.objects.filter(mark=mark).exists():
                return mark

    @classmethod
    def keep(cls, *, pdf: bytes, content: bytes, **values) -> "Proof":
        """Store both files, and the row. They go again if the row is refused."""
        names = {"pdf": sealed.keep(FOLDER, pdf), "content": sealed.keep(FOLDER, content)}
        try:
            with transaction.atomic():
                return cls.objects.create(**names, **values)
        except BaseException:
            for name in names.values():
                sealed.storage().delete(name)
            raise

    def renew_hashes(self) -> None:
        """After a change of keys: `second_chances_key --renew` calls it. Both files are written anew."""
        self.pdf, self.content = sealed.keep_again(FOLDER, self.pdf), sealed.keep_again(FOLDER, self.content)
        self.save(update_fields=["pdf", "content"])


class ProofLinkManager(models.Manager):
    @sensitive_variables()
    def opened_by(self, token: str) -> "ProofLink | None":
        """The link with this secret, if it opens now; None for one that is unknown, over or revoked."""
        hashes = keyed_hashes(token, purpose=_PURPOSE)
        link = self.select_related("proof__basis").filter(token_hash__in=hashes).first()
        return link if link and link.opens(timezone.now()) else None


class ProofLink(models.Model):
    """A private address at which she sees one proof, and answers. Its secret was shown once; here is only its keyed hash.

    After a change of keys it works as long as the old key is among ENCRYPTION_KEYS.
    """

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="links", editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    expires_at = models.DateTimeField(_("works until"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    #: When it was first opened.
    opened_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ProofLinkManager()

    class Meta:
        verbose_name = _("private link to a proof")
        verbose_name_plural = _("private links to proofs")
        ordering = ["-pk"]
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    @classmethod
    @sensitive_variables()
    def make(cls, **values) -> tuple["ProofLink", str]:
        """A new link, and its secret: 256 bits that are nowhere else."""
        token = secrets.token_urlsafe(32)
        return cls.objects.create(token_hash=keyed_hash(token, purpose=_PURPOSE), **values), token

    def opens(self, now: datetime) -> bool:
        """Whether it can be opened. A consent that was taken back since the proof was made closes it, renewed meanwhile or not."""
        return self.revoked_at is None and now < self.expires_at and not self.proof.was_taken_back
