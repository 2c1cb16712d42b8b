from django.views.decorators.debug import sensitive_variables
from wagtail.log_actions import log

from ..models import Webhook

SHOWN = "sc_headless.webhook_secret_shown"


@sensitive_variables()
def show_secret(*, webhook: Webhook, user) -> str:
    """The secret that signs now. A line in the webhook's history: whoever has it can pretend to be this site.

    Raises Unreadable where the key that it was encrypted with is not there any more.
    """
    secret = Webhook.objects.get(pk=webhook.pk).secret
    log(webhook, SHOWN, user=user)
    return secret
