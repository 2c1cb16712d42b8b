"""What staff set once for a whole site, whatever its language."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.permission_policies.sites import SitePermissionPolicy

#: Nothing in it surprises whoever looks over a reader's shoulder.
EXIT_URL = "https://www.weather.gov/"

_https = URLValidator(schemes=["https"], message=_("Write the whole address, beginning with https://."))


class _ForAllSites(SitePermissionPolicy):
    """Whether somebody may change the settings of any site is asked on every page of the admin, for its menu: permissions
    for all sites are known by then, those for single ones would cost each page a query. Who has only these goes by address.
    """

    def user_has_any_permission(self, user, actions):
        return user.is_authenticated and user.is_active and self._user_has_global_permission(user, actions)


class SiteSettings(BaseSiteSetting):
    """The organization, the one thing it asks of readers, and where the exit button leads."""

    organization_name = models.CharField(
        _("name of the organization"),
        max_length=120,
        blank=True,
        help_text=_("As it stands in your bylaws. Leave empty if the site has the same name."),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Stands at the foot of every page."))
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.TextField(
        _("address for letters"),
        max_length=300,
        blank=True,
        help_text=_("As on an envelope. Women inside write letters: they need it."),
    )
    proof_address = models.TextField(
        _("address for answers to proofs"),
        max_length=300,
        blank=True,
        help_text=_(
            "Where a woman sends back the proof of her story. It stands on the outside of the letter, and others may see it: a "
            "post office box and a neutral name are best. Leave empty to use the address above."
        ),
    )
    links = models.TextField(
        _("elsewhere on the web"),
        blank=True,
        help_text=_("Other pages of your own, such as the register of charities: one address on each line."),
    )
    next_step_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("what you ask of readers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("One page, such as a sign-up. It stands below every story, in the reader’s language."),
    )
    exit_url = models.URLField(
        _("where the exit button leads"),
        default=EXIT_URL,
        validators=[_https],
        help_text=_(
            "A page that surprises nobody who looks over a reader’s shoulder: weather, news. The button stands on the "
            "pages that ask for it under “Safety”."
        ),
    )

    exit_urls = models.TextField(
        _("in other languages"),
        blank=True,
        help_text=_("Where it leads readers of another language: “es https://…”, one language on each line."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("organization_name"),
                FieldPanel("email"),
                FieldPanel("telephone"),
                FieldPanel("address"),
                FieldPanel("proof_address"),
                FieldPanel("links"),
            ],
            heading=_("Organization"),
            icon="home",
        ),
        MultiFieldPanel([PageChooserPanel("next_step_page")], heading=_("What readers do next"), icon="pick"),
        MultiFieldPanel([FieldPanel("exit_url"), FieldPanel("exit_urls")], heading=_("Safety"), icon="warning"),
    ]

    class Meta:
        verbose_name = _("organization and safety")
        verbose_name_plural = verbose_name

    @classmethod
    def get_permission_policy(cls):
        return _ForAllSites(cls)

    def clean(self):
        super().clean()
        for number, line in enumerate(_lines(self.links), start=1):
            parts = urlsplit(line)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValidationError(
                    {
                        "links": gettext("Line %(number)d, “%(line)s”, is no address. Begin it with https://.")
                        % {"number": number, "line": line[:80]}
                    }
                )

        for number, line in enumerate(_lines(self.exit_urls), start=1):
            _language, _space, url = line.partition(" ")
            try:
                _https(url.strip())
            except ValidationError as error:
                raise ValidationError(
                    {
                        "exit_urls": gettext(
                            "Line %(number)d, “%(line)s”: write the language and an address, such as “es https://…”."
                        )
                        % {"number": number, "line": line[:80]}
                    }
                ) from error

    def lines_of_links(self) -> list[str]:
        return _lines(self.links)

    def exit_url_in(self, language: str) -> str:
        """Where the exit button leads readers of this language."""
        others = dict(line.split(None, 1) for line in _lines(self.exit_urls))
        return others.get(language, self.exit_url)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class QuickExitMixin(models.Model):
    """For page types whose pages can carry the exit button. Put it before `Page` in the bases."""

    exit_button = models.BooleanField(
        _("exit button"),
        default=False,
        help_text=_(
            "For pages that could endanger whoever is seen reading them. A button, or Shift pressed three times, puts "
            "another site in place of the page at once."
        ),
    )

    class Meta:
        abstract = True


safety_panel = MultiFieldPanel([FieldPanel("exit_button")], heading=_("Safety"), icon="warning")
