"""What coordinators do with several applications at once."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from headless.logs import reported_without_values

from ..actions.accept_suspect import accept_suspect
from ..actions.change_state import Refused, change_state
from ..actions.refuse_suspect import refuse_suspect
from ..admin_forms import BulkStateForm
from ..enums import State
from ..models import Application
from .permissions import HANDLE, VIEW
from .search_box import kept_term
from .selection import NoSelection, chosen
from .words import why_not_moved

#: More are not done at once: whoever selects "all" should see all of them before.
MOST = 500


class ApplicationBulkAction(BulkAction):
    """What is shown before is what is changed: the page sends the numbers back, whatever arrived in the meantime."""

    models = [Application]
    template_name = "second_chances/volunteers/admin/bulk.html"
    tray = False

    @method_decorator(reported_without_values)
    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perms([VIEW, HANDLE]):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def why_not(self, application: Application) -> str:
        """Why nothing can be done with this one, or nothing."""
        raise NotImplementedError

    def do(self, application: Application) -> None:
        """Raises Refused."""
        raise NotImplementedError

    @cached_property
    def selected(self) -> list[Application]:
        given = self.request.POST.getlist("id") or self.request.GET.getlist("id")
        if "all" in given:
            try:
                found = chosen(self.request.GET, kept_term(self.request.session), tray=self.tray)
            except NoSelection as error:
                raise Http404("These filters make no sense.") from error
        else:
            found = Application.objects.filter(pk__in=_numbers(given)).order_by("submitted_at", "pk")
        applications = list(found.select_related("form")[: MOST + 1])
        if not applications:
            raise Http404("None of these is there.")
        return applications

    @property
    def too_many(self) -> bool:
        return len(self.selected) > MOST

    def get_actionable_objects(self):
        applications = [] if self.too_many else self.selected
        possible = [application for application in applications if not self.why_not(application)]
        return possible, {"items_with_no_access": []}

    def get_context_data(self, **kwargs):
        refused = [] if self.too_many else [(item, self.why_not(item)) for item in self.selected if self.why_not(item)]
        return super().get_context_data(**kwargs) | {
            "refused": refused,
            "too_many": self.too_many,
            "most": MOST,
            "title": self.display_name,
            "explanation": self.explanation,
        }

    def get_execution_context(self):
        return {"action": self}

    @classmethod
    def execute_action(cls, objects, action=None, **kwargs):
        done = 0
        for application in objects:
            try:
                action.do(application)
            except Refused as refusal:
                # By number and date, not by name: messages may travel in a cookie.
                messages.warning(action.request, f"{application}: {refusal}")
            else:
                done += 1
        return done, 0


class ChangeStateInBulk(ApplicationBulkAction):
    """Move those that can be moved to a state; say of the others why not."""

    action_type = "change_state"
    display_name = gettext_lazy("Change state")
    aria_label = gettext_lazy("Change the state of the selected applications")
    explanation = gettext_lazy("Each of these is moved to the state that you choose, with a line in its history.")
    form_class = BulkStateForm

    def why_not(self, application):
        return why_not_moved(application)

    def do(self, application):
        change_state(application=application, user=self.request.user, **self.cleaned_form.cleaned_data)

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        label = State(self.cleaned_form.cleaned_data["state"]).label
        return ngettext(
            "%(number)d application is now “%(state)s”.",
            "%(number)d applications are now “%(state)s”.",
            num_parent_objects,
        ) % {"number": num_parent_objects, "state": label}


class AcceptInBulk(ApplicationBulkAction):
    """Take applications out of the tray."""

    action_type = "accept"
    display_name = gettext_lazy("A person wrote this")
    aria_label = gettext_lazy("Take the selected applications out of the tray")
    explanation = gettext_lazy(
        "Each of these joins the applications that wait for an answer, and the e-mail that confirms it is sent. The "
        "promised time counts from now."
    )
    form_class = forms.Form
    tray = True

    def why_not(self, application):
        return "" if application.state == State.SUSPECT and application.has_details else _("It is not in the tray.")

    def do(self, application):
        accept_suspect(application=application, user=self.request.user)

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        return ngettext(
            "%(number)d application was taken out of the tray.",
            "%(number)d applications were taken out of the tray.",
            num_parent_objects,
        ) % {"number": num_parent_objects}


class RefuseInBulk(ApplicationBulkAction):
    """Close applications in the tray."""

    action_type = "refuse"
    display_name = gettext_lazy("No person wrote this")
    aria_label = gettext_lazy("Close the selected applications: no person wrote them")
    explanation = gettext_lazy("Each of these is closed. Nobody is told, and the details are deleted in time.")
    form_class = forms.Form
    tray = True

    def why_not(self, application):
        return "" if application.state == State.SUSPECT and application.has_details else _("It is not in the tray.")

    def do(self, application):
        refuse_suspect(application=application, user=self.request.user)

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        return ngettext(
            "%(number)d application was closed.", "%(number)d applications were closed.", num_parent_objects
        ) % {"number": num_parent_objects}


def _numbers(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts[: MOST + 1]]
    except ValueError as error:
        raise Http404("No application has this number.") from error
