"""Where a story is refused in the admin, staff read which and why, and nothing crashes."""

from functools import wraps

from django.apps import apps
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from .. import gate
from ..models import StoryPage


def explain_refusals() -> None:
    """Let the views that publish answer `gate.NotPublic` with a message, where the editor's form cannot say it before.

    Approving in a workflow publishes too, and so does translating; neither Wagtail nor wagtail-localize asks anybody before
    it does, or catches what the publication raises. So their `post` is wrapped, once.
    """
    views = [CreateView, EditView, WorkflowActionView, PublishBulkAction]
    if apps.is_installed("wagtail_localize"):
        from wagtail_localize.views.submit_translations import SubmitTranslationView
        from wagtail_localize.views.update_translations import UpdateTranslationsView

        views += [SubmitTranslationView, UpdateTranslationsView]
    for view in views:
        if not hasattr(view.post, "explains_refusals"):
            view.post = _explaining(view.post)


def _explaining(post):
    @wraps(post)
    def explaining(self, request, *args, **kwargs):
        try:
            return post(self, request, *args, **kwargs)
        except gate.NotPublic as refusal:
            say(request, refusal.messages, refusal.page_id)
            url = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[refusal.page_id])
            if hasattr(self, "render_modal_json") and request.headers.get("x-requested-with") == "XMLHttpRequest":
                return self.render_modal_json(request, {"step": "success", "redirect": url})
            return redirect(url)

    explaining.explains_refusals = True
    return explaining


def say(request, reasons: list[str], page_id: int) -> None:
    """A message with the way to the first story's basis."""
    button = messages.button(reverse("sc_stories_basis", args=[page_id]), _("Record the basis"))
    messages.error(request, format_html_join(" ", "{}", ((reason,) for reason in reasons)), buttons=[button])


def explain_bulk(request, action_type, objects, action):
    """Publishing many at once: all or nothing, and every story that is in the way is named."""
    if action_type != "publish" or not isinstance(action, PublishBulkAction):
        return None
    pages = Page.objects.filter(pk__in=[page.pk for page in objects])
    if action.cleaned_form.cleaned_data["include_descendants"]:
        below = [page.get_descendants().not_live() for page in objects]
        pages = Page.objects.filter(
            pk__in=[*pages.values_list("pk", flat=True), *(p.pk for found in below for p in found)]
        )
    stories = list(StoryPage.objects.filter(pk__in=pages))
    refused = gate.refusals(stories)
    if not refused:
        return None
    reasons = [refused[page.pk].explained(page.get_admin_display_title()) for page in stories if page.pk in refused]
    say(request, [*reasons, _("Nothing was published.")], next(iter(refused)))
    listing = reverse("wagtailadmin_explore", args=[objects[0].get_parent().pk])
    return redirect(get_valid_next_url_from_request(request) or listing)


def explain_draft(request, page, copy=None) -> None:
    """After copying a story, and after making a page of an alias: what came of it is a draft, and why."""
    story = copy or page
    stories = Page.objects.filter(pk__in=story.get_descendants(inclusive=True)).type(StoryPage).not_live()
    if story.pk and stories.exists():
        messages.warning(
            request,
            _("Copies of stories are drafts: a basis is not copied. Record the basis of each before you publish it."),
        )
