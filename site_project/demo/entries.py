"""How the demo's texts are written down: plain data, with names in place of the numbers a database gives."""

import re
from dataclasses import dataclass, field
from typing import Any

from .pictures import CREDIT, DRAWINGS


@dataclass(frozen=True)
class To:
    """Stands for another object of the demo until it is written: a page, theme, partner or picture, by its key."""

    kind: str
    key: str


@dataclass(frozen=True)
class Entry:
    """One page in one or two languages. Values are named like the fields of its form."""

    key: str
    model: str
    parent: str | None
    en: dict[str, Any]
    es: dict[str, Any] | None = None
    #: Values that are the same in every language.
    both: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Revision:
    """A later edit of a page that was made in the same run: for what points at pages made after it."""

    key: str
    en: dict[str, Any]
    es: dict[str, Any]


@dataclass(frozen=True)
class Snippet:
    """A theme or partner. `en` and `es` may be the same words, for a name that has no translation."""

    key: str
    model: str
    en: dict[str, Any]
    es: dict[str, Any]


# --- What bodies are made of ----------------------------------------------------------------------------------------


def prose(words: str) -> str:
    """Rich text from plain words: an empty line ends a paragraph, lines that begin with "- " make a list.

    Inline tags stay as they are; `<a page="key">` links to a page of the demo.
    """
    parts = [part.strip() for part in re.split(r"\n\s*\n", words.strip())]
    return "".join(_list(part) if part.startswith("- ") else f"<p>{' '.join(part.split())}</p>" for part in parts)


def _list(part: str) -> str:
    items = re.split(r"(?:^|\n)\s*- ", part)
    return "<ul>" + "".join(f"<li>{' '.join(item.split())}</li>" for item in items if item.strip()) + "</ul>"


def heading(words: str):
    return "heading", words


def text(words: str):
    return "text", prose(words)


def quote(words: str, attribution: str):
    return "quote", {"text": words, "attribution": attribution}


def questions(title: str, *pairs: tuple[str, str]):
    items = [{"question": question, "answer": prose(answer)} for question, answer in pairs]
    return "questions", {"title": title, "questions": items}


def timeline(title: str, *events: tuple[str, str, str]):
    items = [{"when": when, "title": what, "text": prose(more) if more else ""} for when, what, more in events]
    return "timeline", {"title": title, "events": items}


def shown(key: str, language: str, caption: str = "") -> dict[str, Any]:
    image = {"image": To("picture", key), "decorative": False, "alt_text": DRAWINGS[key].alt[language]}
    return {"image": image, "caption": caption, "credit": CREDIT[language]}


def picture(key: str, language: str, caption: str = ""):
    return "picture", shown(key, language, caption)


def gallery(title: str, language: str, *pictures: tuple[str, str]):
    return "gallery", {"title": title, "pictures": [shown(key, language, caption) for key, caption in pictures]}


def video(url: str, title: str, transcript: str, poster: str, language: str):
    return "video", {"url": url, "title": title, "transcript": prose(transcript), "poster": shown(poster, language)}


def call_to_action(action: str, title: str, words: str, label: str, *, page: str = "", url: str = ""):
    target = To("page", page) if page else None
    return "call_to_action", {
        "action": action, "title": title, "text": words, "label": label, "page": target, "url": url,
    }  # fmt: skip
