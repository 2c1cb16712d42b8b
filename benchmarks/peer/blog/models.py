"""A story as Wagtail's own documentation builds one: StreamField, themes, a picture with renditions, API fields."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from rest_framework import serializers
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet


@register_snippet
class Theme(models.Model):
    name = models.CharField(max_length=60)
    slug = models.SlugField()

    def __str__(self):
        return self.name


class ThemeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Theme
        fields = ["name", "slug"]


class StoryIndexPage(Page):
    pass


class StoryPage(Page):
    standfirst = models.TextField()
    date = models.DateField()
    themes = ParentalManyToManyField(Theme)
    hero_image = models.ForeignKey("wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+")
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("text", blocks.RichTextBlock()),
            ("quote", blocks.StructBlock([("text", blocks.TextBlock()), ("attribution", blocks.CharBlock())])),
        ]
    )

    api_fields = [
        APIField("standfirst"),
        APIField("date"),
        APIField("themes", serializer=ThemeSerializer(many=True)),
        APIField("hero_small", serializer=ImageRenditionField("fill-640x360|format-webp", source="hero_image")),
        APIField("hero_large", serializer=ImageRenditionField("fill-1200x675|format-webp", source="hero_image")),
        APIField("body"),
    ]
