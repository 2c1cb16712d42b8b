"""One line per surface."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from health_check.views import HealthCheckView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls
from wagtail.urls import serve_pattern

from headless.views import search

from . import sitemaps, views

READINESS = ["health_check.checks.Database", "health_check.checks.Cache", "health_check.checks.Storage"]

urlpatterns = [
    path("api/v1/", include("headless.api.urls")),
    path("health/ready/", HealthCheckView.as_view(checks=READINESS)),
    path("admin/private-files/<path:name>", views.private_file),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("media/<path:name>", views.public_picture),
    path("second-chances/", include("headless.urls")),
    path("sitemap.xml", sitemaps.sitemap),
    path("robots.txt", views.robots),
    path("", views.front_door),
    # Pages come from their documents; what has none, and Wagtail's own addresses, go to Wagtail.
    *i18n_patterns(
        path("search/", search, name="search"),
        path("my-story/", include("stories.own_story.urls", namespace="my_story")),
    ),
    *i18n_patterns(re_path(rf"^(?!_util/){serve_pattern[1:]}", views.page), path("", include(wagtail_urls))),
]

handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
