"""The columns of a list of applications."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn

from ..models import Application
from .waiting import wait_of

OBJECT_TYPE = "application"


class WaitingColumn(Column):
    """How long somebody waits, said in words; colour only adds to them."""

    cell_template_name = "second_chances/volunteers/admin/waiting_cell.html"

    def get_value(self, application):
        return wait_of(application)


def name_of(application: Application) -> str:
    """The name, or words for why there is none."""
    return application.name if application.has_details else _("Details deleted")


def columns(*, tray: bool, selectable: bool) -> list:
    """For the list, or for the tray; with boxes to select where something can be done with a selection."""
    boxes = [BulkActionsCheckboxColumn("select", obj_type=OBJECT_TYPE)] if selectable else []
    name = TitleColumn(
        "name",
        label=gettext_lazy("Name"),
        accessor=name_of,
        get_url=lambda application: reverse("sc_applications:inspect", args=[application.pk]),
        get_title_id=lambda application: f"{OBJECT_TYPE}_{application.pk}_title",
    )
    form = Column("form", label=gettext_lazy("Form"), accessor=lambda application: _form_of(application))
    sent = DateColumn("submitted_at", label=gettext_lazy("Sent"), sort_key="submitted_at")
    if tray:
        why = Column("suspicion", label=gettext_lazy("Why it is here"), accessor="get_suspicion_display")
        return [*boxes, name, form, why, sent]
    state = StatusTagColumn(
        "state",
        label=gettext_lazy("State"),
        accessor="get_state_display",
        sort_key="state",
        primary=lambda application: application.is_waiting,
    )
    waiting = WaitingColumn("waiting", label=gettext_lazy("Waiting for an answer"), sort_key="answer_by")
    return [*boxes, name, form, state, sent, waiting]


def _form_of(application: Application) -> str:
    return _("%(title)s, version %(number)d") % {"title": application.form.title, "number": application.form.number}
