from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from headless.blocks import LongReadStreamBlock
from headless.documents import DocumentPageMixin, refresh
from headless.enums import SHOWN
from headless.fields import ChoicesField, synchronized
from headless.models import QuickExitMixin

from .. import gate, panels
from ..enums import Topic
from ..forms import StoryPageForm


class StoryIndexPage(DocumentPageMixin, QuickExitMixin, Page):
    """All stories, newest first."""

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Two or three sentences above the list: whose stories these are, and how they came about."),
    )

    page_description = _("The list of all stories. Stories are created below it.")
    template = "second_chances/stories/pages/story_index.html"
    subpage_types = ["sc_stories.StoryPage"]
    content_panels = panels.story_index_panels(Page)
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("story index")
        verbose_name_plural = _("story indexes")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.is_root()


class StoryPage(DocumentPageMixin, QuickExitMixin, Page):
    """One woman's story, as she agreed to have it told."""

    standfirst = models.TextField(
        _("standfirst"),
        max_length=400,
        help_text=_("One or two sentences below the title, and on the card in lists. Say what the story is about."),
    )
    standfirst_shows = ChoicesField(
        _("what of her the standfirst tells"),
        blank=True,
        choices=SHOWN,
        help_text=_(
            "Where her consent does not cover it, the standfirst and the description for search engines are left out. Her name is "
            "found by itself; keep everything else out of the title."
        ),
    )
    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("Shown with the story. Lists are sorted by it.")
    )
    themes = ParentalManyToManyField(
        "sc_stories.Theme",
        verbose_name=_("themes"),
        blank=True,
        related_name="stories",
        help_text=_("What the story is about. Readers find stories by theme."),
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "At least 1920 pixels wide. Set the focal point in the picture's own form: crops keep it in view. "
            "Avoid bars, handcuffs and barbed wire."
        ),
    )
    hero_alt = models.CharField(
        _("alt text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. Leave empty if it is only decoration."),
    )
    hero_credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("Who made the picture, for example: Photograph by Ana Reyes."),
    )
    hero_shows = ChoicesField(
        _("what of her the picture shows"),
        blank=True,
        choices=SHOWN,
        help_text=_("Tick what can be seen. Where her consent does not cover it, the picture is left out."),
    )
    body = StreamField(
        LongReadStreamBlock(),
        verbose_name=_("story"),
        blank=True,
        help_text=_("Add blocks with the plus sign; each shows a preview before you choose it."),
    )
    topics = ChoicesField(
        _("topics"),
        blank=True,
        choices=Topic.choices,
        help_text=_(
            "What may hurt a reader who has lived it. The story says so before it begins, with a help line below."
        ),
    )
    related_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("related page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where readers go on after the story: a program, a sign-up, another story."),
    )

    page_description = _("One woman's story: text, quotes, pictures, questions and answers.")
    template = "second_chances/stories/pages/story.html"
    parent_page_types = ["sc_stories.StoryIndexPage"]
    subpage_types: list[str] = []
    content_panels = panels.story_panels(Page)
    base_form_class = StoryPageForm
    override_translatable_fields = synchronized("themes", "topics", "exit_button", "standfirst_shows", "hero_shows")
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def save(self, clean=True, user=None, log_action=False, **kwargs):
        """As Wagtail's; raises `gate.NotPublic` where that would put something live on no valid basis (see `gate.admit`)."""
        options = {"clean": clean, "user": user, "log_action": log_action, **kwargs}
        if not gate.concerns(self, kwargs.get("update_fields")):
            gate.keep_as_draft(self)
            return super().save(**options)
        with transaction.atomic():
            options["update_fields"] = gate.admit(self, kwargs.get("update_fields"))
            result = super().save(**options)
            if not self.live:  # it was an alias until now
                refresh.pages_changed([self.pk])
        return result
