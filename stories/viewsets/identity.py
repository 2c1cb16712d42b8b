"""What of a story could help somebody to find her: the page on which staff look at it, and what publishing does with their answer."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from .. import identity_check, permissions
from ..actions.decide_identity import decide_identity
from ..enums import Decision
from ..models import StoryPage


@method_decorator(never_cache, name="dispatch")
class IdentityPage(WagtailAdminTemplateMixin, TemplateView):
    """For those who work on the page. It judges what readers get now, or the newest draft of what is not published."""

    page_title = gettext_lazy("Could this give her away?")
    header_icon = "view"
    template_name = "second_chances/stories/admin/identity.html"

    def dispatch(self, request, *args, **kwargs):
        self.page = get_object_or_404(StoryPage, pk=kwargs["page_id"])
        if not permissions.works_on(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def together(self) -> identity_check.Together | None:
        return identity_check.look_at(
            self.page if self.page.live else self.page.get_latest_revision_as_object(), self.page
        )

    def post(self, request, *args, **kwargs):
        together = self.together
        seen = set(request.POST.getlist("seen"))
        if together and not set(together.items) <= seen:
            messages.warning(request, _("The story has changed meanwhile. Look at what stands together now."))
            return redirect("sc_stories_identity", self.page.pk)
        if together:
            try:
                decide_identity(
                    page=self.page, together=together, decision=request.POST.get("decision", ""), user=request.user
                )
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
                return redirect("sc_stories_identity", self.page.pk)
            messages.success(request, _("It is noted that these may stand together. Nobody is asked the same again."))
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *get_breadcrumbs_items_for_page(self.page, self.request.user),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        together = self.together
        return super().get_context_data(
            page=self.page,
            together=together,
            is_decided=together is not None and identity_check.is_decided(self.page, together),
            decisions=Decision.choices,
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            **kwargs,
        )


def keep_decision(request, page) -> None:
    """Before the editor publishes a story: what its form was answered about what stands together is kept, so that the next editor
    is not asked again. The form has refused an answer to what was not shown."""
    decision = request.POST.get("identity_decision", "")
    if not isinstance(page, StoryPage) or decision not in Decision.values:
        return
    together = identity_check.look_at(page, page)
    if together and not identity_check.is_decided(page, together):
        decide_identity(page=page, together=together, decision=decision, user=request.user)
