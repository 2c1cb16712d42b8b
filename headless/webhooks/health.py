"""Pausing, and who hears of that."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from ..jobs import Letter, queue_mail
from ..models import Mail, Webhook
from ..models.webhooks import PausedBy

MAIL = "headless.webhook_paused"
#: Pauses that nobody on the staff has asked for.
BY_ITSELF = (PausedBy.FAILURE, PausedBy.GONE)

#: Failing for so long, a receiver is shown to staff; after a day it is paused (`send`).
WORTH_A_LOOK = timedelta(hours=1)


@dataclass(frozen=True)
class Health:
    """How it stands, in one word for a colour and one for people."""

    status: str
    label: Any


def health_of(webhook: Webhook) -> Health:
    if webhook.paused:
        return Health("paused" if webhook.paused == PausedBy.STAFF else "critical", webhook.get_paused_display())
    if webhook.failing_since:
        return Health("warning", _("failing; it is tried again"))
    if webhook.arrived_at:
        return Health("positive", _("working"))
    return Health("none", _("nothing was sent yet"))


def pause(webhook: Webhook, why: PausedBy) -> None:
    """Nothing more is sent; what happens meanwhile waits. Where it is paused by itself, staff get a mail. Call it in a transaction
    that holds the webhook's row."""
    webhook.paused, webhook.paused_at = why, timezone.now()
    webhook.save(update_fields=["paused", "paused_at"])
    if why in BY_ITSELF:
        for user in recipients():
            about = f"{webhook.pk}:{user.pk}"
            queue_mail(kind=MAIL, about=about, key=f"{MAIL}:{about}:{webhook.paused_at.isoformat()}")


def not_reached():
    """Those that staff should look at: paused by themselves, or failing for longer than a receiver takes to start anew."""
    failing = Q(paused=PausedBy.NOBODY, failing_since__lt=timezone.now() - WORTH_A_LOOK)
    return Webhook.objects.without_secrets().filter(Q(paused__in=BY_ITSELF) | failing)


def paused_by_itself():
    return Webhook.objects.without_secrets().filter(paused__in=BY_ITSELF)


def recipients():
    """Who is told: those who may change webhooks."""
    permission = Permission.objects.filter(content_type__app_label="sc_headless", codename="change_webhook")
    may = Q(is_superuser=True) | Q(user_permissions__in=permission) | Q(groups__permissions__in=permission)
    return get_user_model()._default_manager.filter(may, is_active=True).order_by("pk").distinct()


def write_mail(mail: Mail) -> Letter | None:
    """What was paused, why, and what to do. None where it works again, or she is not responsible any more."""
    webhook_id, _colon, user_id = mail.about.partition(":")
    webhook = paused_by_itself().filter(pk=webhook_id).first()
    user = recipients().filter(pk=user_id).first()
    to = getattr(user, type(user).get_email_field_name(), "") if user else ""
    if webhook is None or not to:
        return None
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else get_language()):
        base = (get_admin_base_url() or "").rstrip("/")
        context = {
            "webhook": webhook,
            "waiting": webhook.deliveries.filter(state="waiting").count(),
            "url": base + reverse("sc_webhooks:inspect", args=[webhook.pk]),
        }
        return Letter(
            to=to,
            subject=_("A webhook was paused: “%(name)s”") % {"name": " ".join(webhook.name.split())},
            text=render_to_string("second_chances/headless/email/webhook_paused.txt", context).strip(),
        )
