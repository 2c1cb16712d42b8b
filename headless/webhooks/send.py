"""One delivery: claimed, tried, noted; again later, or given up.

As with the mail outbox each delivery is claimed and its result noted in a transaction of its own. A worker that is killed leaves
at most one whose result nobody knows: it is sent again, with the same `webhook-id`, by which the receiver knows it.
"""

import random
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from ..encryption import Unreadable
from ..models import Attempt, Delivery, Webhook
from ..models.webhooks import DeliveryState, PausedBy
from . import call, messages
from .health import pause

GIVE_UP_AFTER = timedelta(hours=24)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=4)
#: However long it has been failing, it is tried so often before it is given up or paused: while the worker was away nothing was tried.
FEWEST_ATTEMPTS = 5
#: After so many failures in a row a receiver has a rest, whatever else waits for it.
FAILURES_BEFORE_REST = 3
FIRST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(minutes=15)
#: A receiver that asks for more waits no longer than this.
LONGEST_WISH = timedelta(hours=6)
#: So much of an answer is kept. In characters.
KEPT = 2000
#: So many are told in one message at most.
_MOST_TOGETHER = 5000


def send_next(webhook_id: int) -> call.Answer | None:
    """Try what is due of this webhook and has waited longest; None if there is nothing."""
    delivery = _take(webhook_id)
    return attempt(delivery) if delivery else None


def send_now(delivery: Delivery) -> call.Answer:
    """Try this one, for somebody who waits for the result. Nobody else may have it: it has just been made."""
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.SENDING, claimed_at=now, attempts=1, first_tried_at=now
    )
    delivery.refresh_from_db()
    return attempt(delivery, once=True)


def due(now: datetime | None = None):
    """What is to be sent now, of webhooks that are neither paused nor at rest."""
    now = now or timezone.now()
    lapsed = now - Delivery.CLAIM_LASTS
    waits = Q(state=DeliveryState.WAITING, due_at__lte=now) | Q(state=DeliveryState.SENDING, claimed_at__lt=lapsed)
    return Delivery.objects.filter(waits, webhook__paused=PausedBy.NOBODY, webhook__rests_until__lte=now)


def _take(webhook_id: int) -> Delivery | None:
    """Marked as taken; two workers never take the same. What happened within a webhook's time goes with it."""
    waiting = (
        due()
        .filter(webhook=webhook_id)
        .select_related("webhook")
        .defer(*(f"webhook__{name}" for name in Webhook.SECRETS))
    )
    for delivery in waiting.order_by("due_at", "created_at")[:20]:
        now = timezone.now()
        as_read = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, claimed_at=delivery.claimed_at)
        with transaction.atomic():
            if not as_read.update(
                state=DeliveryState.SENDING,
                claimed_at=now,
                attempts=F("attempts") + 1,
                first_tried_at=delivery.first_tried_at or now,
            ):
                continue
            if delivery.webhook.together_seconds and not delivery.attempts and not delivery.tries.exists():
                _join(delivery)
        delivery.refresh_from_db()
        return delivery
    return None


def _join(delivery: Delivery) -> None:
    """Only what was never tried, also not before a replay: a receiver that has taken it once would leave out what came with a
    later one."""
    others = Delivery.objects.filter(webhook=delivery.webhook_id, state=DeliveryState.WAITING, attempts=0, tries=None)
    chosen = list(others.order_by("created_at").values_list("pk", flat=True)[:_MOST_TOGETHER])
    others.filter(pk__in=chosen).update(state=DeliveryState.JOINED, joined_to=delivery)


def attempt(delivery: Delivery, *, once: bool = False) -> call.Answer:
    """Try a delivery that was claimed, and note what came of it. once: it is not tried again."""
    told = [delivery.event, *(other.event for other in delivery.joined.select_related("event").order_by("created_at"))]
    kept = ""
    try:
        webhook = Webhook.objects.get(pk=delivery.webhook_id)
        message = messages.write(webhook, delivery.message_id, told)
        kept = message.kept
        answer = call.post(message.url, body=message.body, headers=message.headers)
    except Unreadable:
        answer = call.Answer(problem="unreadable")
    with transaction.atomic():
        _note(delivery, answer, kept, once=once)
    return answer


def _note(delivery: Delivery, answer: call.Answer, kept: str, *, once: bool) -> None:
    now = timezone.now()
    webhook = Webhook.objects.without_secrets().select_for_update().filter(pk=delivery.webhook_id).first()
    if webhook is None:  # deleted meanwhile, with its deliveries
        return
    Attempt.objects.create(
        delivery=delivery,
        at=now,
        milliseconds=answer.milliseconds,
        status=answer.status,
        problem=answer.problem,
        answer=answer.body[: 4 * KEPT].decode(errors="replace").replace("\0", "")[:KEPT],
    )
    # As it was claimed: another worker may have taken it up again while this one slept.
    mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING, claimed_at=delivery.claimed_at)
    if not answer.problem:
        mine.update(state=DeliveryState.ARRIVED, body=kept)
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None, failures=0, arrived_at=now, rests_until=now)
        return
    tried_long = now - (delivery.first_tried_at or now) >= GIVE_UP_AFTER and delivery.attempts >= FEWEST_ATTEMPTS
    given_up = once or answer.problem == "gone" or tried_long
    state = DeliveryState.FAILED if given_up else DeliveryState.WAITING
    wish = _wish(answer, now)
    mine.update(state=state, body=kept, due_at=now + max(wish, pause_after(delivery.attempts)))
    if not once:
        _note_failure(webhook, answer, now, wish)


def _note_failure(webhook: Webhook, answer: call.Answer, now: datetime, wish: timedelta) -> None:
    webhook.failures += 1
    webhook.failing_since = webhook.failing_since or now
    webhook.rests_until = now + max(wish, rest_after(webhook.failures))
    webhook.save(update_fields=["failures", "failing_since", "rests_until"])
    if answer.problem == "gone":
        pause(webhook, PausedBy.GONE)
    elif now - webhook.failing_since >= GIVE_UP_AFTER and webhook.failures >= FEWEST_ATTEMPTS:
        pause(webhook, PausedBy.FAILURE)


def pause_after(attempts: int) -> timedelta:
    """Ten seconds, half a minute, a minute and a half …, at last four hours; each a little more or less, so that what failed
    together does not come back together."""
    return min(FIRST_PAUSE * 3 ** min(attempts - 1, 12), LONGEST_PAUSE) * random.uniform(0.85, 1.15)  # noqa: S311


def rest_after(failures: int) -> timedelta:
    if failures < FAILURES_BEFORE_REST:
        return timedelta()
    return min(FIRST_REST * 2 ** min(failures - FAILURES_BEFORE_REST, 12), LONGEST_REST)


def _wish(answer: call.Answer, now: datetime) -> timedelta:
    """How long the receiver asks us to wait (`Retry-After`), in seconds or as a date."""
    text = answer.headers.get("retry-after", "").strip()
    if answer.status not in (429, 503) or not text:
        return timedelta()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text[:9]), 10**6)), LONGEST_WISH)
    try:
        then = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return timedelta()
    if then.tzinfo is None:
        return timedelta()
    return max(timedelta(), min(then - now, LONGEST_WISH))
