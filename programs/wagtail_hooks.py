"""What programs add to the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Partner, ProgramPage


class ProgramListing(PageListingViewSet):
    """Every program of every language in one list, in the main menu."""

    model = ProgramPage
    icon = "clipboard-list"
    menu_label = _("Programs")
    menu_order = 120
    add_to_admin_menu = True


class PartnerViewSet(SnippetViewSet):
    model = Partner
    icon = "group"
    list_display = ["name", "kind", "website"]
    list_filter = ["kind"]


@hooks.register("register_admin_viewset")
def register_program_listing():
    return ProgramListing("sc_programs")


register_snippet(PartnerViewSet)
