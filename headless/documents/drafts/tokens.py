"""Tokens of previews and links: a random name that the database holds, and a keyed hash of it that it does not."""

import base64
import hmac
import secrets
from enum import StrEnum

from django.views.decorators.debug import sensitive_variables

from ...encryption import keyed_hash, keyed_hashes

#: No token is longer.
LONGEST = 100


class Kind(StrEnum):
    """What a token opens. One of another kind opens nothing."""

    PREVIEW = "preview"
    LINK = "draft-link"


def new_name() -> str:
    """128 random bits."""
    return secrets.token_urlsafe(16)


@sensitive_variables()
def token_of(name: str, kind: Kind) -> str:
    """Whoever shows it may see what has this name."""
    return f"{name}.{_text(keyed_hash(name, purpose=kind))}"


@sensitive_variables()
def name_in(token: str, kind: Kind) -> str:
    """The name in a token that we have made, with any of the keys; "" for every other text."""
    name, _dot, signature = token[:LONGEST].partition(".")
    # Each is compared: how long it takes says nothing.
    fits = [
        hmac.compare_digest(_text(digest).encode(), signature.encode()) for digest in keyed_hashes(name, purpose=kind)
    ]
    return name if any(fits) else ""


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
