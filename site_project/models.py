from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Orderable, Page
from wagtail.search import index

from headless.blocks import BodyStreamBlock
from headless.documents import DocumentPageMixin
from headless.models import QuickExitMixin, safety_panel

from .uploads import clean_upload


class SiteImage(AbstractImage):
    """A picture of the library. What is stored holds no metadata: no place, no camera, no thumbnail, no comment."""

    credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("Who made the picture. Pages show their own credit line; this is for your records."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args, **kwargs):
        # Whichever door a file comes through (form, API, command, shell), it is cleaned before it is stored.
        if self.file and not self.file._committed and not getattr(self.file.file, "is_clean", False):
            self.file = clean_upload(self.file.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="site_project_one_rendition_per_spec"
            )
        ]


class HomePage(DocumentPageMixin, QuickExitMixin, Page):
    """The front page: what the organization does, and the one thing it asks for."""

    headline = models.CharField(
        _("headline"),
        max_length=120,
        blank=True,
        help_text=_("What you do, in large letters: “Nobody walks home alone”. Leave empty for the title."),
    )
    lead = models.TextField(
        _("lead"), max_length=400, help_text=_("What your organization does, in one or two plain sentences.")
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("At least 1920 pixels wide. Set the focal point in the picture's own form: crops keep it in view."),
    )
    hero_alt = models.CharField(
        _("alt text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. Leave empty if it is only decoration."),
    )
    hero_credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("Who made the picture."))
    action_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page the button opens"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The one thing you ask of readers, for example the sign-up for mentors."),
    )
    action_label = models.CharField(
        _("words on the button"), max_length=40, blank=True, help_text=_("What happens: “Become a mentor”.")
    )
    body = StreamField(
        BodyStreamBlock(),
        verbose_name=_("below the stories"),
        blank=True,
        help_text=_("Add blocks with the plus sign; each shows a preview before you choose it."),
    )

    page_description = _("The front page of the site in one language.")
    template = "second_chances/site_project/pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("hero_credit")],
            heading=_("Main picture"),
            icon="image",
        ),
        MultiFieldPanel(
            [PageChooserPanel("action_page"), FieldPanel("action_label")], heading=_("What you ask for"), icon="pick"
        ),
        InlinePanel(
            "featured",
            label=_("Story or program"),
            heading=_("Chosen stories and programs"),
            help_text=_("Shown first. Without any, the newest stories and programs stand here."),
        ),
        FieldPanel("body"),
        safety_panel,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("headline"),
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class FeaturedPage(Orderable):
    """A story or program that editors put on the front page. Readers get it in the language of that page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Readers get it in the language of this page, where it is translated."),
    )

    panels = [PageChooserPanel("page", ["sc_stories.StoryPage", "sc_programs.ProgramPage"])]

    class Meta(Orderable.Meta):
        verbose_name = _("chosen page")
        verbose_name_plural = _("chosen pages")


class ContentPage(DocumentPageMixin, QuickExitMixin, Page):
    """An ordinary page: about, privacy, contact."""

    intro = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("One or two sentences below the title.")
    )
    body = StreamField(
        BodyStreamBlock(),
        verbose_name=_("content"),
        blank=True,
        help_text=_("Add blocks with the plus sign; each shows a preview before you choose it."),
    )

    page_description = _("An ordinary page: about us, privacy, contact.")
    template = "second_chances/site_project/pages/content.html"
    parent_page_types = ["site_project.HomePage", "site_project.ContentPage"]
    subpage_types = ["site_project.ContentPage", "sc_volunteers.SignUpPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body"), safety_panel]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
