"""What a reader may search in a document: its words, without markup, in the order in which they stand."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from pydantic import BaseModel

#: Names of fields that hold no words of a reader's: addresses, marks for machines, what every page has or repeats.
_NOT_WORDS = {
    "anchor",
    "breadcrumbs",
    "card",
    "exit",
    "help_lines",
    "id",
    "locale",
    "renditions",
    "seo_title",
    "slug",
    "told_as",
    "translations",
    "type",
    "url",
    "value",
}
_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^>]*)?>", re.IGNORECASE
)


def words_of(data: BaseModel) -> str:
    """The words of a page's public data; its title is not among them, for it has a column of its own."""
    return "\n".join(part for part in _parts(data, top=True) if part)


def plain(html: str) -> str:
    """HTML as words. Ends of blocks become spaces, so that the words around them do not grow together."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def prose(html: str) -> str:
    """HTML as sentences for people: the same, but a full stop stays at the link before it."""
    return plain(_INLINE.sub("", html))


def _parts(value: Any, *, top: bool = False) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            item = getattr(value, name)
            if name in _NOT_WORDS or name.endswith("url") or (top and name == "title") or name in value.for_machines:
                continue
            if isinstance(item, str):
                yield plain(item) if name.endswith("html") else " ".join(item.split())
            else:
                yield from _parts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            if isinstance(item, str):
                yield " ".join(item.split())
            else:
                yield from _parts(item)
