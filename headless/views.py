"""The page on which readers search: everything published on this site, in one language."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from . import registry
from .conf import conf
from .documents import search as documents_search
from .documents.render import site_around
from .documents.search import Hit
from .documents.search.fresh import FURTHEST, found
from .gate import Audience
from .schemas import Data, SiteData, Translation

PER_PAGE = 10
LONGEST = 200


class Choice(Data):
    """A kind of page that the search can be narrowed to; "" for all."""

    value: str
    label: str
    url: str
    current: bool


class Found(NamedTuple):
    """A page that was found. Title and snippet are HTML, the words that were asked for in `<mark>`."""

    kind: str
    url: str
    title: str
    snippet: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` words, `?type=` one kind of page, `?page=`. What was asked for is stored nowhere and kept by no cache."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    site = Site.find_for_request(request)
    language = _language()
    with translation.override(language):
        around = site_around(site, language) if site else SiteData(name="", home_url="/")
        kinds = dict(sorted((item.name, str(item.plural)) for item in registry.page_types() if item.plural))
        kind = request.GET.get("type", "")
        kind = kind if kind in kinds else ""
        number = _number(request.GET.get("page", ""))
        hits: list[Hit] = []
        more = False
        if site and query:
            hits, more = found(
                query,
                audience=Audience.OWN,
                site_id=site.pk,
                locale=language,
                types=[kind] if kind else None,
                limit=PER_PAGE,
                offset=(number - 1) * PER_PAGE,
            )
        path = request.path
        if number > 1 and not hits:
            # Nobody is told that nothing was found where something was.
            return _quiet(redirect(_url(path, query, kind)), language)
        values = {
            "base_template": conf.BASE_TEMPLATE,
            "site": around,
            "translations": _in_other_languages(request, language),
            "query": query,
            "kind": kind,
            "page": number,
            "found": [_shown(hit, query, kinds) for hit in hits],
            "kinds": [
                Choice(value=name, label=label, url=_url(path, query, name), current=name == kind)
                for name, label in [("", gettext("Everything")), *kinds.items()]
            ],
            "previous_url": _url(path, query, kind, number - 1) if number > 1 else "",
            "next_url": _url(path, query, kind, number + 1) if more else "",
        }
        response = TemplateResponse(request, "second_chances/search.html", values).render()
    return _quiet(response, language)


def _quiet(response: HttpResponse, language: str) -> HttpResponse:
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _language() -> str:
    """The language of the address, or of the reader's browser, if pages are written in it."""
    languages = set(Locale.objects.values_list("language_code", flat=True))
    return get_language() if get_language() in languages else Locale.get_default().language_code


def _in_other_languages(request: HttpRequest, language: str) -> list[Translation]:
    """The same search, where the address says the language."""
    path = request.get_full_path()
    others = Locale.objects.exclude(language_code=language)
    found = [
        Translation(
            locale=other.language_code,
            language=other.language_name_local.capitalize(),
            url=translate_url(path, other.language_code),
        )
        for other in others
    ]
    return [item for item in found if item.url != path]


def _number(text: str) -> int:
    number = int(text[:6]) if text.isascii() and text.isdigit() else 1
    return min(max(number, 1), FURTHEST // PER_PAGE)


def _shown(hit: Hit, query: str, kinds: dict[str, str]) -> Found:
    page_type = registry.page_type_named(hit.type)
    return Found(
        kind=str(page_type.model._meta.verbose_name).capitalize() if hit.type in kinds else "",
        url=hit.path,
        title=documents_search.title_marked(hit.title, query, hit.locale),
        snippet=documents_search.snippet(hit.words, query, hit.locale) if hit.words.strip() else "",
    )


def _url(path: str, query: str, kind: str = "", number: int = 1) -> str:
    parameters = {"q": query, "type": kind, "page": str(number) if number > 1 else ""}
    return f"{path}?{urlencode({name: value for name, value in parameters.items() if value})}"
