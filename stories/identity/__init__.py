"""Finding, in plain words in English and Spanish, what together could tell somebody who a woman is, and where.

Knows no model: words in, finds out. It reads as an attentive stranger would, so it errs: it misses what is said in a roundabout
way, and takes some names for towns. One find means nothing; `stand_together` says when to look twice. Each pattern looks a bounded
way ahead, so the time grows with the words and not faster.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .. import names as finding
from .ages import ages_in
from .places import EMPLOYERS, FACILITIES, TOWNS, named_by
from .releases import releases_in

NAME, AGE, TOWN, FACILITY, EMPLOYER, RELEASE = "name", "age", "town", "facility", "employer", "release"
#: So many different clues on one page are too many. A public name is one of them, also a chosen one: nobody but she knows who
#: knows it. Two together are in most honest stories; a third makes of “a woman from Dayton who is 34” one woman.
TOO_MANY = 3


@dataclass(frozen=True)
class Found:
    """A clue, in the words that stand there."""

    clue: str
    words: str

    @property
    def item(self) -> str:
        """The same for the same words, however they are capitalized and accented."""
        letters = unicodedata.normalize("NFD", " ".join(self.words.split()).casefold())
        return f"{self.clue}:{''.join(letter for letter in letters if not unicodedata.combining(letter))}"


@dataclass(frozen=True)
class Known:
    """What need not be guessed: how readers know her, and words of the neighbourhood that staff keep."""

    names: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


def stand_together(found: Iterable[Found]) -> bool:
    """Whether these are clues enough to find her by."""
    return len({item.clue for item in found}) >= TOO_MANY


def look(text: str, known: Known = Known()) -> list[Found]:
    """The clues in a text, each once. What is a prison is no town as well, and where she works is none either."""
    found: dict[str, Found] = {}
    taken: list[tuple[int, int]] = []

    def note(clue: str, words: str) -> None:
        item = Found(clue, " ".join(words.split()).strip(" ,.;:"))
        found.setdefault(item.item, item)

    lists = ((FACILITY, known.facilities), (EMPLOYER, known.employers), (TOWN, known.towns), (NAME, known.names))
    for clue, listed in lists:
        for name in listed:
            if finding.found_in(text, [name]):
                note(clue, name)
    named = [*known.names, *known.facilities, *known.employers, *known.towns]
    for clue, patterns in ((FACILITY, FACILITIES), (EMPLOYER, EMPLOYERS), (TOWN, TOWNS)):
        for pattern in patterns:
            for match in pattern.finditer(text):
                start, end = match.span("found")
                if any(start < stop and begin < end for begin, stop in taken):
                    continue
                words = named_by(match["found"])
                if words and not finding.found_in(words, named):
                    note(clue, words)
                    taken.append((start, end))
    for words in ages_in(text):
        note(AGE, words)
    for words in releases_in(text):
        note(RELEASE, words)
    return list(found.values())


def summary(found: Iterable[Found]) -> list[tuple[str, list[str]]]:
    """By clue, in their order, the words that were found."""
    order = (NAME, AGE, TOWN, FACILITY, EMPLOYER, RELEASE)
    by_clue: dict[str, list[str]] = {}
    for item in found:
        by_clue.setdefault(item.clue, []).append(item.words)
    return [(clue, by_clue[clue]) for clue in order if clue in by_clue]
