"""What is the same for pages of every type: by number, by address, by words."""

from typing import Annotated, Any, Literal, Union
from urllib.parse import quote, unquote

from django.apps import apps
from django.db.models import Q
from ninja import Router
from pydantic import Field, RootModel, create_model

from .. import registry
from ..documents import read
from ..documents.addresses import PAGE
from ..endpoints import Parameters, answer_json, answer_rows, asking_of, described, parameters
from ..endpoints.answers import dump
from ..endpoints.asking import Asking
from ..endpoints.catalogue import one_row
from ..endpoints.problems import not_found
from ..schemas import Data
from . import searching

_NONE = Parameters()
_RESOLVE = Parameters(
    (
        parameters.text("path", "Path of an address on the site, such as `/en/stories/bread/`.", required=True),
        parameters.locale(),
    )
)


class RedirectFound(Data):
    """What was at this address is at another one."""

    type: Literal["redirect"] = "redirect"
    location: str
    permanent: bool


class GoneFound(Data):
    """What was at this address was withdrawn: answer 410 yourself, and forget it."""

    type: Literal["gone"] = "gone"


def make_router() -> Router:
    """The types of pages are those that were announced until now."""
    document = _any_page()

    page_found = create_model(
        "PageFound",
        __base__=Data,
        __doc__="A page, with its whole document.",
        type=(Literal["page"], "page"),
        document=(document, ...),
    )

    class Resolved(RootModel[Annotated[page_found | RedirectFound | GoneFound, Field(discriminator="type")]]):
        """What is at an address."""

    class Page(RootModel[document]):
        """The document of a page; its `type` tells which one."""

    router = Router(tags=["pages"])

    @router.get(
        "/pages/{int:page_id}",
        **described(
            "getPage", "A page of any type", Page, problems=[410], path={"page_id": "Its `id`."}, parameters=_NONE
        ),
    )
    def get_page(request, page_id: int):
        _NONE.read(request.GET)
        asked = asking_of(request)
        row = one_row(asked, page_id)
        if registry.page_type_named(row.type) is None:
            raise not_found()
        return answer_rows(request, asked, [row], lambda: row.body, means=())

    @router.get(
        "/resolve",
        **described(
            "resolve",
            "What is at an address of the site: a page, a redirect, or something withdrawn",
            Resolved,
            parameters=_RESOLVE,
            description="With `locale`, only pages in this language, and the path may leave out its language.",
        ),
    )
    def resolve(request):
        wanted = _RESOLVE.read(request.GET)
        asked = asking_of(request)
        if "\0" in unquote(wanted["path"]):
            raise not_found()
        for path in _paths(wanted["path"], wanted["locale"]):
            row = read.find(path, audience=asked.audience, site_id=asked.site_id)
            if row is not None and wanted["locale"] in ("", row.locale):
                return _page_found(request, asked, row)
        for path in _paths(wanted["path"], wanted["locale"]):
            if read.was_withdrawn(site_id=asked.site_id, audience=asked.audience, path=path):
                return answer_json(request, asked, dump({"type": "gone"}))
        found = _redirect(asked, wanted["path"])
        if found is None:
            raise not_found()
        location, permanent, rows = found
        body = dump({"type": "redirect", "location": location, "permanent": permanent})
        return answer_json(request, asked, body, rows=rows)

    @router.get(
        "/search",
        **described(
            "search",
            "Documents with these words, the best first",
            searching.HitList,
            parameters=searching.PARAMETERS,
            headers=["Link"],
        ),
    )
    def search_documents(request):
        return searching.answer(request)

    return router


def _any_page() -> Any:
    kinds = tuple(page_type.data for page_type in registry.page_types())
    return Annotated[Union[kinds], Field(discriminator="type")] if len(kinds) > 1 else kinds[0]  # noqa: UP007


def _page_found(request, asked: Asking, row: read.Row):
    return answer_rows(request, asked, [row], lambda: b'{"type":"page","document":' + row.body + b"}", means=["page"])


def _paths(path: str, locale: str) -> list[str]:
    """How a document's path may be written; ours end with a slash."""
    path = "/" + unquote(path.split("?")[0].split("#")[0]).lstrip("/")
    path = path if path.endswith("/") else f"{path}/"
    return [path, f"/{locale}{path}"] if locale else [path]


def _redirect(asked: Asking, path: str) -> tuple[str, bool, list[read.Row]] | None:
    """Where a redirect of staff leads, whether for good, and the document there, if this audience may read it."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return None
    from wagtail.contrib.redirects.models import Redirect

    try:
        old = Redirect.normalise_path(path)
    except ValueError:  # such as `//[`
        return None
    candidates = [old, old.split("?")[0]]
    found = list(
        Redirect.objects.filter(Q(site_id=asked.site_id) | Q(site=None), old_path__in=candidates).order_by("pk")
    )
    # The one with the query that was asked for before the one without, and the site's own before everybody's.
    found.sort(key=lambda item: (candidates.index(item.old_path), item.site_id is None))
    for redirect in found:
        if redirect.redirect_page_id:
            row = read.get(redirect.redirect_page_id, audience=asked.audience, site_id=asked.site_id)
            if row is not None:
                route = redirect.redirect_page_route_path or ""
                path = quote(row.path)
                return f"{PAGE}{path.rstrip('/')}{route}" if route else f"{PAGE}{path}", redirect.is_permanent, [row]
        elif redirect.redirect_link:
            link = redirect.redirect_link
            inside = link.startswith("/") and not link.startswith("//")
            return f"{PAGE}{link}" if inside else link, redirect.is_permanent, []
    return None
