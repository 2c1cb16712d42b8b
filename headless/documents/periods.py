"""Which pages may be read, by whom and when: what Wagtail says (live, not restricted), and the gate of the page's type."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from .. import registry
from ..gate import ALWAYS, Audience, Period, Periods


def public(pages, *, private: Q | None = None):
    """Of a queryset of pages, those that Wagtail shows to anyone.

    private: what `Page.objects.private_q()` said, for who asks several times in a row.
    """
    return pages.live().public() if private is None else pages.live().exclude(private)


def periods_of(pages: Iterable[Page]) -> dict[int, Periods]:
    """When each of these public pages may be read, by audience. A page that is missing may never be.

    Pages of types that nobody announced are the host's own business, and may.
    """
    by_type: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_type[page.specific_class or Page].append(page)
    found: dict[int, Periods] = {}
    for model, group in by_type.items():
        page_type = registry.find_page_type(model)
        found |= page_type.periods(group) if page_type else {page.pk: ALWAYS for page in group}
        for page in group:
            # Wagtail takes a page down at this moment by a job; here it ends by itself.
            if page.expire_at and page.pk in found:
                ends = Period(end=page.expire_at)
                found[page.pk] = {audience: period.overlap(ends) for audience, period in found[page.pk].items()}
    return found


def may_be_seen(page: Page, audience: Audience) -> bool:
    """Whether this audience may see a page now, published or not: a story only on a basis that holds."""
    period = periods_of([page]).get(page.pk, {}).get(audience)
    return period is not None and period.holds(timezone.now())
