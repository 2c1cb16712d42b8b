"""Who is told by webhook of what happens, and what became of each message: one row for each event and target."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fields import EncryptedTextField
from ..gate import Audience
from .documents import FrontEnd
from .events import Event


class Preset(models.TextChoices):
    """What kind of receiver it is: it decides how a message looks."""

    STANDARD = "standard", _("A program of your own, or a service that takes webhooks")
    NETLIFY = "netlify", _("Netlify: build the site anew")
    VERCEL = "vercel", _("Vercel: build the site anew")
    CLOUDFLARE = "cloudflare", _("Cloudflare Pages: build the site anew")
    GITHUB = "github", _("GitHub: start a workflow (repository_dispatch)")


class PausedBy(models.TextChoices):
    """Why nothing is sent at present."""

    NOBODY = "", _("not paused")
    STAFF = "staff", _("paused by staff")
    FAILURE = "failure", _("paused: it could not be reached for a day")
    GONE = "gone", _("paused: the receiver says that it is gone for good")


class WebhookQuerySet(models.QuerySet):
    def without_secrets(self):
        """What is asked for mostly needs none of them; and what was encrypted with a lost key must not take the rest away."""
        return self.defer(*Webhook.SECRETS)


class Webhook(models.Model):
    """Somebody who is told. The address may open a door by itself, so it is encrypted like the secret."""

    name = models.CharField(
        _("name"), max_length=80, help_text=_("For you: “Our website on Netlify”, “The newsletter”.")
    )
    preset = models.CharField(_("what it is"), max_length=12, choices=Preset, default=Preset.STANDARD)
    address = EncryptedTextField(_("address"))
    token = EncryptedTextField(_("token"), blank=True)
    audience = models.CharField(
        _("audience"),
        max_length=8,
        choices=[(Audience.PARTNER.value, _("A partner’s site")), (Audience.OWN.value, _("Our own site"))],
        default=Audience.PARTNER.value,
        help_text=_(
            "What it hears of. A partner’s site hears only of stories whose consent covers partners; our own site of all "
            "that are public."
        ),
    )
    #: Kinds of events; see `headless.events`.
    events = models.JSONField(_("what it hears of"), default=list)
    together_seconds = models.PositiveIntegerField(
        _("one message for what happens within (seconds)"),
        default=0,
        help_text=_(
            "For receivers that build a whole site: a theme that is renamed changes 300 stories, and one build is enough. 0: a "
            "message for each event, at once."
        ),
    )
    secret = EncryptedTextField(blank=True)
    #: Signs along with the new one until then.
    old_secret = EncryptedTextField(blank=True)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    #: Kept in step with this front end, which is where staff change it.
    front_end = models.OneToOneField(
        FrontEnd, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="webhook"
    )

    paused = models.CharField(max_length=8, choices=PausedBy, default=PausedBy.NOBODY, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    #: Since when no message has arrived, and how many attempts that were.
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    #: Nothing is tried before.
    rests_until = models.DateTimeField(default=timezone.now)
    arrived_at = models.DateTimeField(_("last arrived"), null=True, blank=True)

    #: Encrypted, and loaded only where a message is written.
    SECRETS = ("address", "token", "secret", "old_secret")

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.name

    def secrets_now(self) -> list[str]:
        """Those that sign, the newest first."""
        old = self.old_secret if self.old_secret_until and self.old_secret_until > timezone.now() else ""
        return [secret for secret in (self.secret, old) if secret]


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    ARRIVED = "arrived", _("arrived")
    FAILED = "failed", _("given up")
    JOINED = "joined", _("told in one message with others")


#: It has still to be sent.
OPEN = (DeliveryState.WAITING, DeliveryState.SENDING)


class Delivery(models.Model):
    """One event on its way to one webhook. Its number is the `webhook-id`, the same for every attempt."""

    #: A delivery that was claimed so long ago has lost its worker. Well above `send.DEADLINE`.
    CLAIM_LASTS = timedelta(seconds=60)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(_("state"), max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    #: Of this round: a replay begins a new one.
    first_tried_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    #: As it was sent last, without addresses of pages: words in them may be a name.
    body = models.TextField(blank=True)
    #: The message that told this event, too.
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="joined")

    class Meta:
        ordering = ["-created_at"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["webhook", "due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="sc_delivery_open",
            ),
            models.Index(fields=["webhook", "-created_at"], name="sc_delivery_log"),
            models.Index(fields=["created_at"], name="sc_delivery_age"),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.message_id

    @property
    def message_id(self) -> str:
        return f"msg_{self.pk.hex}"


class Attempt(models.Model):
    """One try to deliver, and what came back."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField(default=timezone.now)
    milliseconds = models.PositiveIntegerField()
    #: Of the answer; none where there was no answer.
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    #: A code of `webhooks.problems`; empty for what arrived.
    problem = models.CharField(max_length=30, blank=True)
    #: The beginning of the answer.
    answer = EncryptedTextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.status or self.problem}"


class Told(models.Model):
    """What those who listen know of one document: that it is public, and as what. Kept only while there is a webhook."""

    #: As of `Document`.
    key = models.CharField(max_length=60)
    audience = models.CharField(max_length=8)
    page_id = models.BigIntegerField(null=True)
    type = models.CharField(max_length=40)
    locale = models.CharField(max_length=20)
    etag = models.CharField(max_length=32)
    #: The document has gone, and may come back: whether to tell is decided after the commit.
    doubtful = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key", "audience"], name="sc_told_once")]
        indexes = [models.Index(fields=["key"], condition=Q(doubtful=True), name="sc_told_doubtful")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.key} ({self.audience})"
