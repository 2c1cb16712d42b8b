"""Signatures as Standard Webhooks has them (https://www.standardwebhooks.com), for which there are verifiers in every language."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from django.views.decorators.debug import sensitive_variables

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


@sensitive_variables()
def signed_headers(*, message_id: str, at: int, body: bytes, with_secrets: Iterable[str]) -> dict[str, str]:
    """The headers of a message. at: when it is sent, in seconds since 1970; a verifier refuses what is older than five minutes.

    with_secrets: one signature for each, so that a receiver that still knows the old one is content.
    """
    content = f"{message_id}.{at}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{_signature(secret, content)}" for secret in with_secrets),
    }


@sensitive_variables()
def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
