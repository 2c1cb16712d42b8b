"""The public JSON API. Mount it with `path("api/v1/", include("headless.api.urls"))`."""
