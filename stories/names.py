"""Finding a name in words, and putting others in its place. Knows no model: words in, words out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote

_TAG = re.compile(r"(<[^>]*>)")
_LINK = re.compile(r"</?a(?:\s[^>]*)?>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|abbr|b|em|i|s|span|strong|u)[\s>]", re.IGNORECASE)
_BREAK = re.compile(r"<br[\s/>]", re.IGNORECASE)
#: What parts words in an address.
_PARTS = re.compile(r"[-_/.+%]+")
#: What nobody sees between two letters: soft hyphens, spaces without width.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
#: So much of what came before tells whether a sentence begins.
_ENOUGH = 40
#: What may stand between the end of a sentence and the first word of the next.
_OPENING = " \t\r\n\xa0“”\"'‘’«»(¿¡"
_MARKS = "[\u0300-\u036f]*"
#: A word of a longer name counts by itself from so many letters on, where it is written with a capital.
_LONG_ENOUGH = 3


def found_in(text: str, names: Iterable[str], *, whole: bool = False) -> bool:
    """Whether one of these names, or a word of one, stands in it as a word of its own, however it is accented or capitalized.

    A word alone counts only with a capital: “Hope” in a name is not the hope of a sentence. whole: and not at all.
    """
    pattern = _pattern(tuple(sorted(set(names))), whole)
    return bool(pattern and pattern.search(unescape(text).translate(_UNSEEN)))


def found_in_html(html: str, names: Iterable[str], *, whole: bool = False) -> bool:
    """The same of HTML as a reader sees it: a name with tags within it, too."""
    pattern = _pattern(tuple(sorted(set(names))), whole)
    return bool(pattern and any(pattern.search(line.text) for line in _lines(_TAG.split(html))))


def found_in_address(text: str, names: Iterable[str], *, whole: bool = False) -> bool:
    """The same of a slug or an address, where hyphens and the like part words, nothing has a capital, and “Zuleika’s” has become
    “zuleikas”."""
    written = {form for name in names for form in (_PARTS.sub(" ", name), _PARTS.sub(" ", _as_slug(name)))}
    if not whole:
        words = (word for name in names if len(name.split()) > 1 for word in name.split() if _is_a_name(word))
        written |= {form for word in words if len(word) > _LONG_ENOUGH for form in (word, _as_slug(word))}
    written |= {f"{form}s" for form in written if form.strip()}
    return any(found_in(_PARTS.sub(" ", form), written, whole=True) for form in (text, unquote(text)))


def is_within(name: str, longer: str) -> bool:
    """Whether a name is another one, or some words of it."""
    return f" {' '.join(name.split()).casefold()} " in f" {' '.join(longer.split()).casefold()} "


def replaced(text: str, names: Iterable[str], words: str, *, whole: bool = False) -> str:
    """Plain text with `words` in place of these names; with a capital where a sentence begins."""
    pattern = _pattern(tuple(sorted(set(names))), whole)
    seen = text.translate(_UNSEEN)
    if not pattern or not pattern.search(seen):
        return text
    return pattern.sub(lambda found: _fitting(words, seen[: found.start()]), seen)


def replaced_in_html(html: str, names: Iterable[str], words: str, *, whole: bool = False) -> str:
    """The same of HTML, also where tags stand within a name. Where an attribute holds the name, such as an address, the links of
    this text become plain words."""
    names = tuple(names)
    pattern = _pattern(tuple(sorted(set(names))), whole)
    parts = _TAG.split(html)
    if any(part.startswith("<") and found_in_address(part, names, whole=whole) for part in parts):
        parts = _TAG.split(_LINK.sub("", html))
    for line in _lines(parts) if pattern else ():
        line.replace(pattern, words)
    return "".join(parts)


class _Line:
    """What is read without a break: the texts between tags that part no words, as one."""

    def __init__(self, parts: list[str]) -> None:
        self._parts = parts
        #: For each letter, which part it is of; None for what a tag stands for.
        self._of: list[int | None] = []
        self._letters: list[str] = []

    def add(self, letters: str, part: int | None) -> None:
        seen = letters.translate(_UNSEEN)
        self._letters.extend(seen)
        self._of.extend([part] * len(seen))

    @property
    def text(self) -> str:
        return "".join(self._letters)

    def replace(self, pattern: re.Pattern, words: str) -> None:
        """Put `words` where a name begins, in the part in which it does; what is left of the name in later parts goes."""
        text = self.text
        found = list(pattern.finditer(text))
        if not found:
            return
        for match in reversed(found):
            put = _fitting(words, text[max(0, match.start() - _ENOUGH) : match.start()])
            first, *others = [place for place in range(*match.span()) if self._of[place] is not None]
            self._letters[first] = put
            for place in others:
                self._letters[place] = ""
        made: dict[int, list[str]] = {}
        for letter, part in zip(self._letters, self._of, strict=True):
            if part is not None:
                made.setdefault(part, []).append(letter)
        for part, letters in made.items():
            if "".join(letters) != unescape(self._parts[part]).translate(_UNSEEN):
                self._parts[part] = escape("".join(letters), quote=False)


def _lines(parts: list[str]) -> Iterator[_Line]:
    line = _Line(parts)
    for number, part in enumerate(parts):
        if not part.startswith("<"):
            line.add(unescape(part), number)
        elif _BREAK.match(part):
            line.add("\n", None)
        elif not _INLINE.match(part):
            yield line
            line = _Line(parts)
    yield line


def _fitting(words: str, before: str) -> str:
    before = before.rstrip(_OPENING)
    return words if before and before[-1] not in ".!?…:" else words[:1].upper() + words[1:]


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...], whole: bool = False) -> re.Pattern | None:
    # The longest first: “Ana María” before “Ana”.
    longest_first = sorted((name for name in names if name.strip()), key=len, reverse=True)
    words = {word for name in longest_first for word in name.split() if len(name.split()) > 1 and _is_a_name(word)}
    written = [_as_pattern(name) for name in longest_first]
    if not whole:
        written += [_with_capital(word) for word in sorted(words - set(longest_first), key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE) if written else None


def _as_pattern(name: str) -> str:
    """“Ana Maria” finds “ANA  MARÍA”. A full stop at the end of an initial may be missing."""
    letters = unicodedata.normalize("NFD", " ".join(name.split()))
    bare = [letter for letter in letters if not unicodedata.combining(letter)]
    if len(bare) > 2 and bare[-1] == ".":
        bare.pop()
    return "".join(_letter(letter) for letter in bare)


def _as_slug(name: str) -> str:
    """As an address is made of it: “O’Néill” becomes “oneill”."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9\s-]", "", plain.lower())


def _is_a_name(word: str) -> bool:
    return len(word) >= _LONG_ENOUGH and word[:1].isupper()


def _with_capital(word: str) -> str:
    """As it is looked for, but only where its first letter is a capital."""
    first = unicodedata.normalize("NFD", word)[0].upper()
    accented = _accented().get(first.casefold(), "").upper()
    return f"(?-i:[{re.escape(first)}{accented}]){_MARKS}{_as_pattern(word)[len(_letter(first)) :]}"


def _letter(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    if letter in "'’‘":
        return "['’‘]"
    accented = _accented().get(letter.casefold(), "")
    return (f"[{re.escape(letter)}{accented}]" if accented else re.escape(letter)) + _MARKS


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    """By plain letter, the same with accents."""
    found: dict[str, str] = {}
    for code in range(0xC0, 0x250):
        letter = chr(code)
        plain = unicodedata.normalize("NFD", letter)[0]
        if plain != letter and plain.isascii():
            found[plain.casefold()] = found.get(plain.casefold(), "") + letter
    return found
