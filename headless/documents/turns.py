"""One after the other: whoever changes documents.

Publishing a page marks documents all over the site, a build locks its own and marks those that show it, and each meets them in an
order of its own. PostgreSQL would let two of them wait for each other, and after a second end one of them, perhaps an editor's. So
each waits for its turn before it touches the first document, until its transaction ends. SQLite has one writer anyway.
"""

from datetime import timedelta

from django.db import OperationalError, connection

#: One of PostgreSQL's advisory locks; everybody in a database shares their numbers.
_LOCK = 7236283
#: Less than the second after which PostgreSQL looks for those who wait for each other.
PATIENCE = timedelta(milliseconds=400)
#: `lock_not_available` and `deadlock_detected`.
_BUSY = ("55P03", "40P01")


def wait() -> None:
    """Wait until it is our turn; it ends with the transaction. Call it before the first document is changed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def wait_a_little() -> None:
    """The same for who can come back later: this transaction waits `PATIENCE` for any lock, and then fails (`is_busy`), so that
    it is never in an editor's way."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE // timedelta(milliseconds=1)}")
        wait()


def is_busy(error: OperationalError) -> bool:
    """Whether somebody else had what was waited for: to be tried again."""
    return getattr(error.__cause__, "sqlstate", "") in _BUSY
