"""Her stories as she reads them on her own page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext
from wagtail.models import Page

from headless.enums import Element
from headless.gate import Audience

from ..actions.withdraw_as_herself import stories_of
from ..documents import title_for
from ..enums import Place
from ..models import Basis, Person
from .words import YOURS


@dataclass(frozen=True)
class Agreed:
    """Where, and to what."""

    place: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A story of hers."""

    key: UUID
    title: str
    is_published: bool
    taken_back: datetime | None
    agreed: tuple[Agreed, ...]
    #: The elements, anywhere.
    elements: frozenset[str]


def told_of(person: Person) -> list[Told]:
    """Her stories, titles as readers know them, in the language that is active where there is one."""
    bases = stories_of(person)
    pages: dict[UUID, list[Page]] = {}
    for page in Page.objects.filter(translation_key__in=bases, alias_of=None).select_related("locale").order_by("pk"):
        pages.setdefault(page.translation_key, []).append(page)
    counts = Basis.objects.newest(bases)
    found = []
    for key, basis in bases.items():
        # Staff may have recorded something else since, and published it.
        taken_back = basis.ended_at if counts[key].pk == basis.pk else None
        covered = {} if basis.ended_at else basis.covered or {}
        agreed = tuple(
            Agreed(str(place.label), tuple(str(YOURS[item]) for item in Element if item in covered[place]))
            for place in Place
            if covered.get(place)
        )
        elements = frozenset(element for names in covered.values() for element in names)
        here = pages.get(key, [])
        found.append(Told(key, _title(here), any(page.live for page in here), taken_back, agreed, elements))
    return found


def agreed_to(stories: list[Told]) -> set[str]:
    return {element for story in stories for element in story.elements}


def _title(pages: list[Page]) -> str:
    if not pages:
        return gettext("A story that is not written yet")
    mine = [page for page in pages if page.locale.language_code == get_language()] or pages
    return title_for(mine[0], Audience.OWN)
