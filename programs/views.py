"""The program finder: what the index shows beyond its own data."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from headless.conf import conf
from headless.documents import Showing, read
from headless.documents.addresses import with_paths
from headless.schemas import Data

from .documents import FACETS, ProgramCard, ProgramData, ProgramIndexData
from .enums import Childcare, Cost, Delivery, Kind, Language, Stage

#: The words above each facet, and those of its values.
VOCABULARY: dict[str, tuple[Any, type[TextChoices]]] = {
    "stage": (_("For women"), Stage),
    "kind": (_("Kind of program"), Kind),
    "delivery": (_("How to take part"), Delivery),
    "language": (_("Language"), Language),
    "cost": (_("Cost"), Cost),
    "childcare": (_("Childcare"), Childcare),
}
#: Nobody looks for what is not known.
NOT_OFFERED = {Cost.UNKNOWN, Childcare.UNKNOWN}

Chosen = dict[str, list[str]]
Counts = dict[str, dict[str, int]]


class FacetChoice(Data):
    """One value of a facet, and how many programs it would show."""

    value: str
    label: str
    count: int
    chosen: bool
    #: The list without this value, for the mark that takes it back.
    without_url: str


class FinderFacet(Data):
    name: str
    label: str
    choices: tuple[FacetChoice, ...]

    @property
    def chosen(self) -> tuple[FacetChoice, ...]:
        return tuple(choice for choice in self.choices if choice.chosen)


class ProgramList(Data):
    """One page of the finder."""

    #: Of this page of the list itself.
    url: str
    programs: tuple[ProgramCard, ...]
    facets: tuple[FinderFacet, ...]
    total: int
    page: int
    pages: int
    previous_url: str
    next_url: str
    #: What was chosen, as a query: it means the same in every language.
    chosen_query: str

    @property
    def chosen(self) -> tuple[FacetChoice, ...]:
        return tuple(choice for facet in self.facets for choice in facet.chosen)


def program_finder(index: ProgramIndexData, showing: Showing) -> dict[str, Any]:
    """Context for the index: `list`, from `?stage=…&kind=…&page=…`; of several values of a facet a program has any.

    One query, or two where something is chosen. A value that no program can have is ignored; a page number out of range
    gives the nearest page.
    """
    chosen = _chosen(showing)
    listing = read.Listing(
        type="program",
        site_id=showing.site_id,
        locale=showing.locale,
        facets=chosen,
        sort=read.Sort("title", descending=False),
    )
    counts = _counts(listing) if chosen else {f.name: {v.value: v.count for v in f.values} for f in index.facets}
    # Each program is of one kind, and a facet's own choice does not narrow its counts.
    total = sum(number for value, number in counts["kind"].items() if value in chosen.get("kind", [value]))
    pages = max(1, -(-total // conf.PROGRAMS_PER_PAGE))
    number = showing.page_number(pages)
    rows, _more = read.page_of(listing, limit=conf.PROGRAMS_PER_PAGE, offset=(number - 1) * conf.PROGRAMS_PER_PAGE)
    return {
        "list": ProgramList(
            url=_url(index.url, chosen, number),
            programs=tuple(ProgramCard.of(ProgramData.model_validate_json(with_paths(row.body))) for row in rows),
            facets=tuple(facet for facet in _facets(index.url, chosen, counts) if facet.choices),
            total=total,
            page=number,
            pages=pages,
            previous_url=_url(index.url, chosen, number - 1) if number > 1 else "",
            next_url=_url(index.url, chosen, number + 1) if number < pages else "",
            chosen_query=_url("", chosen),
        )
    }


def _chosen(showing: Showing) -> Chosen:
    asked = {
        name: [value for value in values.values if value in set(showing.query.getlist(name))]
        for name, (_label, values) in VOCABULARY.items()
    }
    return {name: values for name, values in asked.items() if values}


def _counts(listing: read.Listing) -> Counts:
    found, _until = read.facets_of(listing, FACETS)
    return {name: {value: number for value, _label, number in items} for name, items in found.items()}


def _facets(url: str, chosen: Chosen, counts: Counts) -> list[FinderFacet]:
    return [
        FinderFacet(
            name=name,
            label=str(label),
            choices=tuple(
                FacetChoice(
                    value=value,
                    label=str(words),
                    count=counts[name].get(value, 0),
                    chosen=value in chosen.get(name, ()),
                    without_url=_url(url, {**chosen, name: [v for v in chosen.get(name, ()) if v != value]}),
                )
                for value, words in vocabulary.choices
                if value in chosen.get(name, ()) or (value in counts[name] and value not in NOT_OFFERED)
            ),
        )
        for name in FACETS
        for label, vocabulary in [VOCABULARY[name]]
    ]


def _url(url: str, chosen: Chosen, number: int = 1) -> str:
    parameters = [(name, value) for name, values in chosen.items() for value in values]
    parameters += [("page", str(number))] if number > 1 else []
    return f"{url}?{urlencode(parameters)}" if parameters else url
