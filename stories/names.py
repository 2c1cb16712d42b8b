"""Finding a name in words, and putting others in its place. Knows no model: words in, words out."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape

_TAG = re.compile(r"(<[^>]*>)")
_LINK = re.compile(r"</?a(?:\s[^>]*)?>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|abbr|b|em|i|s|span|strong|u)[\s>]", re.IGNORECASE)
#: So much of what came before tells whether a sentence begins.
_ENOUGH = 40
#: What may stand between the end of a sentence and the first word of the next.
_OPENING = " \t\r\n\xa0“”\"'‘’«»(¿¡"
_MARKS = "[\u0300-\u036f]*"


def found_in(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in it as a word of its own, however it is accented or capitalized."""
    pattern = _pattern(tuple(sorted(set(names))))
    return bool(pattern and pattern.search(unescape(text)))


def found_in_address(text: str, names: Iterable[str]) -> bool:
    """The same of a slug or an address, where hyphens and the like part words."""
    return found_in(re.sub(r"[-_/.+%]+", " ", text), [re.sub(r"[-_/.+%]+", " ", name) for name in names])


def replaced(text: str, names: Iterable[str], words: str, *, before: str = "") -> str:
    """Plain text with `words` in place of these names; with a capital where a sentence begins. before: what it goes on from."""
    pattern = _pattern(tuple(sorted(set(names))))
    if not pattern or not pattern.search(text):
        return text
    return pattern.sub(lambda found: _fitting(words, before + text[: found.start()]), text)


def replaced_in_html(html: str, names: Iterable[str], words: str) -> str:
    """The same of HTML. Where an attribute holds the name, such as an address, the links of this text become plain words."""
    names = tuple(names)
    parts = _TAG.split(html)
    if any(part.startswith("<") and (found_in(part, names) or found_in_address(part, names)) for part in parts):
        parts = _TAG.split(_LINK.sub("", html))
    made, before = [], ""
    for part in parts:
        if part.startswith("<"):
            made.append(part)
            before = before if _INLINE.match(part) else ""
            continue
        text = unescape(part)
        changed = replaced(text, names, words, before=before)
        made.append(part if changed == text else escape(changed, quote=False))
        before = (before + text)[-_ENOUGH:]
    return "".join(made)


def _fitting(words: str, before: str) -> str:
    before = before.rstrip(_OPENING)
    return words if before and before[-1] not in ".!?…:" else words[:1].upper() + words[1:]


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern | None:
    # The longest first: “Ana María” before “Ana”.
    written = [_as_pattern(name) for name in sorted(names, key=len, reverse=True) if name.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE) if written else None


def _as_pattern(name: str) -> str:
    """“Ana Maria” finds “ANA  MARÍA”. A full stop at the end of an initial may be missing."""
    letters = unicodedata.normalize("NFD", " ".join(name.split()))
    bare = [letter for letter in letters if not unicodedata.combining(letter)]
    if len(bare) > 2 and bare[-1] == ".":
        bare.pop()
    return "".join(_letter(letter) for letter in bare)


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
