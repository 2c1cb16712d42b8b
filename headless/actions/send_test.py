import uuid

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from .. import events
from ..models import Delivery, Event, Webhook
from ..webhooks.call import Answer
from ..webhooks.send import send_now

TESTED = "sc_headless.webhook_tested"


def send_test(*, webhook: Webhook, user) -> Answer:
    """Send a message that says nothing (`webhook.test`), now and once, also where the webhook is paused; what came of it.

    It takes as long as the receiver does, at most `call.DEADLINE`. It is in the log like any other. A line in the
    webhook's history.
    """
    with transaction.atomic():
        event = Event.objects.create(
            kind=events.TEST,
            key=f"{events.TEST}:{uuid.uuid4().hex}",
            data={"note": "A test. Nothing has happened."},
            audience=webhook.audience,
        )
        delivery = Delivery.objects.create(webhook=webhook, event=event, due_at=timezone.now())
        log(webhook, TESTED, user=user)
    return send_now(delivery)
