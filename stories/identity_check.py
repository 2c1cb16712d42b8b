"""Whether what a story says could tell somebody who she is. Staff are warned before it is published, and never refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from headless.documents.words import plain
from headless.encryption import keyed_hash, keyed_hashes

from . import gate, identity, shown
from .enums import Clue
from .models import ConsentSettings, IdentityNote

#: What a find is hashed for.
_PURPOSE = "clue in a story"


@dataclass
class Line:
    """One clue: its words, and where on the page they stand."""

    clue: Clue
    words: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Together:
    """Clues enough to find her by, on one page."""

    lines: tuple[Line, ...]
    #: What was found, word for word; see `identity.Found.item`.
    found: frozenset[str]

    @property
    def clues(self) -> list[str]:
        return [line.clue.value for line in self.lines]

    @property
    def what(self) -> str:
        return ", ".join(str(line.clue.label) for line in self.lines)

    @property
    def items(self) -> list[str]:
        """For the database: the words themselves would outlive the page's text."""
        return sorted(_hash(item) for item in self.found)


def look_at(story: Any, page: Page) -> Together | None:
    """What stands together in a story, or in anything that has its fields; None if that is not enough to find her by, or if it
    tells of no real person. page: whose basis counts. Four queries at most.
    """
    basis = gate.current_basis(page) if page.pk else None
    if basis is not None and not basis.is_of_a_person:
        return None
    known = _known(shown.names_of(basis.person) if basis else [])
    lines: dict[str, Line] = {}
    found: set[identity.Found] = set()
    for part in shown.parts(story):
        for text in dict.fromkeys(plain(text) for text in part.texts):
            for item in identity.look(text, known):
                line = lines.setdefault(item.clue, Line(Clue(item.clue)))
                if item not in found and item.item not in {one.item for one in found}:
                    line.words.append(item.words)
                if part.where not in line.where:
                    line.where.append(part.where)
                found.add(item)
    if not identity.stand_together(found):
        return None
    ordered = tuple(lines[clue.value] for clue in Clue if clue.value in lines)
    return Together(ordered, frozenset(item.item for item in found))


def _known(names: Iterable[str]) -> identity.Known:
    kept = ConsentSettings.current()
    return identity.Known(
        names=tuple(names),
        towns=tuple(kept.lines_of("places")),
        facilities=tuple(kept.lines_of("facilities")),
        employers=tuple(kept.lines_of("employers")),
    )


def is_decided(page: Page, together: Together) -> bool:
    """Whether somebody has decided already that these may stand together, or more than these. One query."""
    notes = list(IdentityNote.objects.filter(page=page.pk).exclude(decision=""))
    if not notes:
        return False
    possible = [{digest.hex()[:32] for digest in keyed_hashes(item, purpose=_PURPOSE)} for item in together.found]
    return any(all(hashes & set(note.items) for hashes in possible) for note in notes)


def _hash(item: str) -> str:
    return keyed_hash(item, purpose=_PURPOSE).hex()[:32]
