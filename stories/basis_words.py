"""What a basis says, in words for staff."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from headless.enums import Element
from headless.gate import Audience
from headless.jobs.planned import REFUSED

from . import gate, shown
from .enums import BasisKind, Place
from .models.bases import Basis


@dataclass
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

    @cached_property
    def uncovered(self) -> list[shown.Uncovered]:
        """What the story shows, as it is before us, and may not on our own site: it cannot be published with it."""
        return self._uncovered(Place.OWN)

    @cached_property
    def left_out(self) -> list[shown.Uncovered]:
        """What partners do not get of it; empty if they get nothing at all."""
        return self._uncovered(Place.PARTNERS) if self.partners_get_it else []

    @property
    def partners_get_it(self) -> bool:
        return Audience.PARTNER in gate.periods_of([self.page]).get(self.page.pk, {})

    @property
    def keeps_partners_out(self) -> bool:
        """Whether it is the address alone, with her name in it."""
        agreed = self.basis is not None and Audience.PARTNER in self.basis.periods
        return agreed and not self.partners_get_it

    def _uncovered(self, place: str) -> list[shown.Uncovered]:
        if self.why_not:
            return []
        return shown.uncovered(self.page, self.basis, place)

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
    places = [str(place.label) for place in Place if basis.covered.get(place)]
    return _("Consent of a person, from %(start)s until %(end)s. %(places)s.") % {
        "start": date_format(basis.valid_from, "DATE_FORMAT"),
        "end": date_format(basis.valid_until, "DATE_FORMAT"),
        "places": ", ".join(places),
    }


def what_is_covered(basis: Basis) -> str:
    """What she agreed to, place by place, in one line."""
    return " ".join(
        _("%(place)s: %(elements)s.")
        % {
            "place": place.label,
            "elements": ", ".join(str(element.label) for element in Element if element in basis.covered[place]),
        }
        for place in Place
        if basis.covered.get(place)
    )


def how_she_is_called(basis: Basis) -> str:
    kind = basis.get_name_kind_display()
    return f"{basis.public_name} ({kind})" if basis.public_name and kind else basis.public_name or kind


def circumstances(basis: Basis) -> list[str]:
    """How a consent came about, in sentences. Confidential."""
    said = []
    if basis.how_obtained:
        said.append(_("How she said yes: %(how)s.") % {"how": basis.get_how_obtained_display()})
    if basis.language:
        said.append(_("Explained in: %(language)s.") % {"language": basis.language})
    if basis.read_back:
        said.append(_("It was read back to her."))
    if basis.ask_whom:
        said.append(_("She can ask: %(whom)s.") % {"whom": basis.ask_whom})
    if basis.is_client:
        said.append(_("She was a client then; told all the same because: %(why)s") % {"why": basis.client_reason})
    return said


@dataclass(frozen=True)
class Row:
    """One element, and at which places it may be shown, in the order of `Place`."""

    label: str
    cells: tuple[bool, ...]


def table_of(basis: Basis | None) -> list[Row]:
    """What is covered where; empty where there is no consent of a person."""
    if basis is None or not basis.is_of_a_person:
        return []
    return [Row(str(element.label), tuple(basis.covers(element, place) for place in Place)) for element in Element]
