"""What staff set once about consents, for all sites."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting


class ConsentSettings(BaseGenericSetting):
    """Who is reminded of consents, and which words of the neighbourhood give a woman away."""

    reminded = models.ForeignKey(
        Group,
        verbose_name=_("who is reminded by mail"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Of consents that end, and of dates in her life. Only those of the group who may record a basis get mail. Leave empty "
            "for everybody who may."
        ),
    )
    places = models.TextField(
        _("towns and neighbourhoods"),
        blank=True,
        help_text=_(
            "One on each line. Where a story names one, the editor counts it among what could give a woman away."
        ),
    )
    facilities = models.TextField(
        _("prisons and jails"), blank=True, help_text=_("One on each line, also short names such as “the Farm”.")
    )
    employers = models.TextField(
        _("employers"), blank=True, help_text=_("One on each line: those who employ women you work with.")
    )

    panels = [
        MultiFieldPanel([FieldPanel("reminded")], heading=_("Reminders"), icon="mail"),
        MultiFieldPanel(
            [FieldPanel("places"), FieldPanel("facilities"), FieldPanel("employers")],
            heading=_("Words that could give a woman away"),
            icon="view",
        ),
    ]

    class Meta:
        verbose_name = _("consents and identity")
        verbose_name_plural = verbose_name
        default_permissions = ("change",)

    @classmethod
    def current(cls) -> "ConsentSettings":
        """What is set, or else the defaults. One query; it writes nothing."""
        return cls.objects.order_by("pk").first() or cls()

    def lines_of(self, name: str) -> list[str]:
        return [line.strip() for line in getattr(self, name).splitlines() if line.strip()]
