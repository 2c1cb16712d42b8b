"""What docs/webhooks.md tells developers is so."""

import re
import time
from pathlib import Path

import pytest

from headless import events
from headless.webhooks import sender, signing
from headless.webhooks.messages import SEVERAL

DOCUMENTED = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text(encoding="utf-8")


@pytest.fixture
def verified():
    """The function that developers copy."""
    code = next(block for block in re.findall(r"```python\n(.*?)```", DOCUMENTED, re.DOTALL) if "def verified" in block)
    names: dict = {}
    exec(code, names)
    return names["verified"]


def test_the_verifier_in_python_believes_us_and_nobody_else(verified, listen, happen, receiver):
    webhook = listen(old_secret=signing.new_secret(), old_secret_until=None)
    happen(59)
    sender.turn(webhook.pk)
    (got,) = receiver.got
    assert verified(got.body, got.headers, webhook.secret)["data"]["id"] == 59
    for body, headers, secret in (
        (got.body + b" ", got.headers, webhook.secret),
        (got.body, {**got.headers, "webhook-id": "msg_other"}, webhook.secret),
        (got.body, got.headers, signing.new_secret()),
    ):
        with pytest.raises(ValueError, match="not signed"):
            verified(body, headers, secret)
    at = int(time.time()) - 360
    old = signing.signed_headers(message_id="msg_1", at=at, body=got.body, with_secrets=[webhook.secret])
    with pytest.raises(ValueError, match="too old"):
        verified(got.body, old, webhook.secret)


def test_every_kind_of_event_is_described():
    for kind in events.kinds():
        verb = kind.name.removeprefix(f"{kind.noun}.")
        as_of_stories = f"`{kind.noun}.…`" in DOCUMENTED and f"`story.{verb}`" in DOCUMENTED
        assert f"`{kind.name}`" in DOCUMENTED or as_of_stories, kind.name
    assert f"`{SEVERAL}`" in DOCUMENTED


def test_a_message_has_the_parts_that_are_described(listen, happen, receiver):
    webhook = listen()
    happen()
    sender.turn(webhook.pk)
    example = re.findall(r"```json\n(.*?)```", DOCUMENTED, re.DOTALL)[0]
    described, said = (set(re.findall(r'"(\w+)":', text)) for text in (example, receiver.got[0].body.decode()))
    assert said == described - {"url"}, "there is no such page, so it has no address"
