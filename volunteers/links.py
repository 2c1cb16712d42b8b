"""Secrets of links by mail: made from a number and our key, so that nothing in the database opens anything."""

import base64
import binascii
import hmac
from uuid import UUID

from headless.encryption import keyed_hash, keyed_hashes

_PURPOSE = "access-link"
_LENGTH = 16


def make_token(link_id: UUID) -> str:
    """43 characters for an address: the number of the link, and half of its keyed hash (128 bits)."""
    return base64.urlsafe_b64encode(link_id.bytes + keyed_hash(link_id.hex, purpose=_PURPOSE)[:_LENGTH]).decode()


def read_token(token: str) -> UUID | None:
    """The number of the link, or None for anything that we did not make."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    if len(raw) != 16 + _LENGTH:
        return None
    link_id = UUID(bytes=raw[:16])
    hashes = keyed_hashes(link_id.hex, purpose=_PURPOSE)
    return link_id if any(hmac.compare_digest(raw[16:], digest[:_LENGTH]) for digest in hashes) else None
