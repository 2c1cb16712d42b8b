"""The language in the address, and headers that differ between the public site and the admin."""

from functools import lru_cache
from urllib.parse import unquote

from csp.constants import SELF
from django.conf import settings
from django.http import Http404, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from headless import registry
from headless.cache import describe, policy, unless_known, vary
from headless.documents import dependencies
from headless.documents.drafts import previews
from headless.documents.periods import periods_of
from headless.documents.render import may_be_staff
from headless.gate import Audience


class Liveness:
    """`/health/live/`: the process answers. Before everything else: a probe asks by any name, without TLS, and a database
    that is away is not mended by a restart."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/health/live/":
            return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        return self.get_response(request)


class Compressed(GZipMiddleware):
    """Pages, styles and scripts travel compressed, unless they are already.

    Pictures and fonts are by themselves; the API's short answers (`PublicAnswers`, outside of this) would take longer to
    compress than to make, and are left to a proxy.
    """

    def process_response(self, request, response):
        kind = response.get("Content-Type", "")
        if not kind.startswith(_COMPRESSIBLE):
            return response
        return super().process_response(request, response)


_COMPRESSIBLE = (
    "text/",
    "image/svg+xml",
    "application/javascript",
    "application/json",
    "application/xml",
    "application/atom",
)


class PublicAnswers:
    """The API's answers, without what only pages and the admin need: sessions, languages, messages, page headers.

    They depend on neither cookie nor language, and the API answers its own errors. Half of what a short answer costs is
    spent on the way to its view.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/api/v1/"):
            return self.get_response(request)
        try:
            match = _view_of(request.path_info, settings.ROOT_URLCONF)
        except Resolver404:
            return self.get_response(request)  # for Django's own answer
        request.resolver_match = match
        return match.func(request, *match.args, **match.kwargs)


#: What is asked for is mostly what was asked for before. Addresses of the API are the same in every language.
_view_of = lru_cache(maxsize=1000)(resolve)


class CachePolicies:
    """What caches are told of answers that say nothing of it themselves: redirects, errors, forms.

    Nothing that is not named by tags is kept without asking, and what is for one visitor is not kept at all. Whoever has the
    answer already gets 304.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            is_for_all = request.method in ("GET", "HEAD") and response.status_code in _KEPT and not response.cookies
            now = timezone.now()
            response.headers["Cache-Control"] = policy(now, now) if is_for_all else "private, no-store"
        vary(response, "Accept-Encoding")
        return unless_known(request, response)


#: What is the same for all. Whoever answers 200 says so, or it is for one alone.
_KEPT = (301, 302, 303, 307, 308, 404, 410)


class LanguageInAddress(LocaleMiddleware):
    """Django's own, except that an address which leads to a view keeps that view's 404.

    Django would try every missing file, form or document once more below `/en/`. What is no page (the API, a picture, the
    sitemap) is the same in every reader's language, and must not vary by it.
    """

    def process_response(self, request, response):
        if not response.get("Content-Type", "text/html").startswith("text/html"):
            return response
        if response.status_code == 404 and request.resolver_match is not None:
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)


class NothingAtNul:
    """404 for an address with a NUL in it: nothing has such a name, and PostgreSQL does not even take the question.

    Outside `Redirects`, which would ask. The API refuses it by itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise Http404("There is nothing at this address.")
        return self.get_response(request)


class Redirects(RedirectMiddleware):
    """Wagtail's own, except that a redirect to a page which this visitor may not read stays a 404.

    The address alone would tell: it holds the words of the title of a draft, or the name in a story that was taken back.
    """

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        if answer is response:
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        redirect = get_redirect(request, path) or get_redirect(request, path.split("?")[0])
        page = redirect and redirect.redirect_page
        if not redirect or (page is not None and not _may_be_read(page, request)):
            return response
        describe(answer, [], tags=[dependencies.redirects(), *([dependencies.page(page.pk)] if page else [])])
        return answer


def _may_be_read(page: Page, request) -> bool:
    if not page.live or not all(item.accept_request(request) for item in page.get_view_restrictions()):
        return False
    if registry.find_page_type(page.specific_class or Page) is None:
        return True
    period = periods_of([page]).get(page.pk, {}).get(Audience.OWN)
    return period is not None and period.holds(timezone.now())


class AdminHeaders:
    """A looser content security policy for the admin (Wagtail has inline scripts there), and nothing of it cached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A public page carries Wagtail's user bar for staff who are signed in: it needs the same.
        if request.path.startswith("/admin/") or may_be_staff(request):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY | _frames_of(request)
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


#: Where the editor shows a draft beside the form.
_EDITORS = ("wagtailadmin_pages:add", "wagtailadmin_pages:edit")


def _frames_of(request) -> dict[str, list[str]]:
    """The front ends in which editors see their drafts while they write."""
    if request.resolver_match is None or request.resolver_match.view_name not in _EDITORS:
        return {}
    return {"frame-src": [SELF, *previews.origins()]}
