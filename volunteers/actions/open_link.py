from django.db import transaction
from django.utils import timezone

from .. import audit
from ..links import read_token
from ..models import AccessLink


def find_link(token: str) -> AccessLink | None:
    """The link of a token, if it still leads to a page. Reads only: mail programs that look into links use up none."""
    link_id = read_token(token)
    link = _links().filter(pk=link_id).first() if link_id else None
    return link if link and link.opens(timezone.now()) else None


def open_link(*, token: str) -> AccessLink | None:
    """Use a link. One that works once is used up by it, for whoever comes first; None where it leads nowhere."""
    with transaction.atomic():
        link = find_link(token)
        if link is None:
            return None
        now = timezone.now()
        unused = AccessLink.objects.filter(pk=link.pk)
        if link.single_use:
            unused = unused.filter(used_at=None)
        if not unused.update(used_at=now):
            return None
        audit.note(link.application, audit.OPENED)
    return link


def _links():
    return AccessLink.objects.select_related("application__page__locale", "application__form")
