"""What coordinators find in the sidebar; each item only for those who may use it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.permissions import policy_registry

from ..models import LetterTemplate
from .permissions import VIEW


class CoordinatorsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(VIEW)


class LetterTemplatesMenuItem(MenuItem):
    def is_shown(self, request):
        policy = policy_registry.get_by_type(LetterTemplate)
        return policy.user_has_any_permission(request.user, ["add", "change", "delete", "view"])


def volunteers_menu() -> SubmenuMenuItem:
    items = [
        CoordinatorsMenuItem(
            gettext_lazy("Applications"),
            reverse("sc_applications:index"),
            name="sc-applications",
            icon_name="mail",
            order=10,
        ),
        CoordinatorsMenuItem(
            gettext_lazy("Tray"),
            reverse("sc_applications:tray"),
            name="sc-tray",
            icon_name="warning",
            order=20,
        ),
        LetterTemplatesMenuItem(
            gettext_lazy("Letter templates"),
            reverse("sc_letter_templates:index"),
            name="sc-letter-templates",
            icon_name="edit",
            order=30,
        ),
        CoordinatorsMenuItem(
            gettext_lazy("What is deleted when"),
            reverse("sc_applications:retention"),
            name="sc-retention",
            icon_name="bin",
            order=40,
        ),
    ]
    return SubmenuMenuItem(
        gettext_lazy("Volunteers"), Menu(items=items), name="sc-volunteers", icon_name="group", order=130
    )
