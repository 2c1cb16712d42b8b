"""Messages arrive once if all goes well, again if it does not, and never hold anybody up."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.http import http_date

from headless.jobs import outbox
from headless.models import Attempt, Delivery, Mail, Webhook
from headless.tasks import forget_old_events
from headless.webhooks import call, send, sender
from headless.webhooks.signing import new_secret
from tests.factories.staff import sign_in
from tests.headless.webhooks.receiver import says, trickles

pytestmark = pytest.mark.django_db


def make_due():
    Delivery.objects.filter(state="waiting").update(due_at=timezone.now())
    Webhook.objects.update(rests_until=timezone.now())


def state_of(delivery):
    delivery.refresh_from_db()
    return delivery.state


def signature(secret, got):
    content = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def test_a_message_arrives_once_signed_and_dated(listen, happen, receiver):
    webhook = listen()
    (delivery,) = happen()
    assert sender.turn(webhook.pk) == 1
    assert sender.turn(webhook.pk) == 0
    (got,) = receiver.got
    said = json.loads(got.body)
    assert said["type"] == "story.updated" and said["timestamp"].endswith("Z")
    assert said["data"]["id"] == 7 and said["data"]["audience"] == "own"
    assert said["data"]["tags"] == ["document-7", "all-story"]
    assert got.headers["webhook-id"] == delivery.message_id
    assert abs(int(got.headers["webhook-timestamp"]) - time.time()) < 60
    assert got.headers["webhook-signature"] == signature(webhook.secret, got)
    assert state_of(delivery) == "arrived"
    webhook.refresh_from_db()
    assert webhook.arrived_at and webhook.failing_since is None


def test_a_message_goes_with_the_transaction_of_what_happened(listen, happen):
    listen()

    def change_and_fail():
        with transaction.atomic():
            happen()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert not Delivery.objects.exists()


def test_for_a_day_the_old_secret_signs_along(listen, happen, receiver):
    old = new_secret()
    webhook = listen(old_secret=old, old_secret_until=timezone.now() + timedelta(hours=24))
    happen()
    sender.turn(webhook.pk)
    (got,) = receiver.got
    assert got.headers["webhook-signature"].split(" ") == [signature(webhook.secret, got), signature(old, got)]
    Webhook.objects.update(old_secret_until=timezone.now())
    happen()
    sender.turn(webhook.pk)
    assert receiver.got[1].headers["webhook-signature"] == signature(webhook.secret, receiver.got[1])


def test_what_is_refused_comes_again_later_with_the_same_number(listen, happen, receiver):
    webhook = listen()
    (delivery,) = happen()
    receiver.answers = [says(500, b"Sorry\0, broken")]
    sender.turn(webhook.pk)
    assert state_of(delivery) == "waiting" and delivery.due_at > timezone.now() + timedelta(seconds=5)
    (tried,) = delivery.tries.all()
    assert (tried.status, tried.problem, tried.answer) == (500, "status", "Sorry, broken")
    make_due()
    sender.turn(webhook.pk)
    assert state_of(delivery) == "arrived"
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1 and len(receiver.got) == 2


def test_pauses_grow_to_hours_and_differ():
    pauses = [send.pause_after(attempt) for attempt in range(1, 12)]
    assert timedelta(seconds=8) < pauses[0] < timedelta(seconds=12)
    assert timedelta(hours=3) < pauses[-1] < timedelta(hours=5)
    assert len({send.pause_after(3) for _turn in range(20)}) > 1


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_a_receiver_that_trickles_is_hung_up_on(listen, happen, receiver, monkeypatch, start):
    monkeypatch.setattr(call, "DEADLINE", 0.5)
    webhook = listen()
    (delivery,) = happen()
    receiver.answers = [trickles(receiver, start)]
    began = time.monotonic()
    sender.turn(webhook.pk)
    assert time.monotonic() - began < 5, "it would go on for ever"
    assert state_of(delivery) == "waiting"
    assert delivery.tries.get().problem == "deadline"


def test_a_message_that_was_taken_has_arrived_however_slow_the_rest_of_the_answer_is(
    listen, happen, receiver, monkeypatch
):
    monkeypatch.setattr(call, "READ_SECONDS", 0.2)
    webhook = listen()
    (delivery,) = happen()
    receiver.answers = [trickles(receiver, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")]
    sender.turn(webhook.pk)
    assert state_of(delivery) == "arrived"


def test_of_an_answer_of_ten_megabytes_only_the_beginning_is_read_and_kept(listen, happen, receiver):
    webhook = listen()
    happen()
    receiver.answers = [says(200, b"x" * 10_000_000)]
    answers = []
    original = call.post
    send.call.post = lambda *args, **kwargs: answers.append(original(*args, **kwargs)) or answers[-1]
    try:
        sender.turn(webhook.pk)
    finally:
        send.call.post = original
    assert len(answers[0].body) == call.MOST_BYTES
    assert len(Attempt.objects.get().answer) == send.KEPT


def test_a_receiver_that_is_down_is_asked_less_and_less(listen, happen, receiver):
    webhook = listen(address="http://127.0.0.1:1024/nobody")
    for number in range(5):
        happen(number)
    for _turn in range(5):
        Delivery.objects.update(due_at=timezone.now())
        sender.turn(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.failures == 3, "then it has a rest, whatever else waits"
    assert webhook.rests_until > timezone.now() and not send.due().exists()
    assert Attempt.objects.first().problem == "connect"


@pytest.mark.parametrize(("status", "wait"), [(429, "120"), (503, "120"), (503, "date")])
def test_a_receiver_that_asks_to_wait_is_waited_for(listen, happen, receiver, status, wait):
    webhook = listen()
    (delivery,) = happen()
    wait = http_date(time.time() + 120) if wait == "date" else wait
    receiver.answers = [says(status, Retry_After=wait)]
    sender.turn(webhook.pk)
    delivery.refresh_from_db()
    webhook.refresh_from_db()
    for moment in (delivery.due_at, webhook.rests_until):
        assert timedelta(seconds=100) < moment - timezone.now() <= timedelta(seconds=121)


@pytest.mark.parametrize("wait", ["soon", "-1", "9" * 40, "Wed, 99 Foo", "٣"])
def test_what_is_no_time_to_wait_changes_little(listen, happen, receiver, wait):
    webhook = listen()
    (delivery,) = happen()
    receiver.answers = [lambda handler: handler.wfile.write(f"HTTP/1.1 503 No\r\nRetry-After: {wait}\r\n\r\n".encode())]
    sender.turn(webhook.pk)
    delivery.refresh_from_db()
    assert delivery.due_at - timezone.now() <= send.LONGEST_WISH + timedelta(minutes=1)


def test_410_ends_it(listen, happen, receiver):
    webhook = listen()
    (delivery,) = happen()
    receiver.answers = [says(410)]
    sender.turn(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.paused == "gone" and state_of(delivery) == "failed"
    (later,) = happen()
    assert sender.turn(webhook.pk) == 0 and state_of(later) == "waiting", "what happens meanwhile waits"


def test_after_a_day_of_failures_it_is_paused_and_staff_get_a_mail(listen, happen, receiver, client):
    user = sign_in(client, "change_webhook")
    type(user).objects.update(email="cora@example.org")
    sign_in(client, "change_frontend", username="other")
    webhook = listen()
    (delivery,) = happen()
    yesterday = timezone.now() - timedelta(hours=25)
    Webhook.objects.update(failing_since=yesterday, failures=2)
    Delivery.objects.update(first_tried_at=yesterday, attempts=4)
    receiver.answers = [says(500), says(500), says(500)]
    sender.turn(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.paused == "" and state_of(delivery) == "failed", "the worker was away: it was tried three times"
    happen()
    for _turn in range(2):
        make_due()
        sender.turn(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.paused == "failure"
    mail = Mail.objects.get(kind="headless.webhook_paused")
    assert mail.about == f"{webhook.pk}:{user.pk}"
    assert outbox.deliver() == 1
    mail.refresh_from_db()
    assert "“Ours”" in mail.subject and f"/admin/webhooks/inspect/{webhook.pk}/" in mail.text
    assert str(receiver.port) not in mail.text, "an address may open a door"


def test_of_one_message_that_nobody_takes_the_others_are_not_held_up(listen, happen, receiver):
    webhook = listen()
    (delivery,) = happen(1)
    receiver.answers = [says(400)]
    sender.turn(webhook.pk)
    (other,) = happen(2)
    sender.turn(webhook.pk)
    webhook.refresh_from_db()
    assert state_of(other) == "arrived" and state_of(delivery) == "waiting" and webhook.failures == 0
    Delivery.objects.filter(pk=delivery.pk).update(
        first_tried_at=timezone.now() - timedelta(hours=25), attempts=4, due_at=timezone.now()
    )
    receiver.answers = [says(400)]
    sender.turn(webhook.pk)
    webhook.refresh_from_db()
    assert state_of(delivery) == "failed" and webhook.paused == ""


def test_what_a_killed_worker_had_in_hand_is_sent_again_with_the_same_number(listen, happen, receiver):
    webhook = listen()
    (delivery,) = happen()
    assert send._take(webhook.pk).pk == delivery.pk
    assert send._take(webhook.pk) is None, "somebody has it"
    Delivery.objects.update(claimed_at=timezone.now() - Delivery.CLAIM_LASTS - timedelta(seconds=1))
    sender.turn(webhook.pk)
    assert receiver.got[0].headers["webhook-id"] == delivery.message_id and state_of(delivery) == "arrived"


def test_what_comes_late_changes_nothing_of_what_another_has_done(listen, happen, receiver):
    """A worker that slept while its claim lapsed."""
    webhook = listen()
    (delivery,) = happen()
    slept = send._take(webhook.pk)
    Delivery.objects.update(state="arrived", claimed_at=timezone.now() + timedelta(seconds=1))
    receiver.answers = [says(500)]
    send.attempt(slept)
    assert state_of(delivery) == "arrived"


def test_what_happens_within_its_time_is_told_in_one_message(listen, happen, receiver):
    webhook = listen(together_seconds=30)
    deliveries = [happen(number)[0] for number in (1, 2, 3, 3)]
    assert sender.turn(webhook.pk) == 0, "not yet"
    Delivery.objects.filter(pk=deliveries[0].pk).update(due_at=timezone.now())
    assert sender.turn(webhook.pk) == 1
    (got,) = receiver.got
    said = json.loads(got.body)
    assert said["type"] == "webhook.several" and said["data"]["complete"] is True
    assert [one["data"]["id"] for one in said["data"]["events"]] == [1, 2, 3]
    assert said["data"]["tags"] == ["all-story", "document-1", "document-2", "document-3"]
    assert [state_of(delivery) for delivery in deliveries] == ["arrived", "joined", "joined", "joined"]
    later = happen(4)[0]
    assert state_of(later) == "waiting", "what happens after it begins another one"


def test_what_joined_a_message_comes_again_with_it_and_nothing_new_does(listen, happen, receiver):
    webhook = listen(together_seconds=30)
    for number in (1, 2):
        happen(number)
    make_due()
    receiver.answers = [says(500)]
    sender.turn(webhook.pk)
    happen(3)
    Delivery.objects.filter(attempts=1).update(due_at=timezone.now())
    sender.turn(webhook.pk)
    bodies = [[one["data"]["id"] for one in json.loads(got.body)["data"]["events"]] for got in receiver.got]
    assert bodies == [[1, 2], [1, 2]]


def test_more_than_can_be_listed_asks_for_everything(listen, happen, receiver, monkeypatch):
    monkeypatch.setattr("headless.webhooks.messages.MOST_LISTED", 2)
    webhook = listen(together_seconds=30)
    for number in (1, 2, 3):
        happen(number)
    make_due()
    sender.turn(webhook.pk)
    data = json.loads(receiver.got[0].body)["data"]
    assert data["complete"] is False and len(data["events"]) == 2 and data["tags"] == []


@pytest.mark.parametrize("preset", ["netlify", "vercel", "cloudflare"])
def test_a_build_hook_gets_the_call_and_nothing_else(listen, happen, receiver, preset):
    webhook = listen(preset=preset)
    happen()
    sender.turn(webhook.pk)
    (got,) = receiver.got
    assert got.body == b"{}" and "webhook-signature" not in got.headers


def test_github_starts_a_workflow(listen, happen, receiver):
    webhook = listen(preset="github", token="ghp_secret")
    happen()
    sender.turn(webhook.pk)
    (got,) = receiver.got
    said = json.loads(got.body)
    assert got.headers["authorization"] == "Bearer ghp_secret"
    assert said["event_type"] == "second-chances" and said["client_payload"]["data"]["id"] == 7
    assert len(said["client_payload"]) <= 10, "GitHub takes no more"


def test_secrets_are_unreadable_in_the_database_and_no_answer_stands_there_in_the_clear(listen, happen, receiver):
    from django.db import connection

    webhook = listen(token="ghp_secret")
    happen()
    receiver.answers = [says(500, b"token=abc")]
    sender.turn(webhook.pk)
    with connection.cursor() as cursor:
        rows = ""
        for table in ("webhook", "attempt", "delivery", "event"):
            cursor.execute(f"SELECT * FROM sc_headless_{table}")
            rows += str(cursor.fetchall())
    assert not any(word in rows for word in (webhook.secret, "ghp_secret", receiver.url, "/hook", "token=abc"))


def test_what_happened_a_month_ago_is_forgotten(listen, happen):
    listen()
    happen()
    old = happen()[0]
    Delivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    type(old.event).objects.filter(pk=old.event_id).update(at=timezone.now() - timedelta(days=31))
    assert forget_old_events.func() == 1
    assert Delivery.objects.count() == 1
