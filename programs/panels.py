"""How editors see programs: one tab for each thing they think about."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)

from headless.models import safety_panel


def program_index_panels(page):
    return [*page.content_panels, FieldPanel("intro"), safety_panel]


def program_tabs(page):
    content = [
        *page.content_panels,
        FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 3})),
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("hero_credit")],
            heading=_("Main picture"),
            icon="image",
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [InlinePanel("questions", label=_("Question and answer"))],
            heading=_("Questions and answers"),
            icon="help",
        ),
    ]
    facts = [
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("stages"), FieldPanel("is_sample")],
            heading=_("What kind of program"),
            icon="tag",
        ),
        MultiFieldPanel(
            [FieldPanel("delivery"), FieldPanel("place"), FieldPanel("schedule"), FieldPanel("languages")],
            heading=_("Where and when"),
            icon="calendar-alt",
        ),
        MultiFieldPanel(
            [
                FieldPanel("cost"),
                FieldPanel("cost_note"),
                FieldPanel("childcare"),
                FieldPanel("childcare_note"),
            ],
            heading=_("Cost and childcare"),
            icon="decimal",
        ),
        MultiFieldPanel(
            [InlinePanel("subjects", label=_("Subject"))], heading=_("What is taught"), icon="clipboard-list"
        ),
    ]
    joining = [
        MultiFieldPanel(
            [InlinePanel("eligibility", label=_("Sentence"))], heading=_("Who can take part"), icon="group"
        ),
        MultiFieldPanel(
            [FieldPanel("join_inside"), FieldPanel("join_outside")], heading=_("How to join"), icon="login"
        ),
        MultiFieldPanel(
            [PageChooserPanel("action_page"), FieldPanel("action_label")],
            heading=_("For those who want to help"),
            icon="pick",
        ),
        safety_panel,
    ]
    partners = [
        MultiFieldPanel(
            [FieldPanel("provider"), InlinePanel("partnerships", label=_("Partner"))],
            heading=_("Provider and partners"),
            icon="group",
        ),
        MultiFieldPanel(
            [FieldPanel("source_note"), InlinePanel("figures", label=_("Figure"))],
            heading=_("Sources"),
            icon="link-external",
            help_text=_("A number is published with its source and date, or not at all."),
        ),
    ]
    training = [
        MultiFieldPanel(
            [InlinePanel("training_modules", label=_("Module"))],
            heading=_("Training for mentors"),
            icon="clipboard-list",
            help_text=_("What mentors learn before they start. Leave empty if the program has no mentors."),
        )
    ]
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            ObjectList(facts, heading=_("Key facts")),
            ObjectList(joining, heading=_("Joining")),
            ObjectList(partners, heading=_("Partners and sources")),
            ObjectList(training, heading=_("Mentor training")),
            ObjectList(page.promote_panels, heading=_("Promote")),
            ObjectList(page.settings_panels, heading=_("Settings")),
        ]
    )
