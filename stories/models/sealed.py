"""Files that nobody reads by the way: encrypted with keys of our own before they are stored, under a name that says nothing.

Whoever gets hold of the storage, or guesses an address in it, has nothing.
"""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from headless.conf import conf
from headless.encryption import decrypt_bytes, encrypt_bytes


def storage():
    return storages[conf.EVIDENCE_STORAGE]


def keep(folder: str, content: bytes) -> str:
    """Store a file; returns its name in the storage."""
    return storage().save(f"{folder}/{uuid4().hex}", ContentFile(encrypt_bytes(content)))


def read(name: str) -> bytes:
    """The file as it came. Raises OSError where it is not there, and `encryption.Unreadable`."""
    with storage().open(name) as file:
        return decrypt_bytes(file.read())


def keep_again(folder: str, name: str) -> str:
    """After a change of keys: written anew, under another name; the old file goes when the transaction holds."""
    new = keep(folder, read(name))
    transaction.on_commit(lambda: storage().delete(name))
    return new
