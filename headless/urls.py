"""The one `include()` of the plugin: `path("second-chances/", include("headless.urls"))`."""

from django.urls import include, path

from . import private_pages, registry, views

urlpatterns = [
    path("search/", views.search, name="sc_search"),
    path("drafts/<str:token>/", private_pages.draft, name="sc_shared_draft"),
    path("draft-pictures/<str:address>", private_pages.picture, name="sc_draft_picture"),
    path("feeds/", include("headless.feeds.urls")),
    path("", include("headless.embeds.urls")),
    *(path(prefix, include(urlconf)) for prefix, urlconf in registry.urls()),
]
