"""What went wrong, as RFC 9457 has it. Nothing that was sent is repeated, except names that stand in our own documentation
or that the caller must correct."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import HttpResponse

from ..schemas import Data

MEDIA_TYPE = "application/problem+json"


class FieldError(Data):
    """What is wrong with one parameter or field, in words for a person."""

    field: str
    message: str


class ProblemData(Data):
    """RFC 9457. `errors` has one entry for each parameter or field that must be corrected; often it is empty."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[FieldError, ...]


class Problem(Exception):
    """Ends a request with a problem document."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def problem(error: Problem) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.detail,
        "errors": [{"field": field, "message": message} for field, message in error.errors],
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=error.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    for name, value in error.headers.items():
        response.headers[name] = value
    return response


def not_found(detail: str = "There is nothing public at this address.") -> Problem:
    return Problem(404, detail)


def withdrawn() -> Problem:
    return Problem(410, "What was here has been withdrawn. Please remove it from your pages and caches, too.")
