"""From what is to be said to the bytes of Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1. Plain data in, bytes out."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape

from ..schemas import Rendition

#: What XML cannot hold. Somebody pastes it from a word processor, and the feed must not end there.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """All addresses are absolute, all words plain."""

    id: str
    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    picture: Rendition | None = None
    topics: Sequence[str] = ()


@dataclass(frozen=True)
class Feed:
    id: str
    #: Its own address, and the one of the page that it is of.
    address: str
    url: str
    title: str
    summary: str
    language: str
    author: str
    author_url: str
    updated: datetime
    items: Sequence[Item]


def write_atom(feed: Feed) -> bytes:
    return _write_xml(_Atom, feed)


def write_rss(feed: Feed) -> bytes:
    return _write_xml(_Rss, feed)


def write_json(feed: Feed) -> bytes:
    return json.dumps(
        _filled(
            version="https://jsonfeed.org/version/1.1",
            title=feed.title,
            home_page_url=feed.url,
            feed_url=feed.address,
            description=feed.summary,
            language=feed.language,
            authors=[_filled(name=feed.author, url=feed.author_url)],
        )
        | {
            "items": [
                _filled(
                    id=item.id,
                    url=item.url,
                    title=item.title,
                    # An item must have a content; these have no more than their summary.
                    content_text=item.summary or item.title,
                    summary=item.summary,
                    image=item.picture.url if item.picture else "",
                    date_published=rfc3339_date(item.published),
                    date_modified=rfc3339_date(item.updated),
                    tags=list(item.topics),
                )
                for item in feed.items
            ]
        },
        ensure_ascii=False,
    ).encode()


@dataclass(frozen=True)
class Format:
    label: str
    media_type: str
    write: Callable[[Feed], bytes]


#: By the ending of their addresses.
FORMATS = {
    "atom": Format("Atom", "application/atom+xml", write_atom),
    "rss": Format("RSS", "application/rss+xml", write_rss),
    "json": Format("JSON Feed", "application/feed+json", write_json),
}


class _Dated(SyndicationFeed):
    """Says when what it is of changed. Django's own says "now" of a feed without items, so no two answers were the same."""

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]


class _Atom(_Dated, Atom1Feed):
    pass


class _Rss(_Dated, Rss201rev2Feed):
    pass


def _write_xml(kind: type[SyndicationFeed], feed: Feed) -> bytes:
    made = kind(
        title=_plain(feed.title),
        link=feed.url,
        description=_plain(feed.summary or feed.title),
        subtitle=_plain(feed.summary) or None,
        language=feed.language,
        author_name=_plain(feed.author),
        author_link=feed.author_url,
        feed_url=feed.address,
        feed_guid=feed.id,
        updated=feed.updated,
    )
    for item in feed.items:
        made.add_item(
            title=_plain(item.title),
            link=item.url,
            # In both formats it is HTML.
            description=escape(_plain(item.summary)),
            unique_id=item.id,
            unique_id_is_permalink=False,
            pubdate=item.published,
            updateddate=item.updated,
            author_name=_plain(feed.author),
            categories=[_plain(topic) for topic in item.topics],
            # How many bytes it has is not known here: then RSS wants a nought.
            enclosures=[Enclosure(item.picture.url, "0", f"image/{item.picture.format}")] if item.picture else [],
        )
    out = BytesIO()
    made.write(out, "utf-8")
    return out.getvalue()


def _plain(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
