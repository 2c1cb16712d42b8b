"""Wagtail's own APIs (v2 and v3), where a host has mounted them: the gate holds there, too.

They know neither consents nor audiences, and answer from the pages themselves: a title, a slug or a description may hold what
a consent does not cover. So they have no page of a type with a gate for whoever is not signed in, and of v3 the libraries of
pictures and documents, and the redirects (an old address holds an old title), want a token. All that is public of it is in our
own API.

Wagtail has no hook for this. What it has is replaced where it is used, once every app is loaded.
"""

import sys
from collections.abc import Callable
from functools import wraps

from django.core.signals import request_started

from . import registry

_PAGES = ("wagtail.api.querysets", "wagtail.api.v2.views", "wagtail.api.v3.querysets")
_LIBRARIES = (
    "wagtail.images.api.v3.router",
    "wagtail.documents.api.v3.router",
    "wagtail.contrib.redirects.api.v3.router",
)


def hold_the_gate() -> None:
    """From the first request on, whichever app comes first: until then no address was looked up."""
    request_started.connect(_hold, dispatch_uid="sc_wagtail_api")


def _hold(**kwargs) -> None:
    request_started.disconnect(dispatch_uid="sc_wagtail_api")
    from wagtail.api import querysets

    guarded = _without_gated_pages(querysets.get_public_pages_queryset)
    for name in _PAGES:
        if name in sys.modules:  # what is loaded later takes it from the first of them
            sys.modules[name].get_public_pages_queryset = guarded
    if "wagtail.api.v3.api" in sys.modules:
        _close_libraries()


def _without_gated_pages(get_pages: Callable) -> Callable:
    @wraps(get_pages)
    def get(request, *args, **kwargs):
        gated = [page_type.model for page_type in registry.page_types() if page_type.gate]
        pages = get_pages(request, *args, **kwargs)
        return pages.not_type(*gated) if gated else pages

    return get


def _close_libraries() -> None:
    from wagtail.api.v3.api import api
    from wagtail.api.v3.auth import AllowAnonymous

    routers = [sys.modules[name].router for name in _LIBRARIES if name in sys.modules]
    # Where addresses were made of them already, each has a copy there.
    bound = [router for router in getattr(api, "_bound_routers_cache", None) or () if router.template in routers]
    for router in (*routers, *bound):
        for view in router.path_operations.values():
            for operation in view.operations:
                operation.auth_callbacks = [
                    callback for callback in operation.auth_callbacks if not isinstance(callback, AllowAnonymous)
                ]
