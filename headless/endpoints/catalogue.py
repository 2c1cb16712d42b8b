"""The documents of one type: the list of them, and each by itself."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from pydantic import create_model

from .. import cache
from ..documents import dependencies, read
from ..schemas import Data, PageData
from . import cursors, narrowing, parameters
from .answers import ALWAYS, answer_rows, dump
from .asking import Asking, asking_of
from .describing import described
from .filters import Filter
from .parameters import Parameter, Parameters
from .problems import not_found, withdrawn

SORTS = ("date", "title", "published_at", "updated_at")
_DESCENDING_OR_NOT = tuple(f"{sign}{name}" for name in SORTS for sign in ("", "-"))
_MAX_ID = 2**63 - 1


class FacetValue(Data):
    """A value that documents have, how many of them, and what readers call it."""

    value: str
    label: str
    count: int


class Catalogue:
    """Both endpoints of a page type.

    stories = Catalogue("story", StoryData, name="Story", plural="stories", filters=[Filter("theme", "Of this theme.")])

    @router.get("/stories", **stories.list_described("listStories"))
    def list_stories(request):
        return stories.list(request)
    """

    def __init__(
        self,
        page_type: str,
        data: type[PageData],
        *,
        name: str,
        plural: str,
        filters: Sequence[Filter] = (),
        sort: str = "-date",
    ) -> None:
        self.page_type, self.data, self.name, self.plural, self.sort = page_type, data, name, plural, sort
        self.filters = tuple(filters)
        facet_names = [item.name for item in filters]
        self.parameters = Parameters(
            (
                parameters.number("limit", "How many.", least=1, most=100, default=20),
                parameters.text(
                    "cursor",
                    "From where on: `next` of the answer before, with the same sort and filters.",
                    longest=parameters.LONGEST_CURSOR,
                ),
                parameters.one_of(
                    "sort", "By what, and with a minus the last or newest first.", _DESCENDING_OR_NOT, default=sort
                ),
                parameters.locale(),
                *self._narrowing(),
                *(
                    [parameters.several("facets", "Count the values of these, too.", choices=facet_names)]
                    if facet_names
                    else []
                ),
                *(
                    parameters.several(item.name, item.description, choices=item.choices, pattern=item.pattern)
                    for item in filters
                ),
                *parameters.range_of("date", "Of this day,", moments=False),
                *parameters.range_of("published", "First published", moments=True),
                *parameters.range_of("updated", "Last published", moments=True),
            )
        )
        self.one_parameters = Parameters(self._narrowing())

    def _narrowing(self) -> tuple[Parameter, ...]:
        expand = narrowing.expand([self.data])
        return (parameters.fields_of(self.data, ALWAYS), narrowing.pictures(), *([expand] if expand else []))

    @cached_property
    def list_type(self) -> type[Data]:
        facets: Any = None
        if self.filters:
            values = {item.name: (tuple[FacetValue, ...] | None, None) for item in self.filters}
            facets = create_model(
                f"{self.name}Facets",
                __base__=_Asked,
                __doc__="Those that were asked for: the most frequent value first.",
                **values,
            )
        return create_model(
            f"{self.name}List",
            __base__=Data,
            __doc__="A page of a list. `next` is the cursor of the next page, or null on the last.",
            items=(tuple[self.data, ...], ...),
            next=(str | None, ...),
            **({"facets": (facets | None, ...)} if facets else {}),
        )

    def list_described(self, operation_id: str) -> dict[str, Any]:
        return described(
            operation_id,
            f"Published {self.plural}",
            self.list_type,
            parameters=self.parameters,
            headers=["Link"],
            some_fields=True,
            expanded=self._expanded(f"{self.name}ListExpanded", __base__=self.list_type),
        )

    def _expanded(self, name: str, **parts: Any) -> type[Data] | None:
        """The type of an answer with `expanded`; None for a type without links."""
        if not narrowing.links_of_type(self.data):
            return None
        said = "With the documents that it links to."
        parts = {"__base__": Data, **parts}
        return create_model(name, __doc__=said, **parts, expanded=(tuple[narrowing.any_page(), ...], ...))

    def one_described(self, operation_id: str) -> dict[str, Any]:
        return described(
            operation_id,
            f"One of the {self.plural}",
            self.data,
            parameters=self.one_parameters,
            problems=[410],
            some_fields=True,
            expanded=self._expanded(f"{self.name}Expanded", document=(self.data, ...)),
            path={"page_id": "Its `id`, which stays the same as long as there is this page."},
        )

    # --- Answers --------------------------------------------------------------------------------------------------

    def list(self, request) -> HttpResponse:
        """A page of the list: one query, and one more if facets are asked for."""
        wanted = self.parameters.read(request.GET)
        media_type = narrowing.media_type_of(wanted)
        asked = asking_of(request)
        listing = self._listing(asked, wanted)
        purpose = _purpose(listing)
        after = None
        kind = str if listing.sort.column == "title" else datetime
        if wanted["cursor"]:
            after = cursors.read(wanted["cursor"], purpose, kind)
        rows, last_row = read.page_of(listing, limit=wanted["limit"], after=after)
        facets, until = read.facets_of(listing, wanted["facets"]) if wanted.get("facets") else (None, None)
        following = None
        if last_row is not None:
            last = last_row.sort_value
            following = cursors.write(purpose, last if kind is str else cache.moment(last), last_row.page_id)
        ending = self._ending(following, facets)
        beside = narrowing.expanded(asked, [row.body for row in rows], wanted.get("expand", ()))

        def body() -> bytes:
            parts = [_narrowed(row.body, wanted) for row in rows]
            more = b"," + _beside(beside, wanted) if wanted.get("expand") else b""
            return b'{"items":[' + b",".join(parts) + b"]," + ending[:-1] + more + b"}"

        return answer_rows(
            request,
            asked,
            [*rows, *beside],
            body,
            means=[ending.decode(), *_meant(wanted)],
            tags=[
                dependencies.documents_of(self.page_type),
                *(dependencies.document(row.page_id) for row in (*rows, *beside)),
            ],
            tags_of_rows=False,
            until=until,
            links=links_of(request, following),
            media_type=media_type,
            is_list=True,
        )

    def one(self, request, page_id: int) -> HttpResponse:
        wanted = self.one_parameters.read(request.GET)
        media_type = narrowing.media_type_of(wanted)
        asked = asking_of(request)
        return answer_one(request, asked, one_row(asked, page_id, types=[self.page_type]), wanted, media_type)

    def _listing(self, asked: Asking, wanted: dict[str, Any]) -> read.Listing:
        ranges = {
            column: (wanted[f"{name}_from"], wanted[f"{name}_to"])
            for name, column in (("date", "date"), ("published", "published_at"), ("updated", "updated_at"))
            if wanted[f"{name}_from"] or wanted[f"{name}_to"]
        }
        return read.Listing(
            type=self.page_type,
            site_id=asked.site_id,
            audience=asked.audience,
            locale=wanted["locale"],
            facets={item.name: wanted[item.name] for item in self.filters if wanted[item.name]},
            ranges=ranges,
            sort=read.Sort(wanted["sort"].removeprefix("-"), descending=wanted["sort"].startswith("-")),
        )

    def _ending(self, following: str | None, facets: dict[str, Any] | None) -> bytes:
        ending: dict[str, Any] = {"next": following}
        if self.filters:
            ending["facets"] = facets and {
                name: [{"value": value, "label": label, "count": number} for value, label, number in items]
                for name, items in facets.items()
            }
        return dump(ending)[1:]


def answer_one(request, asked: Asking, row: read.Row, wanted: dict[str, Any], media_type: str) -> HttpResponse:
    """A document by itself, as `fields`, `pictures` and `expand` ask for it."""
    beside = narrowing.expanded(asked, [row.body], wanted.get("expand", ()))

    def body() -> bytes:
        document = _narrowed(row.body, wanted)
        return b'{"document":' + document + b"," + _beside(beside, wanted) + b"}" if wanted.get("expand") else document

    return answer_rows(request, asked, [row, *beside], body, means=_meant(wanted), media_type=media_type)


def _narrowed(body: bytes, wanted: dict[str, Any]) -> bytes:
    return narrowing.narrowed(body, fields=wanted.get("fields", ()), sizes=wanted["pictures"])


def _beside(rows: Sequence[read.Row], wanted: dict[str, Any]) -> bytes:
    return b'"expanded":[' + b",".join(narrowing.narrowed(row.body, sizes=wanted["pictures"]) for row in rows) + b"]"


def _meant(wanted: dict[str, Any]) -> list[str]:
    """What the bytes depend on beside the documents."""
    return [f"{name}={','.join(wanted[name])}" for name in ("fields", "pictures", "expand") if wanted.get(name)]


class _Asked(Data):
    """An object whose fields are there if they were asked for."""

    model_config = {"json_schema_extra": lambda schema: _only_present(schema)}


def _only_present(schema: dict[str, Any]) -> None:
    schema.pop("required", None)
    for details in schema.get("properties", {}).values():
        details.pop("default", None)
        if "anyOf" in details:
            (kind,) = [item for item in details.pop("anyOf") if item.get("type") != "null"]
            details.update(kind)


def one_row(asked: Asking, page_id: int, *, types: Sequence[str] | None = None) -> read.Row:
    """The document of a page. Raises Problem (404; 410 where it was withdrawn)."""
    row = read.get(page_id, audience=asked.audience, site_id=asked.site_id, types=types) if page_id <= _MAX_ID else None
    if row is None:
        if page_id <= _MAX_ID and read.was_withdrawn(site_id=asked.site_id, audience=asked.audience, page_id=page_id):
            raise withdrawn()
        raise not_found()
    return row


def _purpose(listing: read.Listing) -> str:
    return cursors.purpose_of(
        listing.type,
        listing.site_id,
        listing.audience.value,
        listing.locale,
        {name: sorted(values) for name, values in listing.facets.items()},
        listing.ranges,
        [listing.sort.column, listing.sort.descending],
    )


def links_of(request, following: str | None) -> dict[str, str]:
    """Addresses of the first page and the next one, by their relation (RFC 8288)."""
    here = request.build_absolute_uri(request.path)
    query = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    first = f"{here}?{urlencode(query)}" if query else here
    if not following:
        return {"first": first}
    return {"next": f"{here}?{urlencode([*query, ('cursor', following)])}", "first": first}
