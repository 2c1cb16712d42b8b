"""On the first page of the admin: webhooks that do not get through, for whoever may change them."""

from wagtail.admin.ui.components import Component

from ..webhooks.health import health_of, not_reached

PERMISSION = "sc_headless.change_webhook"


class WebhooksPanel(Component):
    name = "sc_webhooks"
    order = 145
    template_name = "second_chances/headless/admin/webhooks_not_reached.html"

    class Media:
        css = {"all": ["second_chances/admin.css"]}

    def get_context_data(self, parent_context):
        return {"webhooks": [(webhook, health_of(webhook)) for webhook in not_reached()]}
