"""What a basis says, in words for staff."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from headless.jobs.planned import REFUSED

from . import gate
from .enums import BasisKind
from .models.bases import Basis


@dataclass(frozen=True)
class Standing:
    """On what a story stands now."""

    page: Page
    basis: Basis | None

    @property
    def why_not(self) -> str:
        """Why it may not be public now; empty if it may."""
        return gate.why_not(self.basis)

    @property
    def what(self) -> str:
        return what_it_says(self.basis) if self.basis else ""

    @property
    def has_translations(self) -> bool:
        return Page.objects.filter(translation_key=self.page.translation_key).exclude(pk=self.page.pk).exists()

    @property
    def refused_schedule(self) -> PageLogEntry | None:
        """The last publication that was planned and refused, if nothing was recorded or published since."""
        entry = PageLogEntry.objects.filter(page=self.page.pk, action=REFUSED).order_by("-timestamp").first()
        if entry is None or (self.basis and self.basis.recorded_at > entry.timestamp):
            return None
        published = self.page.last_published_at
        return None if published and published > entry.timestamp else entry

    @property
    def refused_because(self) -> str:
        return self.refused_schedule.data.get("why", "") if self.refused_schedule else ""


def what_it_says(basis: Basis) -> str:
    """One sentence: what it is, for whom, and until when. Nothing in it is confidential."""
    if basis.kind == BasisKind.NO_PERSON:
        return _("No real person. %(nature)s.") % {"nature": basis.get_nature_display()}
    return _("Consent of a person, from %(start)s until %(end)s. %(audience)s.") % {
        "start": date_format(basis.valid_from, "DATE_FORMAT"),
        "end": date_format(basis.valid_until, "DATE_FORMAT"),
        "audience": basis.get_audience_display(),
    }
