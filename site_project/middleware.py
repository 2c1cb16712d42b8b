"""Headers that differ between the public site and the admin."""

from django.conf import settings


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
