"""“Consent needs you”: one page with everything that waits, and what ends in the months to come."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import consent_queue, mails, permissions

PER_PAGE = 50


@dataclass(frozen=True)
class Bar:
    """One month of the picture, in its units."""

    month: date
    number: int
    x: int
    y: int
    height: int


#: The picture: height of the longest bar, width of a bar with the gap beside it.
HEIGHT = 100
STEP = 50


@method_decorator(never_cache, name="dispatch")
class ConsentQueue(WagtailAdminTemplateMixin, TemplateView):
    """For those who record bases, and about the stories that they work on."""

    page_title = gettext_lazy("Consent needs you")
    header_icon = "key"
    template_name = "second_chances/stories/admin/queue.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(permissions.ADD):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def queue(self) -> consent_queue.Queue:
        return consent_queue.queue_for(self.request.user)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        counts = self.queue.counts()
        asked = self.request.GET.get("kind", "")
        chosen = next((kind for kind, _number in counts if kind.name == asked), None)
        needs = [need for need in self.queue.needs if chosen is None or need.kind == chosen.name]
        shown_page = Paginator(needs, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            counts=counts,
            chosen=chosen,
            number=len(self.queue.needs),
            shown_page=shown_page,
            bars=bars_of(consent_queue.endings_by_month(self.queue)),
            height=HEIGHT,
            width=12 * STEP,
            not_reached=mails.not_reached(),
            **kwargs,
        )


def bars_of(months: list[tuple[date, int]]) -> list[Bar]:
    most = max((number for _month, number in months), default=0) or 1
    return [
        Bar(month, number, x=index * STEP, y=HEIGHT - number * HEIGHT // most, height=number * HEIGHT // most)
        for index, (month, number) in enumerate(months)
    ]


class QueueMenuItem(MenuItem):
    def __init__(self):
        super().__init__(
            gettext_lazy("Consent needs you"),
            reverse("sc_stories_queue"),
            name="sc-consent-queue",
            icon_name="key",
            order=115,
        )

    def is_shown(self, request) -> bool:
        return request.user.has_perm(permissions.ADD)
