"""What a story shows of a person, part by part, and what of it her consent does not cover."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from headless.blocks import parts_of
from headless.documents.pictures import fingerprint_of
from headless.enums import Element

from . import names
from .enums import Place
from .models.bases import Basis
from .models.people import Person
from .models.pictures import PictureElements

#: The fields of a story whose words readers get, beside its body.
WORDS = ("title", "seo_title", "standfirst", "search_description", "hero_alt", "hero_credit")


@dataclass
class Part:
    """A field or a block: where it is, in words, and what it shows. `block`: its place in the body, from 0."""

    where: str
    elements: set[str] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    field: str = ""
    block: int | None = None


@dataclass(frozen=True)
class Uncovered:
    """A part that shows what her consent does not cover."""

    part: Part
    elements: tuple[str, ...]

    @property
    def what(self) -> str:
        return ", ".join(str(element.label) for element in Element if element in self.elements)

    def __str__(self):
        return _("%(where)s: %(what)s.") % {"where": self.part.where, "what": self.what}


def parts(story: Any) -> Iterator[Part]:
    """Of a story page, or of anything that has its fields."""
    for name in WORDS:
        shows = set(story.standfirst_shows or ()) if name == "standfirst" else set()
        yield Part(_label(name), shows, texts=[getattr(story, name) or ""], field=name)
    yield Part(_("Address of the page"), texts=[story.slug or ""], field="slug")
    if story.hero_image:
        yield Part(_("Main picture"), set(story.hero_shows or ()), images={story.hero_image.pk}, field="hero_image")
    for found in parts_of(story.body):
        where = _("Block %(number)s, %(kind)s") % {"number": found.index + 1, "kind": found.label}
        yield Part(where, found.elements, found.images, found.texts, field="body", block=found.index)


def _label(name: str) -> str:
    from .models.pages import StoryPage

    label = str(StoryPage._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def uncovered(story: Any, basis: Basis | None, place: str) -> list[Uncovered]:
    """The parts of a story that show something her consent does not cover there, in their order.

    Words are looked through for her name; of everything else editors say what it shows. Two queries, or none where everything
    is covered.
    """
    withheld = basis.withheld(place) if basis else frozenset()
    hers = names_withheld(basis, place) if basis else []
    if not withheld and not hers:
        return []
    whole = Element.NAME not in withheld
    found = list(parts(story))
    of_pictures = PictureElements.of(pk for part in found for pk in part.images)
    result = []
    for part in found:
        shown = withheld & part.elements.union(*(of_pictures.get(pk, ()) for pk in part.images))
        if hers and _names_her(part, hers, whole):
            shown |= {Element.NAME.value}
        if shown:
            result.append(Uncovered(part, tuple(sorted(shown))))
    return result


def _names_her(part: Part, hers: list[str], whole: bool) -> bool:
    if part.field == "slug":
        return any(names.found_in_address(text, hers, whole=whole) for text in part.texts)
    return any(
        names.found_in(text, hers, whole=whole) or names.found_in_html(text, hers, whole=whole) for text in part.texts
    )


def names_withheld(basis: Basis, place: str, known: Iterable[str] | None = None) -> list[str]:
    """The names of hers that may not stand there: all of them where she did not agree to be named; else those by which she does not
    go any more, unless they are part of the one by which she does. Then only the whole name counts, and not its words.

    known: all of hers, where they are known already; else one query. None of a story of no real person.
    """
    if not basis.is_of_a_person or basis.person is None:
        return []
    known = list(names_of(basis.person) if known is None else known)
    if not basis.covers(Element.NAME, place):
        return known
    return [name for name in known if not names.is_within(name, basis.person.public_name)]


def names_of(person: Person | None) -> list[str]:
    """Every name that readers have known her by, or might have. One query."""
    return names_of_all([person] if person else []).get(person.pk if person else None, [])


def names_of_all(persons: Iterable[Person]) -> dict[int | None, list[str]]:
    """The same of several, by their number. One query."""
    found: dict[int | None, set[str]] = {person.pk: {person.public_name} for person in persons}
    if found:
        rows = Basis.objects.filter(person__in=found).exclude(public_name="").order_by().distinct()
        for pk, name in rows.values_list("person_id", "public_name"):
            found[pk].add(name)
    return {pk: sorted(filter(None, known)) for pk, known in found.items()}


def pictures_that_show(withheld: Iterable[str], story: Any) -> set[int]:
    """Of the pictures in a story, those of which the library says that they show one of these elements. One query."""
    withheld = set(withheld)
    images = {pk for part in parts(story) for pk in part.images}
    return {pk for pk, shown in PictureElements.of(images).items() if shown & withheld}


def fingerprint(story: Any, basis: Basis) -> str:
    """Changes with whatever a reader of our own site would see of a story: its words and pictures, what of them is left out,
    and her name. Not with the days of a consent: renewing one changes nothing that she saw. Two queries.
    """
    images = {pk for part in parts(story) for pk in part.images}
    pictures = get_image_model().objects.filter(pk__in=images).order_by("pk")
    fields = (*WORDS, "standfirst_shows", "hero_shows", "topics")
    seen = {
        "fields": {name: getattr(story, name) for name in fields},
        "date": str(story.date),
        "hero": story.hero_image_id,
        "body": [
            (child.block_type, _without_ids(child.block.get_prep_value(child.value))) for child in story.body or ()
        ],
        "pictures": [(picture.pk, fingerprint_of(picture)) for picture in pictures],
        "withheld": sorted(basis.withheld(Place.OWN)),
        "withheld_pictures": sorted(pictures_that_show(basis.withheld(Place.OWN), story)),
        "name": [basis.name_kind, basis.public_name],
    }
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()


def _without_ids(value: Any) -> Any:
    """A block's stored data without the numbers of its parts, which are made anew where some are missing."""
    if isinstance(value, dict):
        return {name: _without_ids(item) for name, item in value.items() if name != "id"}
    return [_without_ids(item) for item in value] if isinstance(value, list) else value
