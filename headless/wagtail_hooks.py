"""What publishing adds to the admin."""

from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.log_actions import LogFormatter

from .actions.close_draft_link import CLOSED
from .actions.close_previews import CLOSED as PREVIEWS_CLOSED
from .actions.pause_webhook import PAUSED
from .actions.replay_deliveries import REPLAYED
from .actions.resume_webhook import RESUMED
from .actions.rotate_secret import ROTATED
from .actions.send_test import TESTED
from .actions.share_draft import SHARED
from .actions.show_secret import SHOWN
from .documents.drafts import previews
from .embeds.put_on_site import PutOnSite, PutOnSiteMenuItem
from .jobs.planned import REFUSED
from .models import SiteSettings
from .viewsets import CloseDraftLink, DraftLinks, FrontEndViewSet, ShareButton, WebhooksPanel, WebhookViewSet
from .viewsets.webhooks_panel import PERMISSION as LOOKS_AFTER_WEBHOOKS

if apps.is_installed("wagtail.contrib.settings"):  # without it a check says what is missing
    from wagtail.contrib.settings.registry import registry as settings_registry

    settings_registry.register(SiteSettings, icon="home")


@hooks.register("register_log_actions")
def register_actions(registry):
    """Wagtail refuses to log what it has no words for."""

    @registry.register_action(REFUSED)
    class RefusedFormatter(LogFormatter):
        label = _("Planned publication refused")

        def format_message(self, log_entry):
            return gettext("The planned publication was refused: %(why)s") % {"why": log_entry.data.get("why", "")}

    for action, words in (
        (SHARED, _("Made a link by which somebody outside reads the draft")),
        (CLOSED, _("Closed a link to a draft")),
        (PREVIEWS_CLOSED, _("Closed all previews in the front end")),
        (PAUSED, _("Paused the webhook")),
        (RESUMED, _("Let the webhook go on")),
        (TESTED, _("Sent a test to the webhook")),
        (REPLAYED, _("Sent messages again")),
        (ROTATED, _("Made a new secret")),
        (SHOWN, _("Looked at the secret")),
    ):
        registry.register_action(action)(type("Formatter", (LogFormatter,), {"label": words, "message": words}))


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [
        FrontEndViewSet("sc_front_ends", url_prefix="front-ends"),
        WebhookViewSet("sc_webhooks", url_prefix="webhooks"),
    ]


@hooks.register("register_admin_urls")
def register_draft_links():
    return [
        path("drafts/<int:page_id>/links/", DraftLinks.as_view(), name="sc_draft_links"),
        path("drafts/<int:page_id>/links/<int:link_id>/close/", CloseDraftLink.as_view(), name="sc_close_draft_link"),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_share(page, user, view_name, next_url=None):
    yield ShareButton(page, user)


@hooks.register("register_permissions")
def register_draft_permissions():
    """Offered in the settings of groups, because a link is no snippet."""
    return Permission.objects.filter(content_type__app_label="sc_headless", codename="add_draftlink")


@hooks.register("construct_wagtail_userbar")
def let_checks_cross_origins(request, items, page):
    """Wagtail's checks run in the editor and in the frame with the preview, and each must trust the other's origin."""
    origins = previews.origins()
    if not origins:
        return
    trusted = ["<same_origin>", *origins, request.build_absolute_uri("/").rstrip("/")]
    for item in items:
        if isinstance(item, ContentCheckerItem):
            specified = item.get_axe_spec
            item.get_axe_spec = lambda asked, said=specified: {**said(asked), "allowedOrigins": trusted}


@hooks.register("construct_homepage_panels")
def add_webhooks_not_reached(request, panels):
    if request.user.has_perm(LOOKS_AFTER_WEBHOOKS):
        panels.append(WebhooksPanel())


@hooks.register("register_admin_urls")
def register_put_on_site():
    return [path("put-on-your-site/", PutOnSite.as_view(), name="sc_put_on_site")]


@hooks.register("register_settings_menu_item")
def register_put_on_site_in_menu():
    return PutOnSiteMenuItem()
