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
#: The answer to the puzzle where a program sends the form: ALTCHA's widget names it so. No question may.
PROOF = "altcha"
_SALT = "second-chances-form"
TOKEN_LASTS = timedelta(days=1)
#: Of the digest; enough to tell the versions of one form apart.
VERSION_DIGITS = 16


@dataclass(frozen=True)
class Token:
    """A form that we handed out: its number, how long ago, and the digest of what it asked.

    again: it was handed out in answer to one that was sent, so that it may come back fast.
    """

    number: str
    age: timedelta
    asked: str
    again: bool


class NoToken(Exception):
    """The form was not handed out by us, or too long ago, or for another page."""


def make_token(page_id: int, asked: str, *, again: bool = False) -> str:
    """For one copy of a form; sent back with it, it tells copies, versions and their age apart. It holds nothing personal.

    asked: the digest of the form's version.
    """
    parts = [str(page_id), asked[:VERSION_DIGITS], "again" if again else "first", secrets.token_urlsafe(12)]
    return signing.TimestampSigner(salt=_SALT).sign(".".join(parts))


def read_token(text: str, page_id: int) -> Token:
    """Raises NoToken."""
    asked, turn, number = _parts(text, page_id, max_age=TOKEN_LASTS)
    sent = signing.b62_decode(text.rsplit(":", 2)[1])
    age = timedelta(seconds=max(0, datetime.now(UTC).timestamp() - sent))
    return Token(number=number, age=age, asked=asked, again=turn == "again")


def was_handed_out(text: str, page_id: int) -> bool:
    """Whether this is a token of ours for this page, however old: whoever sends it has had the form before her."""
    try:
        return bool(_parts(text, page_id))
    except NoToken:
        return False


def is_version(token: Token, asked: str) -> bool:
    """Whether the form that was handed out asked what the form with this digest asks."""
    return token.asked == asked[:VERSION_DIGITS]


def is_too_fast(token: Token) -> bool:
    return not token.again and token.age < timedelta(seconds=conf.SIGN_UP_MIN_SECONDS)


def _parts(text: str, page_id: int, *, max_age: timedelta | None = None) -> list[str]:
    """Digest, turn, and number. Raises NoToken."""
    try:
        page, *parts = signing.TimestampSigner(salt=_SALT).unsign(text, max_age=max_age).split(".")
    except signing.BadSignature as error:
        raise NoToken from error
    if page != str(page_id):
        raise NoToken
    return parts
