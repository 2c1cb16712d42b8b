"""Lists that editors write on a program. They belong to its revisions: drafts, copies, previews and reverts hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

from ..enums import PartnerRole


class _EditorialList(TranslatableMixin, Orderable):
    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class Eligibility(_EditorialList):
    """Who can take part: one plain sentence each."""

    program = ParentalKey("sc_programs.ProgramPage", on_delete=models.CASCADE, related_name="eligibility")
    sentence = models.CharField(
        _("sentence"),
        max_length=250,
        help_text=_("One condition in plain words: “You are 18 or older.” Say “you”, and keep it short."),
    )

    class Meta(_EditorialList.Meta):
        verbose_name = _("who can take part")
        verbose_name_plural = _("who can take part")

    def __str__(self):
        return self.sentence


class Partnership(_EditorialList):
    """What one partner does for the program, and since when."""

    program = ParentalKey("sc_programs.ProgramPage", on_delete=models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(
        "sc_programs.Partner",
        verbose_name=_("partner"),
        # Not PROTECT: a draft that names a partner who is gone could not be opened again. `wagtail_hooks` refuses to
        # delete a partner in use.
        on_delete=models.CASCADE,
        related_name="partnerships",
        help_text=_("Partners are kept under Snippets, in the menu."),
    )
    role = models.CharField(
        _("role"), max_length=20, choices=PartnerRole.choices, help_text=_("What the partner does for this program.")
    )
    since = models.DateField(
        _("since"),
        null=True,
        blank=True,
        help_text=_("The month is enough: choose its first day. Readers see the year."),
    )

    class Meta(_EditorialList.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self):
        return f"{self.partner}: {self.get_role_display()}"


class Subject(_EditorialList):
    """Something that the program teaches, and the credential it leads to."""

    program = ParentalKey("sc_programs.ProgramPage", on_delete=models.CASCADE, related_name="subjects")
    name = models.CharField(
        _("what is taught"), max_length=120, help_text=_("For example: culinary arts, office skills, carpentry.")
    )
    credential = models.CharField(
        _("credential"),
        max_length=160,
        blank=True,
        help_text=_("The certificate or licence it leads to, and who grants it. Leave empty if there is none."),
    )

    class Meta(_EditorialList.Meta):
        verbose_name = _("what is taught")
        verbose_name_plural = _("what is taught")

    def __str__(self):
        return self.name


class TrainingModule(_EditorialList):
    """One part of the training that mentors get before they start."""

    program = ParentalKey("sc_programs.ProgramPage", on_delete=models.CASCADE, related_name="training_modules")
    title = models.CharField(_("title"), max_length=120, help_text=_("For example: Listening well."))
    minutes = models.PositiveIntegerField(
        _("length in minutes"), null=True, blank=True, help_text=_("How long it takes. Leave empty if it varies.")
    )
    aims = models.TextField(
        _("aims"), help_text=_("What a mentor can do afterwards. One aim on each line, beginning with a verb.")
    )
    description = RichTextField(
        _("description"),
        blank=True,
        features=["bold", "italic", "ol", "ul", "link"],
        help_text=_("How it is taught: role play, a film, a talk with a woman who was mentored."),
    )

    class Meta(_EditorialList.Meta):
        verbose_name = _("training module")
        verbose_name_plural = _("training modules")

    def __str__(self):
        return self.title


class Question(_EditorialList):
    """What people ask about the program."""

    program = ParentalKey("sc_programs.ProgramPage", on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(_("question"), max_length=250, help_text=_("As people ask it."))
    answer = RichTextField(
        _("answer"),
        features=["bold", "italic", "ol", "ul", "link"],
        help_text=_("Short and plain, to the person who asks."),
    )

    class Meta(_EditorialList.Meta):
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def __str__(self):
        return self.question


class Figure(_EditorialList):
    """A number that the page states. It needs a source and a date, or it is not published at all."""

    program = ParentalKey("sc_programs.ProgramPage", on_delete=models.CASCADE, related_name="figures")
    statement = models.CharField(
        _("statement"),
        max_length=300,
        help_text=_("The whole sentence, with the number and whom it counts: figures about men say nothing of women."),
    )
    source = models.CharField(
        _("source"), max_length=200, help_text=_("Who counted: author or organization, and the report's title.")
    )
    source_url = models.URLField(_("address of the source"), blank=True, help_text=_("Where readers can look it up."))
    source_date = models.DateField(_("date of the source"), help_text=_("When it was published, not when you read it."))

    class Meta(_EditorialList.Meta):
        verbose_name = _("figure with its source")
        verbose_name_plural = _("figures with their sources")

    def __str__(self):
        return self.statement
