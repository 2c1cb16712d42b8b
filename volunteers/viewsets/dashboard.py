"""Who waits for an answer, on the first page of the admin."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.admin.ui.components import Component

from .. import queries


@dataclass(frozen=True)
class Bar:
    """How many wait for an answer to one form, in whole parts of a thousand of the longest bar."""

    waiting: queries.Waiting
    in_time: int
    late: int


class WaitingPanel(Component):
    """Numbers only: what is personal is one click and a permission away."""

    name = "sc_waiting"
    order = 150
    template_name = "second_chances/volunteers/admin/dashboard.html"

    class Media:
        css = {"all": ["second_chances/admin.css"]}

    def get_context_data(self, parent_context):
        forms = queries.waiting_by_form()
        index = reverse("sc_applications:index")
        return {
            "bars": _bars(forms),
            "number": sum(form.number for form in forms),
            "late": sum(form.late for form in forms),
            "longest": max((form.days for form in forms), default=0),
            "suspects": queries.number_of_suspects(),
            "failed_mails": queries.failed_mails().count(),
            "late_url": f"{index}?waiting=late",
            "waiting_url": f"{index}?state=received&state=reading",
            "failed_url": f"{index}?mail=failed",
            "tray_url": reverse("sc_applications:tray"),
            "index_url": index,
        }


def _bars(forms: list[queries.Waiting]) -> list[Bar]:
    most = max((form.number for form in forms), default=1)
    return [Bar(waiting=form, in_time=form.in_time * 1000 // most, late=form.late * 1000 // most) for form in forms]
