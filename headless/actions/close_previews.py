from django.db import transaction
from wagtail.log_actions import log

from ..models import FrontEnd, Preview

CLOSED = "sc_headless.previews_closed"


def close_previews(*, front_end: FrontEnd, user) -> int:
    """End every preview that is open in a front end; how many. Who did it is in the log."""
    with transaction.atomic():
        number, _by_model = Preview.objects.filter(front_end=front_end).delete()
        log(front_end, CLOSED, user=user)
    return number
