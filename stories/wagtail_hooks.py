"""What stories add to the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import StoryPage, Theme


class StoryListing(PageListingViewSet):
    """Every story of every language in one list, in the main menu."""

    model = StoryPage
    icon = "openquote"
    menu_label = _("Stories")
    menu_order = 110
    add_to_admin_menu = True


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name", "slug"]


@hooks.register("register_admin_viewset")
def register_story_listing():
    return StoryListing("sc_stories")


register_snippet(ThemeViewSet)
