"""The host's own image model: one reason why the plugin's migrations must not name Wagtail's."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HostImage(AbstractImage):
    archive_number = models.CharField(max_length=20, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "archive_number")


class HostRendition(AbstractRendition):
    image = models.ForeignKey(HostImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="host_one_rendition")
        ]
