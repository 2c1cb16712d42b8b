"""Whether anybody has committed anything: both databases tell that exactly, and for next to nothing."""

from collections.abc import Hashable

from django.db import connection


def stamp() -> Hashable:
    """Two that are equal, of one connection: nobody else has committed anything between them. None with databases that do not
    tell. Take the first before what it is to vouch for is read."""
    ask = _ASK.get(connection.vendor)
    return ask() if ask else None


def sees_own_changes() -> bool:
    """Whether stamps differ after this connection's own changes, too. PostgreSQL's do only when they are committed."""
    return connection.vendor == "sqlite" or not connection.in_atomic_block


def _of_sqlite() -> Hashable:
    # https://www.sqlite.org/pragma.html#pragma_data_version: what other connections have committed; and what this one did.
    connection.ensure_connection()
    raw = connection.connection
    # The connection itself: held, so that no later one can be taken for it.
    return raw, raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes


def _of_postgresql() -> Hashable:
    # Two equal snapshots see the work of the same transactions.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]


_ASK = {"sqlite": _of_sqlite, "postgresql": _of_postgresql}
