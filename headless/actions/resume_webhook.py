from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..models import Webhook
from ..models.webhooks import DeliveryState, PausedBy

RESUMED = "sc_headless.webhook_resumed"


def resume_webhook(*, webhook: Webhook, user) -> int:
    """What waits is sent, from now on; how many messages that are. Each has its 24 hours anew. A line in its history."""
    with transaction.atomic():
        webhook = Webhook.objects.without_secrets().select_for_update().get(pk=webhook.pk)
        now = timezone.now()
        waiting = webhook.deliveries.filter(state=DeliveryState.WAITING)
        if webhook.paused:
            webhook.paused, webhook.paused_at = PausedBy.NOBODY, None
            webhook.failing_since, webhook.failures, webhook.rests_until = None, 0, now
            webhook.save(update_fields=["paused", "paused_at", "failing_since", "failures", "rests_until"])
            waiting.filter(attempts__gt=0).update(attempts=0, first_tried_at=None, due_at=now)
            log(webhook, RESUMED, user=user)
        return waiting.count()
