"""Where the next page of a list begins: an opaque word that is good for the same sort and the same filters alone."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

from .problems import Problem


def purpose_of(*parts: Any) -> str:
    """What a cursor is bound to. `parts`: what JSON takes."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:12]


def write(purpose: str, value: datetime | str | int, number: int = 0) -> str:
    """After the row with this value of the sort column and this number."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat()
    packed = json.dumps([purpose, value, number], separators=(",", ":"), ensure_ascii=False).encode()
    return urlsafe_b64encode(packed).decode().rstrip("=")


def read(text: str, purpose: str, kind: type) -> tuple[Any, int]:
    """The value, of this kind (datetime, str, int), and the number. Raises Problem (422)."""
    try:
        if not text.isascii():
            raise ValueError
        bound_to, value, number = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if kind is datetime:
            value = datetime.fromisoformat(value)
            if value.tzinfo is None:
                raise ValueError
            value = value.astimezone(UTC)
        good = type(value) is kind and type(number) is int and 0 <= number < 2**63
        if not good or (kind is int and not 0 <= value < 2**31) or (kind is str and ("\0" in value or _odd(value))):
            raise ValueError
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise Problem(
            422, "Some parameters are not right.", errors=[("cursor", "This is no cursor of ours.")]
        ) from None
    if bound_to != purpose:
        said = "This cursor belongs to another list: take sort and filters from the request that gave it."
        raise Problem(422, "Some parameters are not right.", errors=[("cursor", said)])
    return value, number


def _odd(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
