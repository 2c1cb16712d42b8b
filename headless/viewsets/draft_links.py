"""A draft for somebody without an account: staff make a link for a set time, see which ones are open, and close them."""

from django import forms
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
from wagtail.admin.widgets import Button
from wagtail.models import Page

from ..actions.close_draft_link import close_draft_link
from ..actions.share_draft import DAYS, share_draft
from ..documents.drafts import shared
from ..documents.render import DocumentPageMixin
from ..models import DraftLink

PERMISSION = "sc_headless.add_draftlink"
_WORDS = {
    1: gettext_lazy("One day"),
    3: gettext_lazy("Three days"),
    7: gettext_lazy("One week"),
    30: gettext_lazy("30 days"),
}


def may_share(user, page: Page) -> bool:
    """Who may edit the page, and show drafts outside."""
    is_ours = issubclass(page.specific_class or Page, DocumentPageMixin)
    return is_ours and user.has_perm(PERMISSION) and page.permissions_for_user(user).can_edit()


class ShareForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long the link works"),
        choices=[(days, _WORDS[days]) for days in DAYS],
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("For you, so that you know later which link is whose: “The printer”, “Her sister”."),
        max_length=120,
        required=False,
    )


@method_decorator(never_cache, name="dispatch")
class DraftLinks(WagtailAdminTemplateMixin, TemplateView):
    """The links to a page's drafts that are open, and a form for another one. A new link is shown once."""

    page_title = gettext_lazy("Show a draft outside")
    header_icon = "link-external"
    template_name = "second_chances/headless/admin/draft_links.html"

    def dispatch(self, request, *args, **kwargs):
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])
        if not may_share(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = ShareForm(request.POST)
        if form.is_valid():
            try:
                _link, token = share_draft(page=self.page, user=request.user, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                url = request.build_absolute_uri(reverse("sc_shared_draft", args=[token]))
                return self.render_to_response(self.get_context_data(new_link=url))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @cached_property
    def own_url(self) -> str:
        return reverse("sc_draft_links", args=[self.page.pk])

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *get_breadcrumbs_items_for_page(self.page, self.request.user),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ShareForm())
        return super().get_context_data(
            page=self.page,
            links=shared.links_that_open().filter(page=self.page).select_related("made_by"),
            may_be_shared=shared.may_be_shared(self.page),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            own_url=self.own_url,
            **kwargs,
        )


class CloseDraftLink(DraftLinks):
    """Closes a link."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, link_id: int, **kwargs):
        close_draft_link(link=get_object_or_404(DraftLink, pk=link_id, page=self.page), user=request.user)
        messages.success(request, _("The link is closed: it opens nothing any more."))
        return redirect(self.own_url)


class ShareButton(Button):
    """In the menu of a page."""

    label = gettext_lazy("Show a draft outside")
    icon_name = "link-external"
    allow_in_dropdown = True

    def __init__(self, page: Page, user) -> None:
        super().__init__(url=reverse("sc_draft_links", args=[page.pk]), priority=67)
        self.page, self.user = page, user

    @property
    def show(self) -> bool:
        return may_share(self.user, self.page)
