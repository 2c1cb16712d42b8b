from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..models import DraftLink

CLOSED = "sc_headless.draft_link_closed"


def close_draft_link(*, link: DraftLink, user) -> None:
    """From now on the link opens nothing, also where it is open. Once; again changes nothing. A line in the page's history."""
    with transaction.atomic():
        if DraftLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
            log(link.page.specific_deferred, CLOSED, user=user)
