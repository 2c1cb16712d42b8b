"""HTML from documents: the same templates for readers and for previews."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site

from .. import cache, registry
from ..conf import conf
from ..gate import Audience
from ..schemas import PageData, ShownMenuItem, SiteData
from . import dependencies, read
from .addresses import with_paths, without_marks
from .context import Build
from .discovery import embed_links
from .drafts import previews
from .periods import periods_of, public
from .site import build_site


@dataclass(frozen=True)
class Showing:
    """The circumstances in which a page is shown. `page`: only where there is no document, as in a preview."""

    site_id: int
    locale: str
    query: MultiValueDict = field(default_factory=MultiValueDict)
    draft: bool = False
    page: Page | None = None
    #: Documents that are shown beside the page's own, such as related stories: caches are told of them.
    beside: list[read.Row] = field(default_factory=list)

    def page_number(self, pages: int) -> int:
        """`?page=`: of a list with so many pages; the nearest there is."""
        text = self.query.get("page", "1")
        return min(max(int(text[:9]), 1), pages) if text.isascii() and text.isdigit() else 1


def context(data: PageData, site: SiteData, showing: Showing) -> dict[str, Any]:
    """What a public template gets, all of it plain data:

    document: the page's public data (`PageData` of its type);
    site: name and menu (`SiteData`);
    base_template: what the page extends (`SECOND_CHANCES["BASE_TEMPLATE"]`);
    embed_links: where other sites find out how to embed the page, if partners may read it (`EmbedLink`);
    and what the page type adds for this request (a page of a list, a form).
    """
    page_type = registry.page_type_named(data.type)
    more = page_type.more(data, showing) if page_type and page_type.more else {}
    return {"document": data, "site": _marked(site, data.url), "base_template": conf.BASE_TEMPLATE, **more}


def answer(request, *, site_id: int, path: str) -> HttpResponse | None:
    """The page at this address from its document; None where there is none. Two queries, and what its type adds."""
    found = read.find_with_site(path, site_id=site_id)
    return _show(request, *found, site_id=site_id) if found else None


def respond(request, page: Page, *, draft: bool = False, **options) -> HttpResponse:
    """The page as HTML, in its own language whatever the reader's browser asks for. For `options` see `_render`.

    draft: as it is in memory, for a preview. Raises Http404 for a live page that may not be read; the address of one that was
    withdrawn answers 410.
    """
    if draft:
        return show_built(request, Build(page, draft=True), **options)
    parts = page.get_url_parts()
    site_id = parts[0] if parts else 0
    # What has a document is public.
    if found := read.find_with_site("", site_id=site_id, page_id=page.pk):
        return _show(request, *found, site_id=site_id, page=page, **options)
    if not public(Page.objects.filter(pk=page.pk)).exists():
        # Wagtail has let this reader in: by password, or signed in. No document is made of what not all may read, and what
        # a person's consent does not cover is shown to nobody.
        period = periods_of([page]).get(page.pk, {}).get(Audience.OWN)
        if period is None or not period.holds(timezone.now()):
            raise Http404("There is no consent for this page now.")
        build = Build(page)
        build.pictures.withheld = True
        response = show_built(request, build, **options)
        response.headers["Cache-Control"] = "private, no-store"
        return response
    read.build_if_missing(page)
    found = read.find_with_site("", site_id=site_id, page_id=page.pk)
    if found is None:
        if read.was_withdrawn(site_id=site_id, page_id=page.pk):
            return gone(request, site_id=site_id, language=page.locale.language_code)
        raise Http404("This page is not public.")
    return _show(request, *found, site_id=site_id, page=page, **options)


def gone(request, *, site_id: int, language: str) -> HttpResponse:
    """410: what stood here was withdrawn. Says so kindly, and not what it was."""
    row = read.around(site_id, language)
    site = _site_data(row) if row else SiteData(name="", home_url="/")
    values = {"site": site, "base_template": conf.BASE_TEMPLATE}
    with translation.override(language):
        response = TemplateResponse(request, "second_chances/gone.html", values, status=410).render()
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["X-Robots-Tag"] = "noindex"
    # Whoever publishes it again has caches forget this, by the page's name; nobody else should have to ask which it was.
    cache.describe(response, [row] if row else [])
    return response


def site_around(site: Site, language: str) -> SiteData:
    """What stands around a page that has no document, such as an error."""
    row = read.around(site.pk, language)
    return _site_data(row) if row else SiteData(name=site.site_name, home_url="/")


def _show(request, row: read.Row, site: read.Row, *, site_id: int, page: Page | None = None, **options) -> HttpResponse:
    page_type = registry.page_type_named(row.type)
    data = page_type.data.model_validate_json(with_paths(row.body))
    showing = Showing(site_id=site_id, locale=row.locale, query=request.GET, page=page)
    links = embed_links(data, request) if row.for_partners else []
    response = _render(request, data, _site_data(site), showing, embed_links=links, **options)
    if links:
        response.headers["Link"] = ", ".join(f'<{url}>; rel="alternate"; type="{kind}"' for kind, url, _title in links)
    if page_type.no_store or showing.draft:
        response.headers["Cache-Control"] = "private, no-store"
    else:
        # Not with all that the site's own document depends on: what it says is another one only once that has changed.
        tags = [tag for shown in (row, *showing.beside) for tag in shown.tags.split()]
        cache.describe(
            response, [row, site, *showing.beside], tags=[*tags, dependencies.site(site_id)], tags_of_rows=False
        )
    return response


def show_built(request, build: Build, *, draft: bool | None = None, **options) -> HttpResponse:
    """A page that has no document, as it is built now. draft: whether it is shown as one; without it, whether it is built so."""
    page, draft = build.page, build.draft if draft is None else draft
    data = build.run()
    data = type(data).model_validate_json(without_marks(data.model_dump_json()))
    site = page.get_site() or Site.objects.filter(is_default_site=True).first()
    site_data = SiteData(name="", home_url="/")
    if site is not None:
        home = site.root_page.get_translation_or_none(page.locale) if page.locale_id else None
        built = build_site(site, Build(home or site.root_page))
        site_data = SiteData.model_validate_json(without_marks(built.model_dump_json()))
    showing = Showing(site_id=site.pk if site else 0, locale=build.language, query=request.GET, draft=draft, page=page)
    return _render(request, data, site_data, showing, **options)


def _render(
    request, data: PageData, site: SiteData, showing: Showing, *, status: int = 200, template: str = "", **extra
) -> HttpResponse:
    """template: in place of the registered one. extra: replaces or adds to the context (a form with errors)."""
    # Rendered here and not later: the language must not stay with the thread, where the next request would find it.
    with translation.override(showing.locale):
        values = {**context(data, site, showing), **extra}
        # For Wagtail's user bar alone; `base.html` says so.
        if showing.page is not None and (getattr(request, "is_preview", False) or _is_staff(request)):
            values["page"] = showing.page
        template = template or registry.page_type_named(data.type).template
        response = TemplateResponse(request, template, values, status=status).render()
    response.headers["Content-Language"] = showing.locale
    if "page" in values:  # with Wagtail's user bar: for this reader alone
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _site_data(row: read.Row) -> SiteData:
    return SiteData.model_validate_json(with_paths(row.body))


def _marked(site: SiteData, url: str) -> SiteData:
    """The menu, saying where the reader is."""
    items = (
        ShownMenuItem(title=item.title, url=item.url, current=bool(url) and url.startswith(item.url))
        for item in site.menu
    )
    return site.model_copy(update={"menu": tuple(items)})


def may_be_staff(request) -> bool:
    """Whether somebody is signed in. Looks at the session only where there is one, so that readers' answers do not vary by
    cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _is_staff(request) -> bool:
    return may_be_staff(request) and request.user.has_perm("wagtailadmin.access_admin")


class DocumentPageMixin:
    """A Wagtail page that readers and previews get by way of its public data. Put it before `Page` in the bases."""

    def respond(self, request, **options) -> HttpResponse:
        """The page as HTML; see `respond` for the options."""
        return respond(request, self, **options)

    def serve(self, request, *args, **kwargs):
        request.is_preview = False
        return cache.unless_known(request, self.respond(request))

    #: How our own site can show a draft of such a page, as Wagtail's `preview_modes`.
    own_preview_modes = [("", gettext_lazy("This site"))]

    @property
    def preview_modes(self):
        """Our own site, and each front end that can show a draft."""
        return [*self.own_preview_modes, *previews.modes()]

    @property
    def default_preview_mode(self):
        return previews.mode_of_our_own_site() or self.own_preview_modes[0][0]

    def serve_preview(self, request, mode_name):
        """The draft as our own page shows it, or the way to the front end that does."""
        request.is_preview = True
        front_end = previews.front_end_of(mode_name or "")
        if front_end is None:
            return self.respond(request, draft=True)
        try:
            token = previews.keep(page=self, front_end=front_end, user=request.user)
        except previews.NotForPartners:
            return TemplateResponse(request, "second_chances/headless/not_for_partners.html", {"front_end": front_end})
        response = redirect(previews.address(front_end, token, panel=getattr(request, "in_preview_panel", False)))
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
