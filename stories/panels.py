"""How editors see stories: grouped as they think."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel


def story_index_panels(page):
    return [*page.content_panels, FieldPanel("intro")]


def story_panels(page):
    return [
        *page.content_panels,
        FieldPanel("standfirst", widget=forms.Textarea(attrs={"rows": 3})),
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("hero_credit")],
            heading=_("Main picture"),
            icon="image",
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("date"),
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
                FieldPanel("is_sample"),
            ],
            heading=_("About this story"),
            icon="tag",
        ),
        MultiFieldPanel([PageChooserPanel("related_page")], heading=_("What readers do next"), icon="link"),
    ]
