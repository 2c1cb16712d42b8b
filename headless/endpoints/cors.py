"""Browsers let pages of other origins read our answers only if these headers say so. Never for all, never with cookies."""

from django.http import HttpResponse

from .asking import HEADER, allowed_origin

_MAX_AGE = "600"


def add(request, response: HttpResponse) -> None:
    """Let the pages of a front end read the answer."""
    if "HTTP_ORIGIN" not in request.META:
        return
    origin = allowed_origin(request)
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"


def preflight(request, allow: str) -> HttpResponse:
    """What a browser asks before it sends a form or a key: 204, and leave for the pages of a front end."""
    response = HttpResponse(status=204)
    response.headers["Allow"] = allow
    response.headers["Cache-Control"] = "no-store"
    add(request, response)
    if response.has_header("Access-Control-Allow-Origin"):
        response.headers["Access-Control-Allow-Methods"] = allow
        response.headers["Access-Control-Allow-Headers"] = f"Content-Type, Idempotency-Key, {HEADER}, X-Preview-Token"
        response.headers["Access-Control-Max-Age"] = _MAX_AGE
    return response
