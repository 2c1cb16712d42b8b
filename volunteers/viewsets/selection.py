"""Which applications are meant by the filters of an address and a search."""

from django.db.models import QuerySet
from django.http import QueryDict

from .. import queries
from .filters import ApplicationFilterSet, TrayFilterSet


class NoSelection(Exception):
    """The filters make no sense. A list may ignore them; what changes or exports something must not."""


def chosen(filters: QueryDict, term: str, *, tray: bool = False) -> QuerySet:
    """The applications that a list with these filters and this search shows, oldest first. Raises NoSelection."""
    filterset = (TrayFilterSet if tray else ApplicationFilterSet)(data=filters)
    if not filterset.is_valid():
        raise NoSelection
    found = filterset.filter_queryset(queries.in_the_tray() if tray else queries.listed())
    return queries.search(found, term).order_by("submitted_at", "pk")
