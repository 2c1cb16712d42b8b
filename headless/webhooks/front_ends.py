"""A front end that wants to hear of changes has a webhook, kept in step with it by whichever door it is saved."""

from django.db import transaction
from django.db.models.signals import post_save

from .. import events
from ..encryption import Unreadable
from ..models import FrontEnd, Webhook
from ..models.webhooks import Preset
from .signing import new_secret


def connect() -> None:
    post_save.connect(keep_in_step, sender=FrontEnd, dispatch_uid="sc_webhooks_front_ends")


def keep_in_step(instance: FrontEnd, raw: bool = False, **kwargs) -> None:
    """Name, address and audience follow the front end; it hears of everything that can be read. Secret, log and pause stay.

    Where the address was encrypted with a lost key, all stays as it is until staff write it anew.
    """
    if raw:
        return
    try:
        address = instance.revalidation_url
    except Unreadable:
        return
    with transaction.atomic():
        webhook = Webhook.objects.without_secrets().select_for_update().filter(front_end=instance).first()
        if not address:
            if webhook:
                webhook.delete()
            return
        webhook = webhook or Webhook(front_end=instance, preset=Preset.STANDARD, secret=new_secret())
        webhook.name = instance.name
        webhook.address = address
        webhook.audience = instance.audience
        webhook.events = [kind.name for kind in events.kinds() if kind.is_of_content]
        webhook.save()
