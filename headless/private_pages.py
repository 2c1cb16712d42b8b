"""What is shown to whoever has its address: a draft that staff have shared, and the pictures of drafts.

Nobody keeps it, and its address goes nowhere: no cache, no search engine, no referrer, no log of ours.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .conf import conf
from .documents.drafts import pictures, previews, shared
from .documents.drafts.tokens import Kind
from .documents.render import show_built, site_around
from .logs import reported_without_values
from .schemas import SiteData


@require_safe
@reported_without_values
def draft(request, token: str):
    """The draft of a link. Unknown, altered, over, closed, of a story whose consent was taken back: the same 404."""
    link = shared.opened_by(token)
    if link is None:
        return _private(_not_open(request))
    return _private(show_built(request, shared.build_for(link), draft=True, shared_until=link.expires_at))


@require_safe
@reported_without_values
def picture(request, address: str):
    """A picture of a draft, as long as the preview or the link is open by which it is seen."""
    lent = pictures.lent_by(address)
    if lent is None:
        raise Http404("No such picture.")
    kind, name, image_id, spec = lent
    is_shown = previews.is_open(name) if kind == Kind.PREVIEW else shared.shows(name, image_id, spec)
    found = pictures.content_of(image_id, spec) if is_shown else None
    if found is None:
        raise Http404("No such picture.")
    content, media_type = found
    response = _private(HttpResponse(content, content_type=media_type))
    # While somebody writes, the same pictures are shown again and again.
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _not_open(request) -> HttpResponse:
    site, language = Site.find_for_request(request), translation.get_language_from_request(request)
    with translation.override(language):
        values = {
            "site": site_around(site, language) if site else SiteData(name="", home_url="/"),
            "base_template": conf.BASE_TEMPLATE,
        }
        response = render(request, "second_chances/headless/draft_not_open.html", values, status=404)
    response.headers["Content-Language"] = language
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
