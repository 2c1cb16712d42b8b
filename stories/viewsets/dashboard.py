"""Which stories need something from staff, on the first page of the admin."""

from wagtail.admin.ui.components import Component

from .. import queries

#: More than these nobody reads on a dashboard.
MOST = 8


class StoriesPanel(Component):
    name = "sc_stories"
    order = 140
    template_name = "second_chances/stories/admin/dashboard.html"

    class Media:
        css = {"all": ["second_chances/admin.css"]}

    def get_context_data(self, parent_context):
        ending = queries.bases_that_end()
        drafts = queries.drafts_without_basis()
        return {
            "lapsed": [item for item in ending if item.has_lapsed][:MOST],
            "ending": [item for item in ending if not item.has_lapsed][:MOST],
            "drafts": drafts[:MOST],
            "number_of_drafts": drafts.count(),
        }
