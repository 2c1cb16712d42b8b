"""What of consents waits for staff, on the first page of the admin: the top of the queue."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from .. import consent_queue, mails

#: More than these nobody reads on a dashboard.
MOST = 8


class StoriesPanel(Component):
    name = "sc_stories"
    order = 140
    template_name = "second_chances/stories/admin/dashboard.html"

    class Media:
        css = {"all": ["second_chances/admin.css"]}

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        urgent = consent_queue.queue_for(self.user).urgent
        return {
            "needs": urgent[:MOST],
            "number": len(urgent),
            "queue_url": reverse("sc_stories_queue"),
            "not_reached": mails.not_reached(),
        }
