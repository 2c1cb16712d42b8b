from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from headless.blocks import BodyStreamBlock
from headless.documents import DocumentPageMixin
from headless.fields import ChoicesField
from headless.models import QuickExitMixin

from .. import panels
from ..enums import Childcare, Cost, Delivery, Kind, Language, Stage

_SHORT_TEXT = ["bold", "italic", "ol", "ul", "link"]


class ProgramIndexPage(DocumentPageMixin, QuickExitMixin, Page):
    """All programs, to be found by what matters: kind, stage, place, language, cost."""

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Two or three sentences above the list: whom the programs are for, and how to choose."),
    )

    page_description = _("The list of all programs. Programs are created below it.")
    template = "second_chances/programs/pages/program_index.html"
    subpage_types = ["sc_programs.ProgramPage"]
    content_panels = panels.program_index_panels(Page)
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("program index")
        verbose_name_plural = _("program indexes")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.is_root()


class ProgramPage(DocumentPageMixin, QuickExitMixin, Page):
    """One program, with structure: readers compare programs by these facts, not by prose."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("One or two sentences: what happens, and for whom. Shown below the title and in lists."),
    )
    is_sample = models.BooleanField(
        _("sample program"),
        default=False,
        help_text=_("The page says that this is a sample and that nobody offers it."),
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
    hero_credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("Who made the picture, for example: Photograph by Ana Reyes."),
    )

    kind = models.CharField(
        _("kind"), max_length=24, choices=Kind.choices, help_text=_("What it mainly is. Readers choose by it.")
    )
    stages = ChoicesField(
        _("stage"),
        blank=True,
        choices=Stage.choices,
        help_text=_("Where a woman, or her family, is on the way. Several are fine; leave empty what you do not know."),
    )
    delivery = ChoicesField(
        _("how it is delivered"),
        blank=True,
        choices=Delivery.choices,
        help_text=_("How people take part. Several are fine."),
    )
    place = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("Town and state, or the facilities it runs in. Leave out what could endanger somebody."),
    )
    languages = ChoicesField(
        _("languages"), blank=True, choices=Language.choices, help_text=_("The languages it is offered in.")
    )
    schedule = models.CharField(
        _("when"),
        max_length=200,
        blank=True,
        help_text=_("For example: Tuesday evenings, twelve weeks. Next start: May."),
    )
    cost = models.CharField(
        _("cost"),
        max_length=20,
        choices=Cost.choices,
        default=Cost.UNKNOWN,
        help_text=_("What a woman pays to take part. “Please ask” if you do not know."),
    )
    cost_note = models.CharField(
        _("note on cost"), max_length=200, blank=True, help_text=_("For example: bus fares are paid.")
    )
    childcare = models.CharField(
        _("childcare"),
        max_length=20,
        choices=Childcare.choices,
        default=Childcare.UNKNOWN,
        help_text=_("Whether somebody looks after the children meanwhile."),
    )
    childcare_note = models.CharField(
        _("note on childcare"), max_length=200, blank=True, help_text=_("For example: for children from two to ten.")
    )

    join_inside = RichTextField(
        _("how a woman inside joins"),
        blank=True,
        features=_SHORT_TEXT,
        help_text=_("Whom she asks or writes to. She has no internet: give the address for letters."),
    )
    join_outside = RichTextField(
        _("how a woman outside joins"),
        blank=True,
        features=_SHORT_TEXT,
        help_text=_("The next step, and what happens after it."),
    )
    action_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page for the next step"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where whoever wants to help with this program goes on, for example a sign-up."),
    )
    action_label = models.CharField(
        _("words on the button"), max_length=40, blank=True, help_text=_("What happens: “Become a mentor”.")
    )
    provider = models.ForeignKey(
        "sc_programs.Partner",
        verbose_name=_("provider"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who runs the program. Leave empty if it is your own organization."),
    )
    source_note = RichTextField(
        _("where this information comes from"),
        blank=True,
        features=["italic", "link"],
        help_text=_("For a program of another organization: the source, and the day on which you read it."),
    )
    body = StreamField(
        BodyStreamBlock(),
        verbose_name=_("more about the program"),
        blank=True,
        help_text=_("What happens there, in your words. Add blocks with the plus sign; each shows a preview."),
    )

    page_description = _("One program: for whom, where, with whom, how to join, and what mentors learn.")
    template = "second_chances/programs/pages/program.html"
    parent_page_types = ["sc_programs.ProgramIndexPage"]
    subpage_types: list[str] = []
    edit_handler = panels.program_tabs(Page)
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("place"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("is_sample"),
        index.RelatedFields("subjects", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
