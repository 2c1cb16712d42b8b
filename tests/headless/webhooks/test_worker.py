"""The worker's part: slow receivers hold up nobody, and a worker that is killed loses nothing."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from headless.models import Delivery
from headless.webhooks import call, sender
from tests.headless.webhooks.receiver import Receiver, trickles

ROOT = Path(__file__).parents[3]
PATIENCE = 90

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("initial_data_kept"),
]


def database_url() -> str:
    """Where a process of its own finds the test's database."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    login = f"{values['USER']}:{values['PASSWORD']}".rstrip(":")
    return f"postgres://{login}@{values['HOST']}:{values['PORT']}/{values['NAME']}"


@contextmanager
def worker():
    """It has ended afterwards, in peace if it still ran."""
    settings = "tests.headless.webhooks.worker_settings"
    environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": settings}
    environment["PYTHONFAULTHANDLER"] = "1"
    process = subprocess.Popen([sys.executable, "manage.py", "second_chances_worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)  # it says where it stands
            raise
        finally:
            process.wait()


def test_what_a_worker_had_in_hand_when_it_was_killed_arrives_with_the_same_number(listen, happen, receiver):
    listen()
    numbers = {delivery.message_id for number in (1, 2, 3) for delivery in happen(number)}
    receiver.answers = [lambda handler: receiver.over.wait(PATIENCE)]
    with worker() as killed:
        assert receiver.arrived.acquire(timeout=PATIENCE)
        killed.kill()
    in_hand = Delivery.objects.get(state="sending")
    assert Delivery.objects.filter(state="waiting").count() == 2
    assert not in_hand.tries.exists(), "nobody knows what became of it"

    lapsed = timezone.now() - Delivery.CLAIM_LASTS - timedelta(seconds=1)
    Delivery.objects.filter(state="sending").update(claimed_at=lapsed)
    with worker():
        for _message in numbers:
            assert receiver.arrived.acquire(timeout=PATIENCE)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"arrived"}
    got = Counter(message.headers["webhook-id"] for message in receiver.got)
    assert got == Counter(numbers) + Counter([in_hand.message_id])


def test_receivers_that_trickle_hold_up_nobody_else_though_they_are_more_than_are_served_at_once(
    listen, happen, receiver, monkeypatch
):
    monkeypatch.setattr(call, "DEADLINE", 1.0)
    with Receiver() as slow:
        slow.answers = [trickles(slow)] * 1000
        for number in range(sender.AT_ONCE + 1):
            listen(name=f"Slow {number}", address=slow.url)
        quick = listen(name="Quick")
        for number in range(5):
            happen(number)
        stop = threading.Event()
        running = threading.Thread(target=sender.Sender().run, args=(stop,))
        running.start()
        try:
            for _message in range(5):
                assert receiver.arrived.acquire(timeout=PATIENCE)
        finally:
            stop.set()
            running.join(PATIENCE)
    assert not running.is_alive(), "it ends soon after it is told to"
    assert [got.headers["webhook-id"] for got in receiver.got] == [
        delivery.message_id for delivery in quick.deliveries.order_by("created_at")
    ]
    others = Delivery.objects.exclude(webhook=quick)
    assert set(others.values_list("state", flat=True)) == {"waiting"}
    assert set(others.filter(attempts__gt=0).values_list("tries__problem", flat=True)) == {"deadline"}
