"""Finding what is encrypted: keyed hashes of an address, and of the beginnings of words.

The database holds numbers that tell nothing without the key (HMAC, cut to 64 bits for the beginnings of words).
"""

import re
import string
import unicodedata

from django.views.decorators.debug import sensitive_variables

from headless.encryption import keyed_hash, keyed_hashes

#: Beginnings from two letters on, so that typing finds; and not the whole of a very long word.
SHORTEST, LONGEST = 2, 16
MOST_WORDS = 12
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def normal_email(email: str) -> str:
    """Addresses that reach the same mailbox nearly everywhere: without spaces, A to Z in small letters.

    No other letter is changed: Unicode makes an ordinary "k" of the sign for kelvin, and that is another's address.
    """
    return email.strip().translate(_SMALL)


@sensitive_variables()
def hash_of_email(email: str) -> str:
    return keyed_hash(normal_email(email), purpose="email").hex()


def hashes_of_email(email: str) -> list[str]:
    """With each key that is still valid, newest first."""
    return [digest.hex() for digest in keyed_hashes(normal_email(email), purpose="email")]


@sensitive_variables()
def terms_of(name: str, email: str) -> set[int]:
    """What an application is found by: beginnings of the words of a name and of an address."""
    words = {*_words(name)[:MOST_WORDS], *_words(email)[:MOST_WORDS]}
    beginnings = {word[:length] for word in words for length in range(SHORTEST, min(len(word), LONGEST) + 1)}
    beginnings |= {word for word in words if len(word) < SHORTEST}
    return {_number(keyed_hash(text, purpose="term")) for text in beginnings}


def terms_asked(query: str) -> list[list[int]]:
    """For each word of a search, the numbers of which one must be found: one for each key. Empty for no word."""
    return [
        [_number(digest) for digest in keyed_hashes(word[:LONGEST], purpose="term")]
        for word in _words(query)[:MOST_WORDS]
    ]


def _words(text: str) -> list[str]:
    """In small letters and without accents: "Iñés" is found by "ines"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def _number(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big", signed=True)
