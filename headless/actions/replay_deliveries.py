from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..models import Webhook
from ..models.webhooks import DeliveryState

REPLAYED = "sc_headless.webhook_replayed"
#: What has an end can be sent again: with the same number, by which a receiver knows it.
OVER = (DeliveryState.ARRIVED, DeliveryState.FAILED)


def replay_deliveries(*, webhook: Webhook, user, deliveries=None, failed_within: timedelta | None = None) -> int:
    """Send messages of a webhook again, as far as they have arrived or were given up; returns how many.

    deliveries: the numbers of these; without them all that were given up, with `failed_within` only those that happened since.
    What waits goes on waiting. Each keeps its number and has 24 hours anew; what it told of together is told together again. A line in
    the webhook's history.
    """
    with transaction.atomic():
        webhook = Webhook.objects.without_secrets().select_for_update().get(pk=webhook.pk)
        rows = webhook.deliveries.filter(state__in=OVER)
        rows = rows.filter(pk__in=deliveries) if deliveries is not None else rows.filter(state=DeliveryState.FAILED)
        now = timezone.now()
        if failed_within is not None:
            rows = rows.filter(created_at__gte=now - failed_within)
        number = rows.update(state=DeliveryState.WAITING, due_at=now, attempts=0, first_tried_at=None, claimed_at=None)
        if number:
            log(webhook, REPLAYED, user=user, data={"number": number})
    return number
