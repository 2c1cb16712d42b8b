"""The page on which staff say what the pictures of the library show of a person."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from headless.enums import SHOWN

from ..actions.mark_pictures import mark_pictures
from ..models import PictureElements

PER_PAGE = 24


@method_decorator(never_cache, name="dispatch")
class PicturesPage(WagtailAdminTemplateMixin, TemplateView):
    """For those who may change pictures, and of those pictures. Newest first, a page at a time."""

    page_title = gettext_lazy("What pictures show")
    header_icon = "image"
    template_name = "second_chances/stories/admin/pictures.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_mark(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def shown_page(self):
        images = policy().instances_user_has_permission_for(self.request.user, "change")
        return Paginator(images.order_by("-pk"), PER_PAGE).get_page(self.request.GET.get("p"))

    def post(self, request, *args, **kwargs):
        # What the form did not show is not touched: somebody may have uploaded meanwhile.
        asked = set(request.POST.getlist("image"))
        images = {image.pk: image for image in self._asked_for(asked)}
        shown = {pk: request.POST.getlist(f"shows-{pk}") for pk in images}
        try:
            changed = mark_pictures(shown=shown, images=images, user=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(
                request,
                ngettext("%(number)s picture was changed.", "%(number)s pictures were changed.", len(changed))
                % {"number": len(changed)},
            )
        return redirect(f"{reverse('sc_stories_pictures')}?p={self.shown_page.number}")

    def _asked_for(self, numbers: set[str]):
        allowed = policy().instances_user_has_permission_for(self.request.user, "change")
        # Longer ones are no numbers of rows.
        known = [int(number) for number in list(numbers)[:PER_PAGE] if number.isdecimal() and len(number) < 19]
        return allowed.filter(pk__in=known)

    def get_context_data(self, **kwargs):
        images = list(self.shown_page)
        shown = PictureElements.of(image.pk for image in images)
        cards = [
            {
                "image": image,
                "boxes": [
                    {"value": value, "label": label, "checked": value in shown.get(image.pk, ())}
                    for value, label in SHOWN
                ],
            }
            for image in images
        ]
        return super().get_context_data(cards=cards, shown_page=self.shown_page, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def policy():
    """Wagtail's, of the host's pictures."""
    return policy_registry.get_by_type(get_image_model())


def may_mark(user) -> bool:
    return policy().user_has_permission(user, "change")


class PicturesMenuItem(MenuItem):
    def __init__(self):
        super().__init__(
            gettext_lazy("What pictures show"),
            reverse("sc_stories_pictures"),
            name="sc-pictures",
            icon_name="view",
            order=305,
        )

    def is_shown(self, request) -> bool:
        return may_mark(request.user)
