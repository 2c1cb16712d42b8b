from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index


class Theme(TranslatableMixin, index.Indexed, models.Model):
    """What a story is about: work, family, learning."""

    name = models.CharField(
        _("name"), max_length=60, help_text=_("One or two words that readers choose by: “Learning”.")
    )
    slug = models.SlugField(
        _("slug"), max_length=60, allow_unicode=True, help_text=_("How the theme is written in addresses.")
    )

    panels = [TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="sc_theme_slug_once_per_language")]

    def __str__(self):
        return self.name
