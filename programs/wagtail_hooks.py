"""What programs add to the admin."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Partner, ProgramPage
from .queries import programs_with


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


@hooks.register("before_delete_snippet")
def keep_partners_in_use(request, instances):
    """Say which programs name a partner, instead of taking it out of them unseen."""
    for partner in instances:
        programs = programs_with(partner) if isinstance(partner, Partner) else []
        if programs:
            titles = ", ".join(program.title for program in programs)
            messages.error(
                request,
                _("%(partner)s is named by: %(programs)s. Take it out there first.")
                % {"partner": partner.name, "programs": titles},
            )
            return redirect("wagtailsnippets_sc_programs_partner:list")
    return None
