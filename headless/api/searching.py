"""Search over everything that this audience may read."""

from typing import Any, Literal
from urllib.parse import quote

from pydantic import create_model

from .. import registry
from ..documents import dependencies, search
from ..documents.addresses import PAGE
from ..documents.search.fresh import found
from ..endpoints import Parameters, answer_rows, asking_of, cursors, parameters
from ..endpoints.answers import dump
from ..endpoints.catalogue import links_of
from ..schemas import Data


class _Hit(Data):
    """A page that was found. In what ends with `_html` the words that were asked for are in `<mark>`."""

    id: int
    slug: str
    url: str
    locale: str
    title: str
    title_html: str
    snippet_html: str


def hit_list() -> type[Data]:
    """The type of the answer. The types of pages are those that were announced until now."""
    names = tuple(page_type.name for page_type in registry.page_types())
    hit = create_model("Hit", __base__=_Hit, __doc__=_Hit.__doc__, type=(Literal[names], ...))
    return create_model(
        "HitList",
        __base__=Data,
        __doc__="A page of what was found. `next` is the cursor of the next one, or null on the last.",
        items=(tuple[hit, ...], ...),
        next=(str | None, ...),
    )


def _known_type(name: str) -> bool:
    return registry.page_type_named(name) is not None


PARAMETERS = Parameters(
    (
        parameters.text("q", "Words. The last one may be the beginning of a word.", required=True, longest=200),
        parameters.several("type", "Only pages of these types.", known=_known_type, longest=40),
        parameters.locale(),
        parameters.number("limit", "How many.", least=1, most=100, default=20),
        parameters.text(
            "cursor",
            "From where on: `next` of the answer before, with the same words and filters. It counts hits, which are sorted "
            "by how well they match what there is now: what others publish or take back meanwhile can move one to another "
            "page.",
            longest=parameters.LONGEST_CURSOR,
        ),
    )
)


def answer(request):
    wanted = PARAMETERS.read(request.GET)
    asked = asking_of(request)
    query, limit = wanted["q"], wanted["limit"]
    purpose = cursors.purpose_of("search", asked.site_id, asked.audience.value, query, wanted["type"], wanted["locale"])
    offset = cursors.read(wanted["cursor"], purpose, int)[0] if wanted["cursor"] else 0

    hits, more = found(
        query,
        audience=asked.audience,
        site_id=asked.site_id,
        locale=wanted["locale"] or None,
        types=wanted["type"] or None,
        limit=limit,
        offset=offset,
    )
    following = cursors.write(purpose, offset + limit) if more else None

    def body() -> bytes:
        return dump({"items": [_row(hit, query) for hit in hits], "next": following})

    return answer_rows(
        request,
        asked,
        hits,
        body,
        means=["search", query, str(following)],
        tags=[dependencies.documents_of(name) for name in wanted["type"] or (t.name for t in registry.page_types())],
        links=links_of(request, following),
        is_list=True,
    )


def _row(hit: search.Hit, query: str) -> dict[str, Any]:
    return {
        "type": hit.type,
        "id": hit.page_id,
        "slug": hit.slug,
        "url": f"{PAGE}{quote(hit.path)}",
        "locale": hit.locale,
        "title": hit.title,
        "title_html": search.title_marked(hit.title, query, hit.locale),
        "snippet_html": search.snippet(hit.words, query, hit.locale),
    }
