"""A worker that is killed while a receiver has its message: nothing is lost, and the receiver knows what it has had."""

import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from headless.models import Delivery

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
    process = subprocess.Popen([sys.executable, "manage.py", "second_chances_worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


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
