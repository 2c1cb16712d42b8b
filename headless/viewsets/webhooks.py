"""Webhooks in the admin: who is told of what happens, how it stands with each, and what was sent."""

import json

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Webhook
from ..models.webhooks import Preset
from ..webhooks.health import health_of
from .webhook_form import WebhookForm
from .webhook_page import ACTIONS, Rotate, Secret, WebhookPage

#: Where scripts run, the field is shown for this kind of receiver alone.
ONLY_GITHUB = {"preset": [Preset.GITHUB.value]}


class HealthColumn(Column):
    """A dot in a colour, and the same in words."""

    cell_template_name = "second_chances/headless/admin/webhook_health_cell.html"

    class Media:
        css = {"all": ["second_chances/admin.css"]}

    def get_value(self, instance):
        return health_of(instance)


class WebhookIndex(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().without_secrets()

    def get_edit_url(self, instance):
        """None, so that the name leads to what was sent: that is what staff come for. To edit is among the buttons."""
        return None

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if url := super().get_edit_url(instance):
            buttons.append(MenuItem(_("Edit"), url=url, icon_name="edit", priority=10))
        return buttons


class WebhookCreate(generic.CreateView):
    def get_success_url(self):
        return reverse("sc_webhooks:inspect", args=[self.object.pk])


class WebhookEdit(generic.EditView):
    """One that belongs to a front end is changed there."""

    def get_queryset(self):
        return Webhook.objects.without_secrets()

    def dispatch(self, request, *args, **kwargs):
        return _to_its_front_end(self, request) or super().dispatch(request, *args, **kwargs)

    def get_success_url(self):
        return reverse("sc_webhooks:inspect", args=[self.object.pk])


class WebhookDelete(generic.DeleteView):
    """One that belongs to a front end goes with its revalidation address."""

    def get_queryset(self):
        return Webhook.objects.without_secrets()

    def dispatch(self, request, *args, **kwargs):
        return _to_its_front_end(self, request) or super().dispatch(request, *args, **kwargs)


def _to_its_front_end(view, request):
    """There, for whoever may change this; None where there is none, and for everybody else."""
    front_end = view.get_object().front_end
    if front_end is None or not view.permission_policy.user_has_permission(request.user, "change"):
        return None
    said = _("“%(name)s” is told because its front end says so: change the revalidation address there.")
    messages.info(request, said % {"name": front_end.name})
    return redirect("sc_front_ends:edit", front_end.pk)


class WebhookViewSet(ModelViewSet):
    model = Webhook
    icon = "rotate"
    menu_label = gettext_lazy("Webhooks")
    add_to_settings_menu = True
    list_display = [
        "name",
        HealthColumn("health", label=gettext_lazy("How it stands")),
        Column("audience", label=gettext_lazy("Audience"), accessor="get_audience_display"),
        DateColumn("arrived_at", label=gettext_lazy("Last arrived")),
    ]
    list_filter = ["preset", "audience"]
    search_fields = ["name"]
    index_view_class = WebhookIndex
    add_view_class = WebhookCreate
    edit_view_class = WebhookEdit
    delete_view_class = WebhookDelete
    inspect_view_enabled = True
    inspect_view_class = WebhookPage
    inspect_template_name = "second_chances/headless/admin/webhook.html"
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            HelpPanel(template="second_chances/headless/admin/webhook_help.html"),
            FieldPanel("name"),
            FieldPanel("preset"),
            FieldPanel("address"),
            FieldPanel("token", attrs={"data-w-rules-target": "show", "data-w-rules": json.dumps(ONLY_GITHUB)}),
            FieldPanel("audience"),
            FieldPanel("events"),
            FieldPanel("together_seconds"),
        ],
        base_form_class=WebhookForm,
        attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
    )

    def get_urlpatterns(self):
        with_secret = {
            name: self.construct_view(view, **self.get_inspect_view_kwargs())
            for name, view in (("secret", Secret), ("rotate", Rotate))
        }
        actions = {name: view.as_view() for name, view in ACTIONS.items()} | with_secret
        return [
            *super().get_urlpatterns(),
            *(path(f"{name}/<int:pk>/", view, name=name) for name, view in actions.items()),
        ]
