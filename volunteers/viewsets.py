"""Applications in the admin: a list and a page for each, to read and nothing else."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from .models import Application


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody, not even a superuser, adds, changes or deletes an application through the admin's generic views."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return "view" in actions and self.user_has_permission(user, "view")

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_any_permission(user, actions)


class ApplicationIndex(IndexView):
    any_permission_required = ["view"]
    page_title = _("Volunteer applications")


class ApplicationDetail(InspectView):
    any_permission_required = ["view"]
    page_title = _("Application")
    template_name = "second_chances/volunteers/admin/application.html"

    def get_page_subtitle(self):
        return self.object.name


class ApplicationViewSet(ModelViewSet):
    model = Application
    icon = "mail"
    menu_label = _("Applications")
    menu_order = 130
    add_to_admin_menu = True
    form_fields: list[str] = []
    index_view_class = ApplicationIndex
    inspect_view_class = ApplicationDetail
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["name", "email", "form_title", DateColumn("submitted_at", label=_("Sent"), sort_key="submitted_at")]
    list_filter = ["page", "language"]
    list_per_page = 50
    search_fields = ["name", "email"]
    search_backend_name = None
    inspect_template_name = ApplicationDetail.template_name

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", self.inspect_view, name="inspect"),
        ]
