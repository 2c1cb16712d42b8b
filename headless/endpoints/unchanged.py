"""What can be kept in the process for as long as nothing was written to the database.

Both databases tell, exactly and for next to nothing, whether anybody has committed anything since they were last asked. So
what is kept here is right at once in every process and on every machine, and nobody need be told to forget it.
"""

import threading
from collections.abc import Hashable
from typing import Any

from django.db import connection

from .. import commits
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
    """None within a transaction, too: its own changes may be rolled back."""
    return None if connection.in_atomic_block else commits.stamp()
