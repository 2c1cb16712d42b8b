"""The page of one application: what was sent, what has happened, and what can be done."""

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from .. import audit
from ..actions.keep_note import mark_of
from ..admin_forms import NoteForm, StateForm
from ..enums import BY_STAFF, State
from ..models import Application
from . import permissions, words
from .columns import name_of
from .waiting import wait_of


class ApplicationPage(permissions.ForCoordinators, WagtailAdminTemplateMixin, TemplateView):
    """What every page about one application has. The application is looked up only after permission is checked."""

    header_icon = "mail"

    @cached_property
    def application(self) -> Application:
        # Locale and site belong to the page, which `reply_to` and the links of mails need.
        return get_object_or_404(Application.objects.select_related("form", "page"), pk=self.kwargs["pk"])

    @property
    def own_url(self) -> str:
        return reverse("sc_applications:inspect", args=[self.application.pk])

    def get_page_subtitle(self):
        return name_of(self.application)

    def get_context_data(self, **kwargs):
        language = dict(settings.LANGUAGES).get(self.application.language, self.application.language)
        return super().get_context_data(application=self.application, language=language, **kwargs)

    def get_breadcrumbs_items(self):
        tray = self.application.state == State.SUSPECT
        name = "sc_applications:tray" if tray else "sc_applications:index"
        return [
            *self.breadcrumbs_items,
            {"url": reverse(name), "label": _("Tray") if tray else _("Volunteer applications")},
            *self.get_last_breadcrumbs(),
        ]

    def get_last_breadcrumbs(self) -> list[dict]:
        return [{"url": "", "label": name_of(self.application)}]


class ApplicationDetail(ApplicationPage):
    """Each showing is noted in the audit trail, before anything is shown; so is a showing of sensitive answers."""

    page_title = _("Application")
    template_name = "second_chances/volunteers/admin/application.html"
    sensitive = False

    def get(self, request, *args, **kwargs):
        return self.show(noted=request.method != "HEAD")

    def show(self, *, noted: bool = True, status: int = 200, **forms_with_errors):
        if noted:
            action = audit.READ_SENSITIVE if self.sensitive else audit.READ
            audit.note(self.application, action, user=self.request.user)
        return self.render_to_response(self.get_context_data(**forms_with_errors), status=status)

    @cached_property
    def header_buttons(self):
        if not self.may_handle or words.why_not_written_to(self.application):
            return []
        url = reverse("sc_applications:letter", args=[self.application.pk])
        return [HeaderButton(_("Write to the volunteer"), url=url, icon_name="mail")]

    @cached_property
    def may_handle(self) -> bool:
        return self.request.user.has_perm(permissions.HANDLE)

    def get_context_data(self, **kwargs):
        application = self.application
        mails = words.mail_lines(application)
        lines, left_out = words.trail(application)
        answers = application.answers_as_asked(sensitive=self.sensitive)
        return super().get_context_data(
            **{
                "wait": wait_of(application),
                "answers": answers,
                "hides_sensitive": any(answer.values is None for answer in answers),
                "shows_sensitive": self.sensitive,
                "may_see_sensitive": self.request.user.has_perm(permissions.SENSITIVE),
                "may_handle": self.may_handle,
                "why_not_moved": words.why_not_moved(application),
                "in_the_tray": application.state == State.SUSPECT and application.has_details,
                "mails": mails,
                "may_send_again": self.may_handle and not words.why_not_written_to(application),
                "has_failed_mail": any(mail.failed for mail in mails),
                "trail": lines,
                "left_out": left_out,
                "state_form": StateForm(initial=self.state_now),
                "note_form": NoteForm(initial={"note": application.note, "seen": mark_of(application.note)}),
                **kwargs,
            }
        )

    @property
    def state_now(self) -> dict:
        state = self.application.state if self.application.state in BY_STAFF else State.RECEIVED
        return {"state": state, "decision": self.application.decision, "tell": True}


class Answering(ApplicationDetail):
    """The same page in answer to a POST. Who comes by GET, such as after signing in again, is led to the page."""

    def get(self, request, *args, **kwargs):
        return redirect(self.own_url)


class SensitiveAnswers(Answering):
    """With the sensitive answers, once: no link, reload or back button shows them."""

    needs = (permissions.VIEW, permissions.SENSITIVE)
    sensitive = True

    def post(self, request, *args, **kwargs):
        return self.show()
