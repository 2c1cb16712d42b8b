"""What is deleted when."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import queries
from .permissions import ForCoordinators


class RetentionPage(ForCoordinators, WagtailAdminTemplateMixin, TemplateView):
    """Shown before it happens; nothing can be done here."""

    page_title = _("What is deleted when")
    header_icon = "bin"
    template_name = "second_chances/volunteers/admin/retention.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=queries.retention_ahead(), now=timezone.now(), **kwargs)
