"""Which sites and front ends there are."""

from typing import NamedTuple

from django.db import connection
from wagtail.models import Site

from ..models import FrontEnd
from . import unchanged

_SQL = (
    f"SELECT id, hostname, port, is_default_site, NULL, NULL, NULL, NULL, NULL FROM {Site._meta.db_table} "
    f"UNION ALL SELECT NULL, NULL, NULL, NULL, id, key, audience, origins, site_url FROM {FrontEnd._meta.db_table}"
)


class KnownSite(NamedTuple):
    id: int
    hostname: str
    port: int
    is_default_site: bool
    #: Without a slash at the end.
    root_url: str


class KnownFrontEnd(NamedTuple):
    id: int
    key: str
    audience: str
    origins: str
    #: Where its pages are, without a slash at the end; "" for ours.
    site_url: str


class Known(NamedTuple):
    sites: tuple[KnownSite, ...]
    front_ends: tuple[KnownFrontEnd, ...]


def known(request) -> Known:
    """One query; none for as long as nothing was written to the database."""
    if not hasattr(request, "_sc_known"):
        request._sc_known = unchanged.get(request, Known) or unchanged.keep(request, Known, _read())
    return request._sc_known


def _read() -> Known:
    with connection.cursor() as cursor:
        cursor.execute(_SQL)
        rows = cursor.fetchall()
    sites = (
        KnownSite(*row[:3], bool(row[3]), Site(hostname=row[1], port=row[2]).root_url)
        for row in rows
        if row[0] is not None
    )
    return Known(tuple(sites), tuple(KnownFrontEnd(*row[4:]) for row in rows if row[0] is None))
