"""The API: the routers of the apps, and the endpoints for pages of every type."""

from importlib import import_module

from django.http import HttpResponse
from ninja import NinjaAPI

from .. import registry
from . import announced, around, pages, preview, reference
from .openapi import Schema

VERSION = "1"
_NEVER_SENT = HttpResponse()


class Api(NinjaAPI):
    def on_exception(self, request, exc):
        """Every error is answered by `entrance`."""
        raise exc

    def create_temporal_response(self, request):
        """What ninja lets views add headers to. Ours make their whole answer, and making another takes as long as finding
        the view."""
        return _NEVER_SENT

    def get_openapi_schema(self, *, path_prefix=None, path_params=None):
        return Schema(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)


def make_api() -> Api:
    """Called once the apps have announced everything."""
    api = Api(
        title="Second Chances",
        version=VERSION,
        description=(
            "Stories, programs and sign-ups as JSON. Reading needs no key; a publishable key says for which site you "
            "read. Errors are problem documents (RFC 9457). Additions may come at any time, nothing is taken away "
            "within version 1."
        ),
        urls_namespace="sc_api",
        openapi_url=None,
        docs_url=None,
    )
    for path in registry.routers():
        api.add_router("", import_module(path).router)
    api.add_router("", announced.make_router())
    api.add_router("", pages.make_router())
    api.add_router("", around.router)
    api.add_router("", preview.make_router())
    api.add_router("", reference.router)
    return api
