"""The one `include()` of the plugin: `path("second-chances/", include("headless.urls"))`."""

from django.urls import include, path

from . import registry, views

urlpatterns = [
    path("search/", views.search, name="sc_search"),
    path("feeds/", include("headless.feeds.urls")),
    path("", include("headless.embeds.urls")),
    *(path(prefix, include(urlconf)) for prefix, urlconf in registry.urls()),
]
