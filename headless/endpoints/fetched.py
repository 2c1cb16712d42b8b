"""Who fetched what with a key: noted once a day for each page, because what was fetched may have been kept."""

import logging
import threading
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from ..models import Fetch

logger = logging.getLogger(__name__)


class _Noted(threading.local):
    """What this thread knows to be noted today."""

    day: date | None = None
    known: frozenset[tuple[int, int]] = frozenset()


_noted = _Noted()


def note(front_end_id: int, rows: Iterable[Any]) -> None:
    """Note that a front end has fetched these documents. Nothing for 0: whoever shows no key is nobody we could write to.

    Each thread writes what it has not seen noted today, all of an answer in one statement, so that what is kept until
    something is written stays kept for the day. A database that cannot write now keeps nobody from an answer.
    """
    if not front_end_id:
        return
    day = today()
    if _noted.day != day:
        _noted.day, _noted.known = day, frozenset()
    fetched = {(front_end_id, row.page_id) for row in rows if row.page_id}
    new = fetched - _noted.known
    if not new:
        return
    try:
        with transaction.atomic():
            _write(front_end_id, {page_id for _front_end, page_id in new}, day)
    except DatabaseError as error:
        logger.warning("What a front end fetched could not be noted: %s.", type(error.__cause__ or error).__name__)
        return
    _noted.known |= new


def today() -> date:
    """Where the site is."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def _write(front_end_id: int, page_ids: set[int], day: date) -> None:
    noted = Fetch.objects.filter(front_end_id=front_end_id, page_id__in=page_ids, last_on__gte=day)
    missing = page_ids - set(noted.values_list("page_id", flat=True))
    Fetch.objects.bulk_create(
        [Fetch(front_end_id=front_end_id, page_id=page_id, first_on=day, last_on=day) for page_id in sorted(missing)],
        update_conflicts=True,
        unique_fields=["front_end", "page_id"],
        update_fields=["last_on"],
    )
