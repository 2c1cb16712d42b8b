"""What SQLite keeps of deleted rows."""

from django.db import connection

#: In milliseconds: nobody who sends a form waits for this.
_PATIENCE = 1000


def empty_log() -> bool:
    """Copy SQLite's write-ahead log into the database and empty it: until then it holds what was deleted, as it was.

    False if somebody was reading or writing: try again later. On other databases there is nothing to do.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return connection.vendor != "sqlite"
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        try:
            cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            busy, _pages, _copied = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy
