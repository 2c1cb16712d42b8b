"""HTML from public data: the same for readers and for previews."""

from typing import Any

from django.conf import settings
from django.template.response import TemplateResponse
from django.utils import translation
from wagtail.models import Page

from .. import registry
from .context import Build
from .site import build_site


def context(build: Build, *, query: dict[str, str]) -> dict[str, Any]:
    """What a public template gets, all of it plain data:

    document: the page's public data (`PageData` of its type);
    site: name and menu (`SiteData`);
    and what the page type adds for this request (a page of a list, a form).
    """
    page_type = registry.page_type_of(build.page)
    more = page_type.more(build.page, build, query) if page_type.more else {}
    return {"document": build.run(), "site": build_site(build.page), **more}


def respond(
    request, page: Page, *, draft: bool = False, status: int = 200, template: str = "", **extra
) -> TemplateResponse:
    """The page as HTML, in its own language whatever the reader's browser asks for.

    template: in place of the registered one. extra: replaces or adds to the context (a form with errors).
    """
    # Rendered here and not later: the language must not stay with the thread, where the next request would find it.
    build = Build(page, draft=draft)
    with translation.override(build.language):
        data = context(build, query=request.GET.dict())
        # For Wagtail's user bar alone; `base.html` says so.
        userbar = {"page": page} if getattr(request, "is_preview", False) or _is_staff(request) else {}
        template = template or registry.page_type_of(page).template
        response = TemplateResponse(request, template, {**data, **extra, **userbar}, status=status).render()
    response.headers["Content-Language"] = build.language
    return response


def _is_staff(request) -> bool:
    """Looks at the session only where there is one, so that readers' answers do not vary by cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.has_perm("wagtailadmin.access_admin")


class DocumentPageMixin:
    """A Wagtail page that readers and previews get by way of its public data. Put it before `Page` in the bases."""

    def respond(self, request, **options) -> TemplateResponse:
        """The page as HTML; see `respond` for the options."""
        return respond(request, self, **options)

    def serve(self, request, *args, **kwargs):
        request.is_preview = False
        return self.respond(request)

    def serve_preview(self, request, mode_name):
        request.is_preview = True
        return self.respond(request, draft=True)
