"""What publishing adds to the admin."""

from django.apps import apps
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .embeds.put_on_site import PutOnSite, PutOnSiteMenuItem
from .jobs.planned import REFUSED
from .models import SiteSettings
from .viewsets import FrontEndViewSet

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


@hooks.register("register_admin_viewset")
def register_front_ends():
    return FrontEndViewSet("sc_front_ends", url_prefix="front-ends")


@hooks.register("register_admin_urls")
def register_put_on_site():
    return [path("put-on-your-site/", PutOnSite.as_view(), name="sc_put_on_site")]


@hooks.register("register_settings_menu_item")
def register_put_on_site_in_menu():
    return PutOnSiteMenuItem()
