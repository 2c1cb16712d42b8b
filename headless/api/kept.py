"""Answers that are given again as they were, for as long as nothing was written and no document begins, ends or is due."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone

from .. import cache
from ..conf import conf
from ..documents import read
from ..endpoints import fetched, unchanged
from ..endpoints.asking import KEY


def again(request) -> HttpResponse | None:
    """The answer that this request had before, or 304; None if it must be made."""
    if request.META.get("CONTENT_LENGTH") not in (None, "", "0"):
        return None  # nobody is answered who sends something along with GET
    kept = unchanged.get(request, _key_of(request))
    if kept is None or not _holds(request):
        return None
    headers, content = kept
    response = HttpResponse(content, headers=headers)
    return cache.unless_known(request, response)


def keep(request, response: HttpResponse) -> None:
    """To be called with every answer; those that were made of documents, whole and for all, are kept."""
    if response.status_code != 200 or not getattr(response, "is_of_documents", False):
        return
    if request.method != "GET" or not unchanged.is_known(request) or not _holds(request):
        return
    kept = (dict(response.items()), response.content)
    unchanged.keep(request, _key_of(request), kept, size=len(response.content))


def _key_of(request) -> tuple:
    """All that an answer depends on beside the database and the clock."""
    meta = request.META
    where = (request.scheme, request.get_host(), meta.get("SERVER_PORT"), meta.get("HTTP_X_FORWARDED_PORT"))
    query = meta.get("QUERY_STRING") or ""
    # What is fetched with a key is noted each day (`endpoints.fetched`), so nothing is given again over midnight.
    day = fetched.today() if meta.get(KEY) or "key=" in query else None
    return (*where, request.path, query, meta.get(KEY), day)


def _holds(request) -> bool:
    """Whether no document begins, ends or is due before caches have forgotten what they are told now."""
    moment = unchanged.get(request, _holds)
    if moment is None:
        moment = unchanged.keep(request, _holds, read.next_moment())
    edge = conf.EDGE_CACHE_SECONDS + conf.EDGE_STALE_SECONDS
    return timezone.now() + timedelta(seconds=max(edge, conf.BROWSER_CACHE_SECONDS)) < moment
