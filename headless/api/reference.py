"""The API's own description: OpenAPI for programs, a page for people."""

import json
from functools import lru_cache

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from ninja import Router

from .. import cache
from ..endpoints import Parameters, unless_known
from . import manual

router = Router(tags=["reference"])
_NONE = Parameters()


@router.get("/openapi.json", include_in_schema=False, url_name="openapi")
def openapi(request):
    _NONE.read(request.GET)
    response = HttpResponse(_openapi(), content_type="application/json")
    cache.describe(response, [])
    return unless_known(request, response)


@router.get("/docs", include_in_schema=False, url_name="docs")
def docs(request):
    _NONE.read(request.GET)
    with translation.override("en"):
        context = {
            "sections": manual.sections(schema()),
            "info": schema()["info"],
            "base": request.build_absolute_uri("/"),
        }
        response = render(None, "second_chances/api/docs.html", context)
    response.headers["Content-Language"] = "en"
    cache.describe(response, [])
    return unless_known(request, response)


@lru_cache(maxsize=1)
def schema() -> dict:
    from .urls import api

    return json.loads(json.dumps(api.get_openapi_schema()))


@lru_cache(maxsize=1)
def _openapi() -> bytes:
    return json.dumps(schema(), ensure_ascii=False).encode()
