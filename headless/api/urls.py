"""The one `include()` of the API: `path("api/v1/", include("headless.api.urls"))`."""

from django.urls import URLPattern, re_path

from .entrance import entrance, nowhere
from .root import make_api

app_name = "sc_api"
api = make_api()


def _entered(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, entrance(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [*map(_entered, api.urls[0]), re_path("", nowhere)]
