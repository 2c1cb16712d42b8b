from django.db import transaction
from wagtail.log_actions import log

from ..models import Webhook
from ..models.webhooks import PausedBy
from ..webhooks.health import pause

PAUSED = "sc_headless.webhook_paused"


def pause_webhook(*, webhook: Webhook, user) -> None:
    """Nothing more is sent; what happens meanwhile waits. One that is paused already stays as it is. A line in its history."""
    with transaction.atomic():
        webhook = Webhook.objects.without_secrets().select_for_update().get(pk=webhook.pk)
        if not webhook.paused:
            pause(webhook, PausedBy.STAFF)
            log(webhook, PAUSED, user=user)
