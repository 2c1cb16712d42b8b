import logging
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from .. import traces
from ..enums import TraceState
from ..models import Withdrawal, WithdrawalItem

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=3)
LONGEST_PAUSE = timedelta(minutes=5)


def due_items():
    """Traces of withdrawn stories that are still to be looked for."""
    return WithdrawalItem.objects.filter(state=TraceState.OPEN, due_at__lte=timezone.now())


def check_withdrawals(*, withdrawal: Withdrawal | None = None, seconds: float = 30) -> int:
    """Look for each open trace of this withdrawal (or of all) whose time has come; returns how many are settled now.

    Effects: what is still there is removed once more; the result and its time are noted, each by itself. What is not gone stays
    open, and is tried again after a pause that doubles up to five minutes, for ever. Stops after so many seconds.
    """
    ends = timezone.now() + timedelta(seconds=seconds)
    rows = due_items().select_related("withdrawal").order_by("due_at", "pk")
    settled, consented = 0, {}
    for item in rows.filter(withdrawal=withdrawal) if withdrawal else rows:
        if timezone.now() >= ends:
            break
        if item.withdrawal_id not in consented:
            consented[item.withdrawal_id] = traces.is_consented_anew(item.withdrawal)
        settled += _check(item, consented[item.withdrawal_id])
    return settled


def _check(item: WithdrawalItem, is_consented: bool) -> bool:
    problem, state = "", TraceState.OPEN
    try:
        # In no transaction: a storage that is slow, or a picture that is encoded, would keep all others from writing.
        state = traces.look(item, is_consented=is_consented)
    except traces.NotYet as not_yet:
        problem = not_yet.problem
    except Exception as error:  # one trace that cannot be looked at must not hide the others
        # The kind of fault alone: its words may hold an address.
        logger.error("A trace of withdrawal %s cannot be looked at: %s.", item.withdrawal_id, type(error).__name__)
        problem = "failed"
    now = timezone.now()
    pause = min(FIRST_PAUSE * 2 ** min(item.attempts, 12), LONGEST_PAUSE)
    WithdrawalItem.objects.filter(pk=item.pk, state=TraceState.OPEN).update(
        state=state,
        settled_at=None if state == TraceState.OPEN else now,
        attempts=F("attempts") + 1,
        tried_at=now,
        due_at=now + pause,
        problem=problem,
    )
    return state != TraceState.OPEN
