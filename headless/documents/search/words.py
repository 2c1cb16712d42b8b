"""From text to what is compared: words without accents, reduced to their stems.

Both engines and the highlighter use these, so that they agree on what is the same word. Who changes anything here, or
takes a newer snowballstemmer, rebuilds the documents: what is indexed must have been made the same way.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

#: Languages by the first part of a locale. Words of any other are compared as they are.
LANGUAGES = {"en": "english", "es": "spanish"}
PLAIN = ""
EVERY_LANGUAGE = (*LANGUAGES.values(), PLAIN)

MOST_CHARACTERS = 100_000
MOST_CHARACTERS_ASKED = 1_000
MOST_WORDS_ASKED = 12
LONGEST_WORD = 60
#: From so many letters on, the last word asked for also finds longer ones: shorter, and half the vocabulary begins so.
SHORTEST_BEGINNING = 3

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_IRREGULAR = {"english": {"woman": "women", "man": "men", "child": "children"}}
_PLURAL_OF_SHORT_SPANISH_WORD = re.compile(r"(?<=[aeo])s$")


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Left out of a question that has other words: they are in every text, or by chance in none.
_COMMON = {
    "english": _set_of(
        "a about after all am an and any are as at be been but by can did do does for from had has have he her his how "
        "i if in into is it its me my no not of on or our out s she so than that the their them then there they this to "
        "up us was we were what when where which who why will with you your"
    ),
    "spanish": _set_of(
        "a al algo ante antes como con cual cuando de del desde donde e el ella ellas ellos en entre era es esa ese eso "
        "esta este esto fue ha hay la las le les lo los mas me mi muy no nos o para pero por porque que quien se ser si "
        "sin sobre son su sus tambien te un una uno unos unas y ya yo"
    ),
    PLAIN: frozenset(),
}

_of_this_thread = threading.local()


@dataclass(frozen=True)
class Asked:
    """One word of a question: what it is in each language that may be meant, and what longer words begin with."""

    stems: tuple[str, ...]
    beginning: str = ""

    def is_met_by(self, stem: str) -> bool:
        return stem in self.stems or bool(self.beginning and stem.startswith(self.beginning))


def language_of(locale: str | None) -> str:
    return LANGUAGES.get((locale or "").lower().replace("_", "-").split("-")[0], PLAIN)


def languages_of(locale: str | None) -> tuple[str, ...]:
    """The languages that a question may be in: any, when nobody said which."""
    return (language_of(locale),) if locale else EVERY_LANGUAGE


def composed(text: str) -> str:
    """As much of a text as is searched, each accent with its letter in one character."""
    return unicodedata.normalize("NFC", text[:MOST_CHARACTERS])


def each_word(text: str) -> Iterator[str]:
    return (match[0] for match in WORD.finditer(composed(text)))


def fold(word: str) -> str:
    """Without accents, upper case or anything but letters and digits."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in plain if character.isalnum())


@lru_cache(maxsize=30_000)
def stem(word: str, language: str) -> str:
    """What a word has in common with its other forms, without accents. May be empty."""
    word = word[:LONGEST_WORD].lower().replace("’", "'")
    word = _IRREGULAR.get(language, {}).get(word, word)
    if language:
        word = _stemmer(language).stemWord(word)
    if language == "spanish":
        # Again, or “mujeres” gives “mujer”, and “mujer” something else; and it leaves “años” as it is.
        word = _PLURAL_OF_SHORT_SPANISH_WORD.sub("", _stemmer(language).stemWord(word))
    return fold(word)[:LONGEST_WORD]


def _stemmer(language: str):
    """Each thread has its own: a stemmer keeps the word that it works on."""
    stemmers = _of_this_thread.__dict__
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(language)
    return stemmers[language]


def stems(text: str, language: str) -> list[str]:
    """Of every word of a text, in order."""
    return [found for found in (stem(word, language) for word in each_word(text)) if found]


def asked(query: str, locale: str | None) -> list[Asked]:
    """What a question asks for: all of these words. Nothing, if it has no word."""
    typed = list(each_word(query[:MOST_CHARACTERS_ASKED]))
    languages = languages_of(locale)
    telling = [word for word in typed if not any(fold(word) in _COMMON[language] for language in languages)]
    found = {}
    for word in (telling or typed)[:MOST_WORDS_ASKED]:
        if forms := tuple(dict.fromkeys(filter(None, (stem(word, language) for language in languages)))):
            found[forms] = fold(word)[:LONGEST_WORD]
    *_, last = found or [None]
    return [
        Asked(forms, folded if forms == last and len(folded) >= SHORTEST_BEGINNING else "")
        for forms, folded in found.items()
    ]


def vocabulary(stems: Iterable[str]) -> list[str]:
    """Of these, what a mistyped word can have been meant for: neither numbers nor scraps. Sorted, each once."""
    return sorted({found for found in stems if can_be_mistyped(found)})


def can_be_mistyped(stem: str) -> bool:
    return 3 <= len(stem) <= 40 and stem.isalpha()
