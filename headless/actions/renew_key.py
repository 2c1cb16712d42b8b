from django.db import transaction
from wagtail.log_actions import log

from ..models import FrontEnd
from ..models.documents import make_publishable_key


def renew_key(*, front_end: FrontEnd, user) -> FrontEnd:
    """Give a front end another publishable key. From then on the old one is refused; who did it is in the log."""
    with transaction.atomic():
        front_end = FrontEnd.objects.select_for_update().get(pk=front_end.pk)
        front_end.key = make_publishable_key()
        front_end.save(update_fields=["key"])
        log(front_end, "wagtail.edit", user=user)
    return front_end
