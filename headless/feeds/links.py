"""Where feeds are, and what they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from .. import registry
from ..schemas import PageData
from .formats import FORMATS


@dataclass(frozen=True)
class FeedLink:
    path: str
    media_type: str
    title: str


def path_of(format: str, page_id: int, value: str = "") -> str:
    """The path of a feed. Raises NoReverseMatch where a host has not mounted the plugin's addresses."""
    return reverse(f"sc_feeds:{format}", args=[page_id, value] if value else [page_id])


def title_of(*words: str) -> str:
    """From the narrowest to the site's name, as in a page's own title."""
    return " – ".join(filter(None, words))


def links_to_feeds(data: PageData, query: Mapping[str, str], site_name: str) -> Iterator[FeedLink]:
    """The feeds of what a page shows at this query: of one theme, or of all."""
    page_type = registry.page_type_named(data.type)
    feed = page_type.feed if page_type else None
    if feed is None or data.id is None:
        return
    value = query.get(feed.facet, "") if feed.facet else ""
    words = feed.values(data).get(value, "") if value else ""
    if value and not words:
        return
    for name, format in FORMATS.items():
        try:
            path = path_of(name, data.id, value)
        except NoReverseMatch:
            return
        yield FeedLink(path, format.media_type, f"{title_of(words, data.title, site_name)} ({format.label})")
