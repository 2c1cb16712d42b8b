from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from headless.fields import ChoicesField, synchronized

from ..enums import Topic


class HelpLine(TranslatableMixin, index.Indexed, models.Model):
    """Where somebody can turn whom a story has upset. It stands below the topics that it helps with."""

    name = models.CharField(_("name"), max_length=80, help_text=_("As the help line calls itself."))
    telephone = models.CharField(_("telephone"), max_length=40, blank=True, help_text=_("The number to call."))
    website = models.URLField(
        _("website"), blank=True, help_text=_("The help line’s own page. Take number and hours from there.")
    )
    note = models.CharField(
        _("what a caller should know"),
        max_length=160,
        blank=True,
        help_text=_("Hours, languages, whether it is free: “Free, day and night, in English and Spanish.”"),
    )
    topics = ChoicesField(
        _("topics"),
        blank=True,
        choices=Topic.choices,
        help_text=_("Stories that speak of these show it. Without any, it is shown where no other help line fits."),
    )
    checked_on = models.DateField(
        _("checked on"),
        default=timezone.localdate,
        help_text=_("When somebody last made sure that the number is right. Readers see it."),
    )

    override_translatable_fields = synchronized("telephone", "topics", "checked_on")

    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("telephone"), FieldPanel("website"), FieldPanel("note"), FieldPanel("checked_on")],
            heading=_("How to reach it"),
            icon="comment",
        ),
        FieldPanel("topics"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["name"]

    def __str__(self):
        return self.name
