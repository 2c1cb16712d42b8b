"""Caches in front of the site that are told what to forget (`EDGE_PURGE_ADDRESSES`): Varnish with `deploy/varnish.vcl`.

Whatever marks documents as stale names the tags of their answers here, in the transaction of the change. After the commit each
cache is told by the worker, in a thread of its own, until it has done it; one that is away is told later. A cache is told again a
little later: an answer that was on its way to it when it forgot may be older than the change.
"""

import logging
import threading
import time
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from django.db import close_old_connections, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from .conf import conf
from .models import Document, Purge

logger = logging.getLogger(__name__)

#: The method and the header by which a cache is told.
METHOD, HEADER = "PURGE", "xkey-purge"
#: Longer than an answer of ours is under way mostly, often, and on a bad day.
ONCE_MORE_AFTER = (timedelta(seconds=1), timedelta(seconds=2), timedelta(seconds=10))
#: Then it counts as forgotten.
TIMES = 3
#: Between attempts, for a cache that is away.
LONGEST_PAUSE = timedelta(seconds=10)
#: For each step of telling one. In seconds.
TIMEOUT = 2
LOOK_EVERY = 0.25
#: How often documents are looked for whose period has begun.
BEGAN_EVERY = timedelta(seconds=15)
#: Tags in one request: caches refuse long headers.
_AT_ONCE = 60
_CHUNK = 2000
#: They are near: no proxy that the environment names stands between.
_opener = build_opener(ProxyHandler({}))


def forget(*tags: str) -> None:
    """Have every cache forget the answers with these tags. Call it in the transaction of the change; without a cache it does
    nothing."""
    edges = conf.EDGE_PURGE_ADDRESSES
    if not edges or not tags:
        return
    now = timezone.now()
    # In one order for all: two who want the same would wait for each other for ever.
    rows = [Purge(edge=edge, tag=tag, changed_at=now, due_at=now) for edge in edges for tag in sorted(set(tags))]
    for start in range(0, len(rows), _CHUNK):
        Purge.objects.bulk_create(
            rows[start : start + _CHUNK],
            update_conflicts=True,
            unique_fields=["edge", "tag"],
            update_fields=["changed_at", "due_at", "done", "attempts"],
        )


def has_forgotten(*tags: str) -> bool:
    """Whether every cache has forgotten the answers with these tags as often as it must."""
    return not Purge.objects.filter(tag__in=tags, edge__in=conf.EDGE_PURGE_ADDRESSES, done__lt=TIMES).exists()


def tell(*tags: str) -> int:
    """Tell the caches what is due, of these tags or of all; how many tags were forgotten. Call it in no transaction.

    A cache that does not answer is told again after a pause that doubles up to ten seconds, for as long as it may keep anything
    that it had then.
    """
    due = _due().filter(tag__in=tags) if tags else _due()
    return sum(_tell(edge, due.filter(edge=edge)) for edge in conf.EDGE_PURGE_ADDRESSES)


def run(stop: threading.Event) -> None:
    """In a thread of the worker, until it is told to stop: a cache that is slow holds up nothing else."""
    began_at = 0.0
    while not stop.is_set():
        if conf.EDGE_PURGE_ADDRESSES:
            close_old_connections()
            try:
                if time.monotonic() - began_at > BEGAN_EVERY.total_seconds():
                    forget_what_began()
                    _give_up_what_is_too_old()
                    began_at = time.monotonic()
                tell()
            except Exception:  # a database that is away for a moment must not end it
                logger.exception("Caches could not be told what to forget; they are told again.")
        stop.wait(LOOK_EVERY)
    close_old_connections()


def forget_what_began() -> None:
    """Lists that caches keep do not know of a document whose period begins later, and nothing is written when it does."""
    now = timezone.now()
    # Further back than the last look, so that nothing falls in between.
    begun = Document.objects.filter(valid_from__gt=now - 4 * BEGAN_EVERY, valid_from__lte=now).exclude(page=None)
    pages = set(begun.values_list("page_id", "type"))
    forget(*(tag for pk, kind in pages for tag in (f"document-{pk}", f"all-{kind}")))


def _due():
    return Purge.objects.filter(due_at__lte=timezone.now(), edge__in=conf.EDGE_PURGE_ADDRESSES)


def _give_up_what_is_too_old() -> None:
    """What no cache can have any more, and what is of a cache that is no longer in the settings."""
    kept_for = timedelta(seconds=conf.EDGE_CACHE_SECONDS + conf.EDGE_STALE_SECONDS) + timedelta(minutes=1)
    too_old = Q(changed_at__lt=timezone.now() - kept_for) | ~Q(edge__in=conf.EDGE_PURGE_ADDRESSES)
    with _unlocked(Purge.objects.filter(too_old)) as rows:
        rows.delete()


@contextmanager
def _unlocked(rows):
    """Those of the rows that nobody writes at this moment: whoever does must not wait for us."""
    with transaction.atomic():
        yield Purge.objects.filter(
            pk__in=list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_CHUNK])
        )


def _tell(edge: str, due) -> int:
    told = 0
    while rows := list(due.order_by("due_at", "pk")[:_AT_ONCE]):
        if not _has_done(edge, (row.tag for row in rows)):
            # All that waits: each attempt takes as long, and says the same.
            attempts = due.aggregate(most=Max("attempts"))["most"] or 0
            pause = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempts, 6)))
            with _unlocked(due) as waiting:
                waiting.update(attempts=F("attempts") + 1, due_at=timezone.now() + pause)
            break
        told += len(rows)
        for row in rows:
            # Unless something has changed meanwhile: then it is told anew.
            as_it_was = Purge.objects.filter(pk=row.pk, changed_at=row.changed_at)
            if row.done == len(ONCE_MORE_AFTER):
                as_it_was.delete()
            else:
                again = timezone.now() + ONCE_MORE_AFTER[row.done]
                as_it_was.update(done=row.done + 1, attempts=0, due_at=again)
    return told


def _has_done(edge: str, tags: Iterable[str]) -> bool:
    try:
        asked = Request(edge, method=METHOD, headers={HEADER: " ".join(tags)})  # noqa: S310
        with _opener.open(asked, timeout=TIMEOUT):  # http or https: see `checks`
            return True
    except HTTPError as error:  # a refusal, or a redirect
        said = f"it answers {error.code}"
        error.close()
    except (OSError, HTTPException) as error:
        said = type(error).__name__
    logger.warning("The cache at %s could not be told what to forget (%s); it is told again.", edge, said)
    return False
