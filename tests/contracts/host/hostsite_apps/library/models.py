"""The host's own image model, one reason why the plugin's migrations must not name Wagtail's; and a page type of its own."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from headless.documents import DocumentPageMixin


class HostImage(AbstractImage):
    archive_number = models.CharField(max_length=20, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "archive_number")


class HostRendition(AbstractRendition):
    image = models.ForeignKey(HostImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="host_one_rendition")
        ]


class EventPage(DocumentPageMixin, Page):
    place = models.CharField(max_length=80)

    template = "library/event.html"
    content_panels = [*Page.content_panels, FieldPanel("place")]
