"""A disk that is full, a database that restarts: said plainly, without what fails."""

import logging
from functools import wraps

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.utils import translation

logger = logging.getLogger(__name__)


def plain_page_when_storage_fails(view):
    """Answer 503 with a page that needs no database. Nothing was stored, and what was written is still in the browser."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            # The kind of fault alone: a database's words may hold what was to be stored, and the address a secret.
            logger.error("A volunteer could not be answered: %s.", type(error.__cause__ or error).__name__)
            with translation.override(translation.get_language_from_request(request)):
                response = render(None, "second_chances/volunteers/pages/not_stored.html", status=503)
            response.headers["Retry-After"] = "60"
            response.headers["Cache-Control"] = "no-store"
            return response

    return answer
