from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Locale, TranslatableMixin
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

    def clean(self):
        super().clean()
        # The form has no language field, so Django leaves the constraint to the database: say it beside the slug.
        locale_id = self.locale_id or Locale.get_default().pk
        if Theme.objects.filter(locale_id=locale_id, slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another theme has this slug already. Choose a different one.")})
