"""The list of applications, and the tray of those that may be a robot's."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from .. import queries
from ..models import Application
from . import permissions
from .bulk import AcceptInBulk, ChangeStateInBulk, RefuseInBulk
from .columns import columns
from .filters import ApplicationFilterSet, TrayFilterSet
from .search_box import SearchForm, keep_term, kept_term

#: What a row shows of the personal data is the name; the rest stays encrypted.
NOT_SHOWN = ["email", "answers", "sensitive_answers", "note"]


class ApplicationList(permissions.ForCoordinators, IndexView):
    """All applications but those in the tray: who waits first, then the oldest. A search by POST is kept in the session."""

    model = Application
    any_permission_required = ["view"]
    page_title = _("Volunteer applications")
    header_icon = "mail"
    template_name = "second_chances/volunteers/admin/list.html"
    filterset_class = ApplicationFilterSet
    default_ordering = "submitted_at"
    paginate_by = 50
    is_searchable = False  # Wagtail's search puts what is looked for into the address
    nothing_here = _("Nobody has sent an application yet.")
    bulk_actions = [ChangeStateInBulk]
    tray = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False  # nor by Wagtail's ?export=: exports have a page and a permission of their own

    def post(self, request, *args, **kwargs):
        """Look for a name or address; nothing typed: clear. Back to the list with its filters."""
        form = SearchForm(request.POST)
        if form.is_valid():
            keep_term(request.session, form.cleaned_data["term"])
        filters = self.filter_query()
        return redirect(f"{self.index_url}?{filters}" if filters else self.index_url)

    @property
    def bulk_buttons(self) -> list[dict[str, str]]:
        return [
            {
                "url": reverse("wagtail_bulk_action", args=["sc_volunteers", "application", action.action_type]),
                "label": action.display_name,
                "aria_label": action.aria_label,
            }
            for action in self.bulk_actions
        ]

    def filter_query(self) -> str:
        """The filters of the address, as a query string, without page and everything else."""
        query = self.request.GET.copy()
        for name in list(query):
            if name not in self.filter_names or not any(query.getlist(name)):
                del query[name]
        return query.urlencode()

    @cached_property
    def filter_names(self) -> set[str]:
        names = set(self.filterset_class.base_filters)
        return (names - {"submitted_at"}) | {"submitted_at_from", "submitted_at_to"}

    def get_base_queryset(self):
        applications = queries.in_the_tray() if self.tray else queries.listed()
        return applications.select_related("form").defer(*NOT_SHOWN)

    def order_queryset(self, queryset):
        ordered = super().order_queryset(queryset)
        first = [] if self.request.GET.get("ordering") else [queries.WAITING_FIRST]
        return ordered.order_by(*first, *ordered.query.order_by, "pk")

    @cached_property
    def search_query(self):
        return kept_term(self.request.session)

    def search_queryset(self, queryset):
        return queries.search(queryset, self.search_query)

    @cached_property
    def columns(self):
        return columns(tray=self.tray, selectable=self.may_handle)

    @cached_property
    def may_handle(self) -> bool:
        return self.request.user.has_perm(permissions.HANDLE)

    @cached_property
    def header_buttons(self):
        if self.tray or not self.request.user.has_perm(permissions.EXPORT):
            return []
        url, filters = reverse("sc_applications:export"), self.filter_query()
        return [HeaderButton(_("Export"), url=f"{url}?{filters}" if filters else url, icon_name="download")]

    def get_index_url(self):
        return reverse("sc_applications:tray" if self.tray else "sc_applications:index")

    def get_index_results_url(self):
        return reverse("sc_applications:tray_results" if self.tray else "sc_applications:index_results")

    @cached_property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("No application matches this search and these filters.")
        return self.nothing_here

    def get_context_data(self, *args, **kwargs):
        filters = self.filter_query()
        return super().get_context_data(*args, **kwargs) | {
            "is_searching": self.is_searching,
            "search_box": SearchForm({"term": self.search_query}) if self.search_query else SearchForm(),
            "search_url": f"{self.index_url}?{filters}" if filters else self.index_url,
            "bulk_actions": self.bulk_buttons if self.may_handle else [],
            "tray": self.tray,
        }


class Tray(ApplicationList):
    """Forms that may be a robot's. They stay until a coordinator says of each whether a person wrote it."""

    page_title = _("Tray")
    header_icon = "warning"
    filterset_class = TrayFilterSet
    nothing_here = _("The tray is empty.")
    bulk_actions = [AcceptInBulk, RefuseInBulk]
    tray = True
