"""A feed as an answer: three queries, however much there is."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .. import cache, registry
from ..documents import dependencies, read
from ..documents.addresses import with_origins
from ..endpoints import Asking, answer_rows
from ..gate import Audience
from ..schemas import PageData
from .formats import FORMATS, Feed, Item
from .links import path_of, title_of

NEWEST = 30
#: Raised by hand when the same documents give other bytes, so that readers get them.
_WRITERS = "1"
#: For the id of a page that was never published by hand: a tag needs a year.
_SOME_YEAR = "2026"


@dataclass(frozen=True)
class _Source:
    """The page that a feed is of; `value` and its `words` where it is of one theme."""

    site: Site
    row: read.Row
    data: PageData
    feed: registry.Feed
    value: str
    words: str


@csrf_exempt  # nothing can be sent here: whoever tries is told so, and not that a token is missing
@require_safe
def feed(request, page_id: int, format: str, value: str = "") -> HttpResponse:
    """The newest of what a page lists. 404 for a page or a theme that partners may not read of."""
    source = _source_of(request, page_id, value)
    listing = read.Listing(
        type=source.feed.of,
        site_id=source.site.pk,
        audience=Audience.PARTNER,
        locale=source.data.locale,
        facets={source.feed.facet: [value]} if value else {},
        # By when it became public: a story may tell of a day long ago.
        sort=read.Sort("published_at"),
    )
    rows, _more = read.page_of(listing, limit=NEWEST)

    def body() -> bytes:
        with translation.override(source.data.locale):
            return FORMATS[format].write(_feed(source, rows, path=path_of(format, page_id, value)))

    response = answer_rows(
        request,
        Asking(source.site.pk, Audience.PARTNER, source.site.root_url),
        [source.row, *rows],
        body,
        means=[_WRITERS, format, value, source.site.site_name],
        tags=[
            dependencies.documents_of(source.feed.of),
            *(dependencies.document(row.page_id) for row in (source.row, *rows)),
        ],
        tags_of_rows=False,
        media_type=f"{FORMATS[format].media_type}; charset=utf-8",
    )
    response.headers["Content-Language"] = source.data.locale
    return response


def _source_of(request, page_id: int, value: str) -> _Source:
    site = Site.find_for_request(request)
    row = read.get(page_id, audience=Audience.PARTNER, site_id=site.pk) if site else None
    page_type = registry.page_type_named(row.type) if row else None
    if page_type is None or page_type.feed is None:
        raise Http404("There is no feed of this page.")
    data = _data_of(row, site)
    words = page_type.feed.values(data).get(value, "") if value else ""
    if value and not words:
        raise Http404("There is no feed of this theme.")
    return _Source(site, row, data, page_type.feed, value, words)


def _feed(source: _Source, rows: list[read.Row], *, path: str) -> Feed:
    index, site = source.data, source.site
    items = [_item(_data_of(row, site), row, site) for row in rows]
    name = site.site_name or site.hostname
    return Feed(
        id=_id(site, index, f"/feed/{quote(source.value)}"),
        address=f"{site.root_url}{path}",
        url=f"{index.url}?{source.feed.facet}={quote(source.value)}" if source.value else index.url,
        title=title_of(source.words, index.title, name),
        summary=registry.summary_of(index).text,
        language=index.locale,
        author=name,
        author_url=f"{site.root_url}/",
        updated=max([_updated(index, source.row), *(item.updated for item in items)]),
        items=items,
    )


def _item(data: PageData, row: read.Row, site: Site) -> Item:
    summary = registry.summary_of(data)
    updated = _updated(data, row)
    return Item(
        id=_id(site, data),
        url=data.url,
        title=data.title,
        summary=summary.text,
        published=data.published_at or updated,
        updated=updated,
        picture=summary.picture.fallback if summary.picture else None,
        topics=summary.topics,
    )


def _id(site: Site, data: PageData, rest: str = "") -> str:
    """A name for good (RFC 4151): addresses change with their words, the number of a page and its first day do not."""
    day = f"{data.published_at:%Y-%m-%d}" if data.published_at else _SOME_YEAR
    return f"tag:{site.hostname},{day}:page-{data.id}{rest}"


def _updated(data: PageData, row: read.Row) -> datetime:
    return data.updated_at or data.published_at or cache.moment(row.changed)


def _data_of(row: read.Row, site: Site) -> PageData:
    data = registry.page_type_named(row.type).data
    return data.model_validate_json(with_origins(row.body, pages=site.root_url, files=site.root_url))
