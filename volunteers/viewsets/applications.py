"""Where the pages about applications are."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Application
from .changes import AcceptSuspect, ChangeState, KeepNote, RefuseSuspect, SendAgain
from .detail import ApplicationDetail, SensitiveAnswers
from .export import Export
from .letters import WriteLetter
from .listing import ApplicationList, Tray
from .retention import RetentionPage


class ApplicationURLFinder(ModelAdminURLFinder):
    """Where Wagtail's site history leads for an application: to its page, for those who may read it."""

    def get_edit_url(self, instance):
        if self.user and not self.user.has_perm("sc_volunteers.view_application"):
            return None
        return reverse("sc_applications:inspect", args=[instance.pk])


class ApplicationViewSet(ModelViewSet):
    """A list and a page for each, to read; what can be done besides are actions with addresses of their own."""

    model = Application
    icon = "mail"
    menu_label = _("Applications")
    form_fields: list[str] = []
    index_view_class = ApplicationList
    inspect_view_class = ApplicationDetail
    inspect_view_enabled = True  # makes Wagtail offer the permission to view
    copy_view_enabled = False
    add_to_reference_index = False
    url_finder_class = ApplicationURLFinder

    def get_urlpatterns(self):
        return [
            path("", ApplicationList.as_view(), name="index"),
            path("results/", ApplicationList.as_view(results_only=True), name="index_results"),
            path("tray/", Tray.as_view(), name="tray"),
            path("tray/results/", Tray.as_view(results_only=True), name="tray_results"),
            path("export/", Export.as_view(), name="export"),
            path("deleted-when/", RetentionPage.as_view(), name="retention"),
            path("<uuid:pk>/", ApplicationDetail.as_view(), name="inspect"),
            path("<uuid:pk>/sensitive/", SensitiveAnswers.as_view(), name="sensitive"),
            path("<uuid:pk>/state/", ChangeState.as_view(), name="state"),
            path("<uuid:pk>/note/", KeepNote.as_view(), name="note"),
            path("<uuid:pk>/accept/", AcceptSuspect.as_view(), name="accept"),
            path("<uuid:pk>/refuse/", RefuseSuspect.as_view(), name="refuse"),
            path("<uuid:pk>/mails/<uuid:mail_id>/again/", SendAgain.as_view(), name="mail_again"),
            path("<uuid:pk>/letter/", WriteLetter.as_view(), name="letter"),
        ]
