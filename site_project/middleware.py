"""The language in the address, and headers that differ between the public site and the admin."""

from django.conf import settings
from django.http import HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class Liveness:
    """`/health/live/`: the process answers. Before everything else: a probe asks by any name, without TLS, and a database
    that is away is not mended by a restart."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/health/live/":
            return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        return self.get_response(request)


class LanguageInAddress(LocaleMiddleware):
    """Django's own, except that an address which leads to a view keeps that view's 404.

    Django would try every missing file, form or document once more below `/en/`.
    """

    def process_response(self, request, response):
        if response.status_code == 404 and request.resolver_match is not None:
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)


class AdminHeaders:
    """A looser content security policy for the admin (Wagtail has inline scripts there), and nothing of it cached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A public page carries Wagtail's user bar for staff who are signed in: it needs the same.
        if request.path.startswith("/admin/") or _shows_user_bar(request):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _shows_user_bar(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
