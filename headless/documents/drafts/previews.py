"""A draft as an editor has it on the screen, for one front end: kept while she writes, and some time after."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.db.models import Q
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Page

from ...conf import conf
from ...encryption import Unreadable
from ...gate import Audience
from ...models import FrontEnd, Preview
from ..context import Build
from ..periods import may_be_seen
from .pictures import LentPictures
from .tokens import Kind, name_in, new_name, token_of

_MODE = "front-end-"


def front_ends():
    """Those that can show a draft; those of our own site first."""
    return FrontEnd.objects.exclude(preview_url="").order_by("audience", "name", "pk")


def mode_of(front_end: FrontEnd) -> str:
    """Wagtail's preview mode that shows a draft there; "" if it cannot show any."""
    return f"{_MODE}{front_end.pk}" if front_end.preview_url else ""


def modes() -> list[tuple[str, str]]:
    """A preview mode of Wagtail's for each of them."""
    return [(mode_of(front_end), front_end.name) for front_end in front_ends()]


def mode_of_our_own_site() -> str:
    """The mode that editors see first: the front end that is our own site, if there is one; else ""."""
    ours = front_ends().filter(audience=Audience.OWN).first()
    return mode_of(ours) if ours else ""


def front_end_of(mode: str) -> FrontEnd | None:
    """The front end that this mode shows; None for every other mode."""
    number = mode.removeprefix(_MODE)
    return front_ends().filter(pk=number).first() if mode.startswith(_MODE) and number.isdecimal() else None


def origins() -> list[str]:
    """Where drafts are shown: whose frames the admin must let in."""
    found = (urlsplit(url) for url in front_ends().values_list("preview_url", flat=True))
    return sorted({f"{parts.scheme}://{parts.netloc}" for parts in found})


class NotForPartners(Exception):
    """A partner's site may not see this draft: what is told in it is not, or not yet, covered for partners."""


@sensitive_variables()
def keep(*, page: Page, front_end: FrontEnd, user) -> str:
    """Keep the draft as it is in memory, saved or not; the token that opens it. It holds for `PREVIEW_SECONDS` from now.

    An editor has one preview of a page in each front end, so what she changes shows under the same token. A token that has
    ended never opens anything again. Our own front ends show staff all of a draft; those of partners, who are not staff, what
    their readers would get. Raises NotForPartners.
    """
    audience = Audience(front_end.audience)
    if audience != Audience.OWN and not may_be_seen(page, audience):
        raise NotForPartners
    now = timezone.now()
    mine = Preview.objects.filter(front_end=front_end, user=user, subject=_subject(page))
    name = mine.filter(expires_at__gt=now).values_list("name", flat=True).first() or new_name()
    build = Build(page, draft=audience == Audience.OWN, audience=audience)
    build.pictures = LentPictures(Kind.PREVIEW, name)
    data = build.run()
    values = {
        "name": name,
        "type": data.type,
        "body": data.model_dump_json(),
        "page_id": page.pk,
        "site_id": build.site_id or 0,
        "expires_at": now + timedelta(seconds=conf.PREVIEW_SECONDS),
    }
    Preview.objects.update_or_create(front_end=front_end, user=user, subject=_subject(page), defaults=values)
    return token_of(name, Kind.PREVIEW)


@sensitive_variables()
def address(front_end: FrontEnd, token: str, *, panel: bool) -> str:
    """Where the front end shows it. panel: within the editor, where Wagtail's user bar stays hidden."""
    parts = {"token": token, **({"in_preview_panel": "true"} if panel else {})}
    sign = "&" if urlsplit(front_end.preview_url).query else "?"
    return f"{front_end.preview_url}{sign}{urlencode(parts)}"


@sensitive_variables()
def opened_by(token: str, *, front_end_id: int, site_id: int, page_id: int | None = None) -> Preview | None:
    """The preview that this token opens for this front end and, if it is said, of this page. None for every other token:
    unknown, altered, over, closed, for another front end, another site or another page."""
    here = Q(site_id__in=(0, site_id), front_end_id=front_end_id)
    if page_id is not None:
        here &= Q(page_id=page_id)
    return _open(Q(name=name_in(token, Kind.PREVIEW)) & here)


def is_open(name: str) -> bool:
    return _open(Q(name=name)) is not None


def end_at_partners(page_ids: Iterable[int]) -> None:
    """What partners may get of these pages is another now: what was kept for them before opens no more."""
    Preview.objects.filter(page_id__in=page_ids).exclude(front_end__audience=Audience.OWN).delete()


def _open(which: Q) -> Preview | None:
    try:
        open_now = Preview.objects.filter(which, expires_at__gt=timezone.now())
        found = open_now.select_related("user", "page", "front_end").defer("front_end__revalidation_url").first()
    except Unreadable:  # a key was retired since
        return None
    if found is None or not found.user.is_active:
        return None
    audience = Audience(found.front_end.audience)
    # Staff see their own drafts; a partner what its readers would, and only as long as they would.
    return found if audience == Audience.OWN or may_be_seen(found.page, audience) else None


def forget_those_over(now: datetime | None = None) -> int:
    """Delete previews that have ended; how many."""
    return Preview.objects.filter(expires_at__lte=now or timezone.now()).delete()[0]


def _subject(page: Page) -> str:
    if page.pk:
        return f"page-{page.pk}"
    # Of a page that was never saved: its type, and where it will be.
    place = f"{page._meta.label_lower} {page.path[: -Page.steplen]}"
    return f"new-{hashlib.sha256(place.encode()).hexdigest()[:40]}"
