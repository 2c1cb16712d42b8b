"""Addresses in documents: a mark in place of the origin, which is filled in when a document is answered with.

So the same bytes serve our own pages (paths, which work under every name the site is reached by), the API (whole addresses),
and a front end that has these pages at an address of its own. Whoever renames the site need not build anything anew.

In Python a mark is a character of private use, which no keyboard writes. In stored bytes it is a byte that UTF-8 never has:
to replace single bytes takes a tenth of the time.
"""

from urllib.parse import unquote, urlsplit

from wagtail.models import Page

#: For pages, and for files such as pictures.
PAGE, FILE = "\ue0a0", "\ue0a1"
_PAGE, _FILE = b"\xff", b"\xfe"


def address(page: Page, site_id: int | None) -> str:
    """The page's address as a document of this site holds it, or "" where it has none (not saved, outside every site)."""
    parts = page.get_url_parts() if page.url_path else None
    if parts is None or parts[2] is None:
        return ""
    own_site, root_url, path = parts
    return f"{PAGE}{path}" if own_site == site_id else f"{root_url}{path}"


def file_address(url: str) -> str:
    """A storage's address of a file: one without a host is on the host of the site."""
    return f"{FILE}{url}" if url.startswith("/") and not url.startswith("//") else url


def as_stored(json: str) -> bytes:
    """The bytes of a document."""
    return json.encode().replace(PAGE.encode(), _PAGE).replace(FILE.encode(), _FILE)


def as_built(body: bytes) -> bytes:
    """A document's JSON in UTF-8, with its marks as characters."""
    return bytes(body).replace(_PAGE, PAGE.encode()).replace(_FILE, FILE.encode())


def with_paths(body: bytes) -> bytes:
    """For our own pages."""
    return bytes(body).replace(_PAGE, b"").replace(_FILE, b"")


def with_origins(body: bytes, *, pages: str, files: str) -> bytes:
    """For readers elsewhere. Origins such as `https://www.example.org`, without a slash at the end; of pages perhaps with the
    beginning of a path."""
    return bytes(body).replace(_PAGE, pages.encode()).replace(_FILE, files.encode())


def without_marks(text: str) -> str:
    """Text from outside, so that nobody can write a mark."""
    return text.replace(PAGE, "").replace(FILE, "")


def path_of(url: str) -> str:
    """The path of an address in a document, as a request has it: `%C3%B1` is ñ."""
    return unquote(urlsplit(url.removeprefix(PAGE)).path)
