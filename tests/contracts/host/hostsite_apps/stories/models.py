"""An app of the host that is labelled `stories`, like one of the plugin's packages."""

from django.db import models


class StoryPage(models.Model):
    """Named like a page type of the plugin, too."""

    title = models.CharField(max_length=80)

    def __str__(self):
        return self.title
