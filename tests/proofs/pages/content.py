"""What the running site has, as its own sitemap and JSON API say."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen


@dataclass(frozen=True)
class Content:
    """The public pages of one language."""

    language: str
    documents: list[dict]
    kinds: list[str]

    @property
    def home(self) -> str:
        return self.one("home")

    def one(self, type: str) -> str:
        """The path of the first page of this type."""
        return self._first(type, lambda document: True)

    def story(self, *, pictured: bool) -> str:
        return self._first("story", lambda story: bool(story["hero"]) == pictured)

    def story_with_topics(self) -> str:
        return self._first("story", lambda story: bool(story["topics"]))

    def theme(self) -> str:
        """The story index by a theme."""
        themes = self._find("story", lambda story: bool(story["themes"]))["themes"]
        return _path(themes[0]["url"])

    def sign_up(self) -> str:
        """One that is open."""
        return self._first("sign_up", lambda form: not form["closes_at"])

    def kind(self) -> str:
        """A kind of program that there is."""
        return self.kinds[0]

    def _first(self, type: str, fits) -> str:
        return _path(self._find(type, fits)["url"])

    def _find(self, type: str, fits) -> dict:
        for document in self.documents:
            if document["type"] == type and fits(document):
                return document
        raise LookupError(f"No fitting page of the type {type} in {self.language}.")


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def discover(site: str) -> dict[str, Content]:
    """By language."""
    documents = list(_documents(site))
    languages = {document["locale"] for document in documents}
    return {
        language: Content(
            language=language,
            documents=[document for document in documents if document["locale"] == language],
            kinds=_kinds(site, language),
        )
        for language in languages
    }


def _documents(site: str) -> Iterator[dict]:
    with urlopen(f"{site}/sitemap.xml") as answer:
        addresses = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    for address in addresses:
        try:
            found = _ask(site, f"/resolve?path={quote(urlsplit(address).path)}")
        except HTTPError as error:
            if error.code == 404:  # the site shows it; her consent gives it to nobody else
                continue
            raise
        if found["type"] == "page":
            yield found["document"]


def _kinds(site: str, language: str) -> list[str]:
    facets = _ask(site, f"/programs?locale={language}&limit=1&facets=kind")["facets"]
    return [item["value"] for item in facets["kind"]]


def _ask(site: str, path: str) -> dict:
    with urlopen(f"{site}/api/v1{path}") as answer:
        return json.load(answer)
