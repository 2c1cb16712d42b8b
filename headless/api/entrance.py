"""What holds for every address of the API: errors are problem documents, HEAD and OPTIONS work, headers are right."""

import logging
from functools import wraps
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.log import log_response

from ..cache import vary
from ..endpoints import cors
from ..endpoints.asking import VARY
from ..endpoints.problems import Problem, not_found, problem
from . import kept

logger = logging.getLogger(__name__)

_LARGE = 1_000_000
_VARY = VARY.split(", ")


def entrance(view):
    """Around a view. No cookie is read, so there is nothing that a forged request could gain (`csrf_exempt`)."""

    @wraps(view)
    def enter(request, *args, **kwargs):
        try:
            response = kept.again(request) if request.method == "GET" else None
            if response is None:
                response = _described(_respond(view, request, args, kwargs))
                kept.keep(request, response)
            cors.add(request, response)
        except Exception as error:  # answered as a problem, and reported as Django reports it
            response = _described(_answer_to(error, request))
        return response

    enter.csrf_exempt = True
    return enter


def _described(response: HttpResponse) -> HttpResponse:
    vary(response, *_VARY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def _respond(view, request, args, kwargs) -> HttpResponse:
    is_head = request.method == "HEAD"
    try:
        _refuse_what_cannot_be_meant(request)
        if is_head:
            request.method = "GET"
        response = view(request, *args, **kwargs)
    except Exception as error:
        response = _answer_to(error, request)
    finally:
        if is_head:
            request.method = "HEAD"
    if isinstance(response, HttpResponseNotAllowed):
        methods = {name.strip() for name in response.headers["Allow"].split(",")}
        allow = ", ".join(sorted(methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))
        if request.method == "OPTIONS":
            return cors.preflight(request, allow)
        return problem(Problem(405, f"This address takes {allow}.", headers={"Allow": allow}))
    if is_head and response.status_code != 304:
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _refuse_what_cannot_be_meant(request) -> None:
    """A host that is not ours, a query that is no text, a body where none belongs. Raises Problem, or what Django raises."""
    request.get_host()
    query = request.META.get("QUERY_STRING", "")
    if "%" in query or not query.isascii():
        try:
            unquote_to_bytes(query).decode()
        except UnicodeDecodeError:
            raise Problem(400, "This address is not in UTF-8.") from None
    if request.method in ("GET", "HEAD") and (length := request.META.get("CONTENT_LENGTH")) not in (None, "", "0"):
        if length.isdigit() and int(length[:12]) > _LARGE:
            raise Problem(413, "This is too large; and nothing is sent along with GET.")
        raise Problem(400, "Nothing is sent along with GET.")


def _answer_to(error: Exception, request) -> HttpResponse:
    if isinstance(error, Problem):
        return problem(error)
    if isinstance(error, Http404):
        return problem(not_found())
    if isinstance(error, RequestDataTooBig):
        return problem(Problem(413, "This is too large."))
    if isinstance(error, SuspiciousOperation | BadRequest):
        return problem(Problem(400, "This request cannot be read."))
    if isinstance(error, OperationalError | InterfaceError):
        # The kind of fault alone: a database's words may hold what was to be stored.
        logger.error("The API could not answer: %s.", type(error.__cause__ or error).__name__)
        return problem(
            Problem(503, "We cannot answer now. Please try again in a minute.", headers={"Retry-After": "60"})
        )
    got_request_exception.send(sender=None, request=request)
    response = problem(Problem(500, "Something went wrong here. We have been told."))
    log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request, exception=error)
    return response


@entrance
def nowhere(request):
    """Any other address below the API."""
    raise not_found("There is nothing at this address. /docs says what there is.")
