"""The stand-alone site with Wagtail's own API, as a host may mount it."""

from django.urls import path
from wagtail.api.v3.urls import api

from site_project.urls import urlpatterns as site_patterns

urlpatterns = [path("api/v3/", api.urls), *site_patterns]
