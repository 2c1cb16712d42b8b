"""What keeps robots and doubles out: the form's token, and a field that only robots fill in.

A form that looks like a robot's is never thrown away: it goes to the tray, and the answer is the same.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

from headless.conf import conf

#: Names that no question can have: those are letters, digits and low lines.
TOKEN, TRAP = "sc-token", "sc-website"
_SALT = "second-chances-form"
TOKEN_LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Token:
    """A form that we handed out: its number, and how long ago."""

    number: str
    age: timedelta


class NoToken(Exception):
    """The form was not handed out by us, or too long ago, or for another page."""


def make_token(page_id: int) -> str:
    """For one copy of a form; sent back with it, it tells copies and their age apart. It holds nothing personal."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{page_id}.{secrets.token_urlsafe(12)}")


def read_token(text: str, page_id: int) -> Token:
    """Raises NoToken."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        value = signer.unsign(text, max_age=TOKEN_LASTS)
    except signing.BadSignature as error:
        raise NoToken from error
    page, _dot, number = value.partition(".")
    if page != str(page_id):
        raise NoToken
    sent = signing.b62_decode(text.rsplit(":", 2)[1])
    return Token(number=number, age=timedelta(seconds=max(0, datetime.now(UTC).timestamp() - sent)))


def is_too_fast(token: Token) -> bool:
    return token.age < timedelta(seconds=conf.SIGN_UP_MIN_SECONDS)
