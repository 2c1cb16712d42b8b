import pytest

from headless import events
from headless.models import Delivery, Webhook
from headless.models.webhooks import Preset
from headless.webhooks.signing import new_secret
from tests.headless.webhooks.receiver import Receiver


@pytest.fixture(autouse=True)
def _this_machine(settings):
    """Receivers of tests are on this machine, without a certificate."""
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "WEBHOOK_PRIVATE_NETWORKS": ("127.0.0.0/8",)}


@pytest.fixture
def receiver():
    with Receiver() as started:
        yield started


@pytest.fixture
def listen(db, receiver):
    """Make a webhook; without more, to the receiver, of everything."""

    def make(**values) -> Webhook:
        defaults = {
            "name": "Ours",
            "preset": Preset.STANDARD,
            "address": receiver.url,
            "audience": "own",
            "events": [kind.name for kind in events.kinds()],
            "secret": new_secret(),
        }
        return Webhook.objects.create(**defaults | values)

    return make


@pytest.fixture
def happen(db):
    """Something happens; returns the deliveries of it."""

    def make(number: int = 7, kind: str = "story.updated", audience: str = "own") -> list[Delivery]:
        data = {"type": "story", "id": number, "locale": "en", "tags": [f"document-{number}", "all-story"]}
        event = events.record(kind=kind, data=data, audience=audience)
        return list(event.deliveries.all()) if event else []

    return make
