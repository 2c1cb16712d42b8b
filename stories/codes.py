"""The code on a slip of paper by which a woman takes her story back, without an account.

Sixteen signs of Crockford's alphabet (https://www.crockford.com/base32.html): 80 random bits, and no sign that could be
taken for another. Read tolerantly: whatever she writes for one of them is understood.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
#: What is taken for what.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def make() -> str:
    """A new code, as it is compared: without gaps."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def grouped(code: str) -> str:
    """As it stands on paper: four groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normal(text: str) -> str:
    """What somebody has written, as codes are compared; "" for what can be none."""
    # Longer than any way to write it: what nobody looks for need not be read.
    signs = unicodedata.normalize("NFKC", text[:200]).upper()
    code = "".join(sign for sign in signs if sign.isalnum()).translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
