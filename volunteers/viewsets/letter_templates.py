"""Letters that coordinators write often."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from headless.logs import reported_without_values

from ..admin_forms import LetterTemplateForm
from ..models import LetterTemplate


class LetterTemplateViewSet(ModelViewSet):
    """Wagtail's own pages: who may add, change or delete templates is a permission of the model for each."""

    model = LetterTemplate
    icon = "edit"
    menu_label = _("Letter templates")
    list_display = ["title", "language", "subject"]
    list_filter = ["language"]
    search_fields = ["title", "subject", "text"]
    ordering = ["language", "title"]
    copy_view_enabled = True
    add_to_reference_index = False

    def construct_view(self, view_class, **kwargs):
        # A template is often begun with a letter to somebody.
        return reported_without_values(super().construct_view(view_class, **kwargs))

    def get_form_class(self, for_update=False):
        return LetterTemplateForm
