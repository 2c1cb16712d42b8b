from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from ..enums import PartnerKind


class Partner(TranslatableMixin, index.Indexed, models.Model):
    """A facility, non-profit, employer, agency or school that programs work with."""

    name = models.CharField(
        _("name"), max_length=160, help_text=_("As the partner writes it. Agree with them before you name them here.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PartnerKind.choices, help_text=_("What the partner is."))
    website = models.URLField(_("website"), blank=True, help_text=_("Its own front page."))

    panels = [FieldPanel("name"), FieldPanel("kind"), FieldPanel("website")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self):
        return self.name
