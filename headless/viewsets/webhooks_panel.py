"""On the first page of the admin: webhooks that paused by themselves, for whoever may change them."""

from wagtail.admin.ui.components import Component

from ..webhooks.health import paused_by_itself

PERMISSION = "sc_headless.change_webhook"


class WebhooksPanel(Component):
    name = "sc_webhooks"
    order = 145
    template_name = "second_chances/headless/admin/webhooks_paused.html"

    class Media:
        css = {"all": ["second_chances/admin.css"]}

    def get_context_data(self, parent_context):
        return {"webhooks": paused_by_itself()}
