"""What can be kept in the process for as long as nothing was written to the database.

Both databases tell, exactly and for next to nothing, whether anybody has committed anything since they were last asked. So
what is kept here is right at once in every process and on every machine, and nobody need be told to forget it.
"""

import threading
from collections.abc import Hashable
from typing import Any

from django.db import connection

from ..conf import conf


class _Kept(threading.local):
    stamp: Hashable = None
    values: dict[Hashable, Any] = {}
    size = 0


_kept = _Kept()


def get(request, key: Hashable) -> Any:
    """What was kept under this key, if nothing was committed since; else None. Call it before what is to be kept is read."""
    return _kept.values.get(key) if is_known(request) else None


def keep(request, key: Hashable, value: Any, *, size: int = 0) -> Any:
    """Returns the value. size: in bytes, of what is large."""
    if is_known(request) and _kept.size + size <= conf.KEPT_ANSWERS:
        _kept.values[key] = value
        _kept.size += size
    return value


def is_known(request) -> bool:
    """Whether this request may use what is kept, and keep something. Asked once for each request, before it reads
    anything: what it reads is at least as new."""
    if not hasattr(request, "_sc_stamp"):
        request._sc_stamp = stamp = _stamp()
        if stamp is not None and stamp != _kept.stamp:
            _kept.stamp, _kept.values, _kept.size = stamp, {}, 0
    return request._sc_stamp is not None and request._sc_stamp == _kept.stamp


def _stamp() -> Hashable:
    """The same as long as nobody has committed anything. None where that cannot be told: within a transaction, whose own
    changes may be rolled back, and with databases that do not tell."""
    if connection.in_atomic_block or connection.vendor not in _ASK:
        return None
    return _ASK[connection.vendor]()


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
