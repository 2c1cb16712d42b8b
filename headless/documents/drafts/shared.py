"""One draft, as staff have decided to show it to somebody without an account."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Page

from ...gate import Audience
from ...models import DraftLink
from ..context import Build
from ..periods import may_be_seen
from .pictures import LentPictures
from .tokens import Kind, name_in

KEPT_FOR = timedelta(days=30)


def may_be_shared(page: Page) -> bool:
    """Whether an outsider may see this draft: a story only on a basis that holds now, for our own site."""
    return may_be_seen(page, Audience.OWN)


@sensitive_variables()
def opened_by(token: str) -> DraftLink | None:
    """The link with this token, if it opens now. What a story stands on is asked each time: a consent that was taken back or
    has ended closes its links, too."""
    return _open(Q(name=name_in(token, Kind.LINK)))


def shows(name: str, image_id: int, spec: str) -> bool:
    """Whether a link opens now, and what it opens shows this picture still: a consent may cover less since."""
    link = _open(Q(name=name))
    if link is None:
        return False
    build = build_for(link)
    build.run()
    return (image_id, spec) in build.pictures.lent


def links_that_open():
    """Those that are neither over nor closed by staff."""
    return DraftLink.objects.filter(revoked_at=None, expires_at__gt=timezone.now())


def forget_those_over(now: datetime | None = None) -> int:
    """Delete the links that ended a month ago or were closed; how many. Until then staff may ask which there were."""
    before = (now or timezone.now()) - KEPT_FOR
    return DraftLink.objects.filter(Q(expires_at__lte=before) | Q(revoked_at__lte=before)).delete()[0]


def build_for(link: DraftLink) -> Build:
    """As readers of our own site would get it: without what a consent does not cover."""
    build = Build(link.revision.as_object(), audience=Audience.OWN)
    build.pictures = LentPictures(Kind.LINK, link.name)
    return build


def _open(which: Q) -> DraftLink | None:
    link = links_that_open().filter(which).select_related("page", "revision").first()
    return link if link and may_be_shared(link.page) else None
