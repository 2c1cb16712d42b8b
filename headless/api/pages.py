"""What is the same for pages of every type: by number, by address, by words."""

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote, unquote

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from ninja import Router
from pydantic import Field, RootModel, create_model
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page

from .. import registry
from ..documents import addresses, dependencies, read
from ..documents.addresses import PAGE, path_of, with_paths
from ..documents.periods import public
from ..endpoints import Parameters, answer_json, answer_rows, asking_of, described, narrowing, parameters
from ..endpoints.answers import dump
from ..endpoints.asking import Asking
from ..endpoints.catalogue import answer_one, one_row
from ..endpoints.problems import not_found
from ..schemas import Data, SiteData
from . import searching

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
    document = narrowing.any_page()

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

    expand = narrowing.expand(page_type.data for page_type in registry.page_types())
    of_a_page = Parameters((narrowing.pictures(), *([expand] if expand else [])))
    page_expanded = create_model(
        "PageExpanded",
        __base__=Data,
        __doc__="With the documents that it links to.",
        document=(document, ...),
        expanded=(tuple[document, ...], ...),
    )
    router = Router(tags=["pages"])

    @router.get(
        "/pages/{int:page_id}",
        **described(
            "getPage",
            "A page of any type",
            Page,
            problems=[410],
            path={"page_id": "Its `id`."},
            parameters=of_a_page,
            expanded=page_expanded if expand else None,
        ),
    )
    def get_page(request, page_id: int):
        wanted = of_a_page.read(request.GET)
        asked = asking_of(request)
        row = one_row(asked, page_id)
        if registry.page_type_named(row.type) is None:
            raise not_found()
        return answer_one(request, asked, row, wanted, narrowing.media_type_of(wanted))

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
            if page_id := read.was_withdrawn(site_id=asked.site_id, audience=asked.audience, path=path):
                return answer_json(request, asked, dump({"type": "gone"}), tags=[dependencies.page(page_id)])
        found = _redirect(asked, wanted["path"]) or _front_door(asked, wanted["path"])
        if found is None:
            raise not_found()
        body = dump({"type": "redirect", "location": found.location, "permanent": found.permanent})
        return answer_json(request, asked, body, rows=found.rows, tags=[dependencies.redirects(), *found.tags])

    @router.get(
        "/search",
        **described(
            "search",
            "Documents with these words, the best first",
            searching.hit_list(),
            parameters=searching.PARAMETERS,
            headers=["Link"],
        ),
    )
    def search_documents(request):
        return searching.answer(request)

    return router


def _page_found(request, asked: Asking, row: read.Row):
    return answer_rows(request, asked, [row], lambda: b'{"type":"page","document":' + row.body + b"}", means=["page"])


def _paths(path: str, locale: str) -> list[str]:
    """How a document's path may be written; ours end with a slash."""
    path = "/" + unquote(path.split("?")[0].split("#")[0]).lstrip("/")
    path = path if path.endswith("/") else f"{path}/"
    return [path, f"/{locale}{path}"] if locale else [path]


@dataclass(frozen=True)
class _Leads:
    """Where an address leads, whether for good, and what that depends on."""

    location: str
    permanent: bool
    rows: tuple[read.Row, ...] = ()
    tags: tuple[str, ...] = ()


def _front_door(asked: Asking, path: str) -> _Leads | None:
    """`/` leads to the front page in the site's first language, where no page is there itself."""
    if _paths(path, "") != ["/"]:
        return None
    around = read.around(asked.site_id, get_supported_content_language_variant(settings.LANGUAGE_CODE))
    if around is None:
        return None
    home = SiteData.model_validate_json(with_paths(around.body)).home_url
    row = read.find(path_of(home), audience=asked.audience, site_id=asked.site_id)
    return _Leads(f"{PAGE}{home}", False, (row,), tuple(around.tags.split())) if row else None


def _redirect(asked: Asking, path: str) -> _Leads | None:
    """Where a redirect of staff leads, if this audience may read what is there."""
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
            address = f"{PAGE}{quote(row.path)}" if row else _address_of_a_host_s_page(redirect.redirect_page_id, asked)
            if address:
                route = redirect.redirect_page_route_path or ""
                address = f"{address.rstrip('/')}{route}" if route else address
                tags = (dependencies.page(redirect.redirect_page_id),)
                return _Leads(address, redirect.is_permanent, (row,) if row else (), tags)
        elif redirect.redirect_link:
            link = redirect.redirect_link
            inside = link.startswith("/") and not link.startswith("//")
            return _Leads(f"{PAGE}{link}" if inside else link, redirect.is_permanent)
    return None


def _address_of_a_host_s_page(page_id: int, asked: Asking) -> str:
    """Of a page that is public but of a type that nobody announced: it has no document, and an address all the same."""
    page = public(Page.objects.filter(pk=page_id)).first()
    if page is None or registry.find_page_type(page.specific_class or Page):
        return ""
    return addresses.address(page, asked.site_id)
