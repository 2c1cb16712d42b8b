from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from wagtail.log_actions import log

from ..encryption import Unreadable
from ..models import Webhook
from ..webhooks.signing import new_secret

ROTATED = "sc_headless.webhook_secret_rotated"
#: So long the old secret signs beside the new one.
BOTH_SIGN_FOR = timedelta(hours=24)


@sensitive_variables()
def rotate_secret(*, webhook: Webhook, user) -> str:
    """Give a webhook another secret, and return it. The one before signs along for a day, so that the receiver can be changed in
    peace; one from before that is refused from now on. A line in its history."""
    with transaction.atomic():
        webhook = Webhook.objects.without_secrets().select_for_update().get(pk=webhook.pk)
        try:
            webhook.old_secret, webhook.old_secret_until = webhook.secret, timezone.now() + BOTH_SIGN_FOR
        except Unreadable:  # encrypted with a key that is lost: nothing can be signed with it
            webhook.old_secret, webhook.old_secret_until = "", None
        webhook.secret = new_secret()
        webhook.save(update_fields=["secret", "old_secret", "old_secret_until"])
        log(webhook, ROTATED, user=user)
    return webhook.secret
