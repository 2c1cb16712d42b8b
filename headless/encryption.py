"""Personal data at rest: encrypted with keys of our own, and found again by a keyed hash.

The keys (setting ENCRYPTION_KEYS) are not Django's SECRET_KEY: they can be changed without signing everybody out, and
they are not in a backup of the database. The first key encrypts; all of them decrypt, so that a key can be replaced while
the site runs. `cryptography` does the work: Fernet is AES-128-CBC with HMAC-SHA256.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.views.decorators.debug import sensitive_variables

from .conf import conf


class Unreadable(Exception):
    """Something was encrypted with a key that is not in ENCRYPTION_KEYS, or is damaged."""


@sensitive_variables()
def encrypt(text: str) -> str:
    """Ciphertext for the database. An empty text stays empty: it says nothing."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


@sensitive_variables()
def decrypt(ciphertext: str) -> str:
    """What was encrypted with any of the keys. Raises Unreadable."""
    if not ciphertext:
        return ""
    try:
        return _fernet().decrypt(ciphertext.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("Encrypted with a key that is not in SECOND_CHANCES['ENCRYPTION_KEYS'].") from error


@sensitive_variables()
def encrypt_bytes(content: bytes) -> bytes:
    """The same of a file."""
    return _fernet().encrypt(content)


@sensitive_variables()
def decrypt_bytes(ciphertext: bytes) -> bytes:
    """A file that was encrypted with any of the keys. Raises Unreadable."""
    try:
        return _fernet().decrypt(ciphertext)
    except InvalidToken as error:
        raise Unreadable("Encrypted with a key that is not in SECOND_CHANCES['ENCRYPTION_KEYS'].") from error


@sensitive_variables()
def keyed_hash(text: str, *, purpose: str) -> bytes:
    """HMAC-SHA256 of a text with the newest key: 32 bytes that tell nothing without it. One purpose, one kind of hash."""
    return _hash(_keys()[0], text, purpose)


@sensitive_variables()
def keyed_hashes(text: str, *, purpose: str) -> list[bytes]:
    """The same with every key, newest first: what was hashed before a change of keys is still found."""
    return [_hash(key, text, purpose) for key in _keys()]


@sensitive_variables()
def _hash(key: str, text: str, purpose: str) -> bytes:
    return hmac.digest(_subkey(key, purpose), text.encode(), "sha256")


@lru_cache(maxsize=64)
def _subkey(key: str, purpose: str) -> bytes:
    return hmac.digest(key.encode(), b"second-chances:" + purpose.encode(), hashlib.sha256)


@lru_cache(maxsize=1)
def _keys() -> tuple[str, ...]:
    keys = tuple(conf.ENCRYPTION_KEYS)
    if not keys:
        raise ImproperlyConfigured(
            "SECOND_CHANCES['ENCRYPTION_KEYS'] is empty: personal data cannot be stored. "
            "`manage.py second_chances_key` makes a key."
        )
    return keys


@lru_cache(maxsize=1)
def _fernet() -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in _keys()])
    except ValueError as error:
        raise ImproperlyConfigured(
            "SECOND_CHANCES['ENCRYPTION_KEYS'] holds something that is no key. `manage.py second_chances_key` makes one."
        ) from error


@receiver(setting_changed)
def _forget(*, setting: str, **kwargs) -> None:
    if setting == "SECOND_CHANCES":
        for cached in (_keys, _fernet, _subkey):
            cached.cache_clear()
