import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from headless.fields import EncryptedJSONField, EncryptedTextField

from .. import search_terms
from ..enums import BY_STAFF, WAITING, Decision, State, Suspicion


class FormVersion(models.Model):
    """A form as it was asked: whenever staff change it, those who send it from then on answer the next version."""

    page = models.ForeignKey("sc_volunteers.SignUpPage", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    created_at = models.DateTimeField(_("first sent"), default=timezone.now)
    #: SHA-256 of everything below: two forms with the same words are one version.
    digest = models.CharField(max_length=64)
    title = models.CharField(_("form"), max_length=255)
    #: In order: [{"name", "kind", "label", "help", "required", "choices", "sensitive"}].
    questions = models.JSONField(_("questions as asked"))
    #: The privacy text that was agreed to, as HTML.
    privacy_text = models.TextField(_("privacy text"))

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "digest"], name="sc_form_version_once"),
            models.UniqueConstraint(fields=["page", "number"], name="sc_form_version_number"),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.title} ({self.number})"


class Application(models.Model):
    """What one volunteer sent: her answers to a version of a form, and what has been done since.

    An ordinary model, not part of a page's revision: reverting a page undoes no application, and a page that has
    applications cannot be deleted. Everything personal is encrypted; `headless.encryption` holds the key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(
        "sc_volunteers.SignUpPage", verbose_name=_("sign-up"), on_delete=models.PROTECT, related_name="+"
    )
    form = models.ForeignKey(FormVersion, verbose_name=_("form"), on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)
    language = models.CharField(_("language"), max_length=12)
    #: Hash of the form's token or the API's Idempotency-Key: however often it arrives, it is stored once.
    submission_key = models.CharField(max_length=64, unique=True, editable=False)
    #: Keyed hash of what was sent with that key: the same key with other answers is not the same form.
    fingerprint = models.CharField(max_length=64, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    state_changed_at = models.DateTimeField(_("since"), default=timezone.now)
    decision = models.CharField(_("how it ended"), max_length=10, choices=Decision, blank=True)
    suspicion = models.CharField(_("why it is in the tray"), max_length=10, choices=Suspicion, blank=True)
    #: What the page promised when the form was sent.
    answer_by = models.DateTimeField(_("answer promised by"))

    name = EncryptedTextField(_("name"))
    email = EncryptedTextField(_("e-mail address"))
    #: By the name of the question: text, true or false, or a list of texts. Without name, e-mail and sensitive answers.
    answers = EncryptedJSONField(_("answers"))
    sensitive_answers = EncryptedJSONField(_("sensitive answers"), default=dict)
    note = EncryptedTextField(_("private note"), blank=True)
    #: Keyed hash of the address, to find what somebody sent without reading every row.
    email_hash = models.CharField(max_length=64, db_index=True, editable=False)
    details_deleted_at = models.DateTimeField(_("details deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["submitted_at"]
        # Reading is all that Wagtail's own views may do; everything else is an action of ours.
        default_permissions = ("view",)
        permissions = [
            ("handle_application", _("Can change states, write notes and write to volunteers")),
            ("export_application", _("Can export applications")),
            ("view_sensitive_answers", _("Can read answers to questions flagged as sensitive")),
        ]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="sc_application_state_sent"),
            models.Index(fields=["state", "answer_by"], name="sc_application_state_due"),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        # No name here: Wagtail writes this text into its logs, and shows it to editors where a page is in use.
        when = date_format(timezone.localtime(self.submitted_at), "SHORT_DATE_FORMAT")
        return f"{self._meta.verbose_name.capitalize()} {str(self.pk)[:8]}, {when}"

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_late(self) -> bool:
        """Later than the page promised."""
        return self.is_waiting and self.answer_by < timezone.now()

    @property
    def is_moved_by_staff(self) -> bool:
        return self.state in BY_STAFF

    @property
    def has_details(self) -> bool:
        return self.details_deleted_at is None

    def answers_as_asked(self, *, sensitive: bool = False) -> "list[Answer]":
        """Each question and its answers in words, in the order in which they were asked.

        sensitive: with the answers to sensitive questions; otherwise those are None.
        """
        answers = {"name": self.name, "email": self.email, **(self.answers or {})}
        if sensitive:
            answers |= self.sensitive_answers or {}
        return [
            Answer(
                name=question["name"],
                label=question["label"],
                sensitive=bool(question.get("sensitive")),
                values=None if question.get("sensitive") and not sensitive else in_words(answers.get(question["name"])),
            )
            for question in self.form.questions
        ]

    def renew_hashes(self) -> None:
        """After a change of keys: what is looked up is hashed with the newest."""
        self.email_hash = search_terms.hash_of_email(self.email)
        self.save(update_fields=["email_hash"])
        self.index_terms()

    @sensitive_variables()
    def index_terms(self) -> None:
        """Make the application findable by the beginnings of its name and address."""
        self.terms.all().delete()
        ApplicationTerm.objects.bulk_create(
            ApplicationTerm(application=self, term=term) for term in search_terms.terms_of(self.name, self.email)
        )


class Answer:
    """An answer in words; `values` is None for a sensitive one that is not to be shown."""

    def __init__(self, *, name: str, label: str, sensitive: bool, values: list[str] | None) -> None:
        self.name, self.label, self.sensitive, self.values = name, label, sensitive, values


class ApplicationTerm(models.Model):
    """A keyed hash of the beginning of a word in a name or an address: how coordinators search what is encrypted."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="terms")
    term = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return str(self.term)


class AccessLink(models.Model):
    """A link by mail to a volunteer's own page. Its secret is not here: it is made from the number and our key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="links")
    #: The mail it is in: written twice, it holds the same link.
    mail_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    single_use = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["application", "mail_id"], name="sc_one_link_per_mail")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return str(self.pk)[:8]

    def opens(self, now: datetime) -> bool:
        """Whether the link can still be opened."""
        return now < self.expires_at and not (self.single_use and self.used_at) and self.reaches_its_page()

    def reaches_its_page(self) -> bool:
        """Withdrawn and erased applications are not reached by any link, opened before or not."""
        return self.application.state in BY_STAFF and self.application.has_details


def in_words(answer) -> list[str]:
    """An answer as people read it; nothing for no answer."""
    if isinstance(answer, bool):
        return [gettext("Yes") if answer else gettext("No")]
    if isinstance(answer, list):
        return [str(item) for item in answer]
    return [str(answer)] if answer not in (None, "") else []
