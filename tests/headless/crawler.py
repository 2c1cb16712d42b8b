"""Visits every public address there is, as somebody without an account, and looks for canaries in all that comes back."""

import base64
import html
import itertools
import json
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.regex_helper import normalize

from tests.conftest import run_after_commit

from .canaries import Canaries

#: What a photograph that the test uploads holds beside the picture (tests/data/make_photograph.py).
METADATA = (b"SN-0042", b"LS-0042", b"Acme", b"Exif\0\0", b"MakerNote", b"52,30.8683N", b"2024:05:17", b"8BIM")
_LOOKAHEAD = re.compile(r"\(\?[!=<][^)]*\)")
_IN_HTML = re.compile(r"""\b(?:href|src|action|poster|content|data-[\w-]+)=["']([^"']+)["']""")
_SRCSET = re.compile(r"""\bsrcset=["']([^"']+)["']""")
_ADDRESS = re.compile(r"""https?://[^\s"'<>\\,;)]+|(?<=")/[^\s"'<>\\]*(?=")|(?<=<)/[^\s"'<>\\]*(?=>)""")
_LONG_WORD = re.compile(r"[A-Za-z0-9_-]{24,}")
_AS_JSON = {"content_type": "application/json"}


@dataclass(frozen=True)
class Leak:
    canary: str
    reader: str
    address: str
    around: str

    def __str__(self):
        return f"{self.canary!r} is read by {self.reader} at {self.address}: …{self.around}…"


@dataclass(repr=False)
class Crawler:
    """One reader. It goes to addresses with this beginning; the others are left in `elsewhere` for another reader."""

    reader: str
    canaries: Canaries
    host: str = "localhost"
    key: str = ""
    prefix: str = "/"
    #: What other readers visit.
    but: tuple[str, ...] = ()
    leaks: list[Leak] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    #: Everything that was public here, by its address.
    seen: dict[str, int] = field(default_factory=dict)
    statuses: Counter = field(default_factory=Counter)
    _asked: set = field(default_factory=set)
    _queue: deque = field(default_factory=deque)

    def __post_init__(self):
        self.client = Client(raise_request_exception=False)
        forbidden = {word: name for name, word in self.canaries.words.items() if self.is_forbidden(name)}
        self._names = forbidden
        self._canary = re.compile("|".join(map(re.escape, sorted(forbidden, key=len, reverse=True))))

    def is_forbidden(self, name: str) -> bool:
        return self.reader not in self.canaries.readers[name]

    def goes_to(self, path: str) -> bool:
        return path.startswith(self.prefix) and not path.startswith((*self.but, settings.STATIC_URL))

    # --- Asking -------------------------------------------------------------------------------------------------------

    def go(self, addresses: Iterable[str]) -> None:
        """Visit these and everything that they lead to, breadth first, until nothing new comes."""
        for address in sorted(addresses):
            self.follow(address)
        while self._queue:
            self.ask("GET", self._queue.popleft())

    def follow(self, address: str, base: str = "/") -> None:
        """Remember an address that was met, if it is on this site."""
        try:
            parts = urlsplit(urljoin(f"http://{self.host}{base}", html.unescape(address.strip())))
            host = parts.hostname
        except ValueError:
            return
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else (parts.path or "/")
        # The admin is no public address: the test of permissions asks all of it.
        private = path.startswith("/admin/") and not path.startswith(settings.PRIVATE_FILES_URL)
        if parts.scheme not in ("http", "https") or host != self.host or private:
            return
        if not self.goes_to(path):
            self.elsewhere.add(path)
        elif ("GET", path, None) not in self._asked:
            self._queue.append(path)

    def ask(self, method: str, address: str, body=None, headers: dict | None = None, **options):
        """One request, and what it gives is looked through. Each is made once."""
        mark = (method, address, repr(body) if body is not None or headers else None, repr(headers) if headers else "")
        mark = mark[:3] if not headers else mark
        if mark in self._asked:
            return None
        self._asked.add(mark)
        headers = {"Host": self.host, **({"X-Publishable-Key": self.key} if self.key else {}), **(headers or {})}
        # Every request is a new visitor's: nobody is kept waiting, and no cookie opens anything.
        self.client.cookies.clear()
        run_after_commit()
        arguments = {} if body is None else {"data": body, **options}
        response = self.client.generic(
            method,
            address,
            data=_encoded(arguments.get("data")),
            content_type=options.get("content_type", "application/octet-stream"),
            headers=headers,
        )
        run_after_commit()
        content = b"".join(response.streaming_content) if response.streaming else response.content
        self.statuses[response.status_code] += 1
        if method == "GET":
            self.seen[address] = response.status_code
        self.look(f"{method} {address}", address, body, response, content)
        return response.status_code, content

    # --- Looking ------------------------------------------------------------------------------------------------------

    def look(self, what: str, address: str, body, response, content: bytes) -> None:
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("image/"):
            for mark in METADATA:
                if mark in content:
                    self.leaks.append(Leak(f"metadata of a photograph: {mark!r}", self.reader, what, kind))
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        text = content.decode("utf-8", "replace") if not kind.startswith("image/") else content.decode("latin-1")
        everything = f"{headers}\n\n{text}"
        lowered = everything.lower()
        if self._canary.search(lowered):
            for name, around in self._found(_without_echo(lowered, address, response.status_code)):
                self.leaks.append(Leak(name, self.reader, what, around))
        # What is packed, such as a cursor.
        for word in set(_LONG_WORD.findall(everything)) if len(everything) < 200_000 else ():
            unpacked = _unpacked(word)
            for name, around in self._found(unpacked.lower()):
                self.leaks.append(Leak(f"{name} (packed)", self.reader, what, around))
        if response.status_code >= 500:
            self.leaks.append(Leak(f"an error, {response.status_code}", self.reader, what, text[:80]))
        if kind.startswith(("image/", "text/css", "text/javascript")):
            return
        for found in _links_in(everything):
            self.follow(found, base=address)

    def _found(self, text: str) -> Iterator[tuple[str, str]]:
        met = set()
        for match in self._canary.finditer(text):
            if match[0] not in met:
                met.add(match[0])
                yield self._names[match[0]], " ".join(text[max(0, match.start() - 80) : match.end() + 80].split())


def _encoded(body) -> bytes:
    if body is None:
        return b""
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def _without_echo(text: str, address: str, status: int) -> str:
    """The answer without what the asker said himself: the whole address, a path in its query (where somebody goes after
    signing in), and in the message on what was wrong, each value."""
    parts = urlsplit(address.lower())
    said = {address, parts.path, parts.query, f"{parts.path.rstrip('/')}/"}
    values = [value for _name, value in parse_qsl(parts.query)]
    said |= {value for value in values if value.startswith("/")}
    if status in (400, 422):
        said |= {part for value in values for part in value.split(",")}
    for word in sorted({form for item in said for form in _forms(item.lower())}, key=len, reverse=True):
        if len(word) > 8:
            text = text.replace(word, "[asked]")
    return text


def _forms(text: str) -> set[str]:
    plain = unquote(text)
    forms = {text, plain, quote(plain), quote(plain, safe=""), quote(text), quote(text, safe="")}
    return forms | {html.escape(form).lower() for form in forms} | {form.lower() for form in forms}


def _unpacked(word: str) -> str:
    try:
        return base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("latin-1")
    except ValueError:
        return ""


def _links_in(text: str) -> set[str]:
    found = set(_IN_HTML.findall(text)) | set(_ADDRESS.findall(text))
    for value in _SRCSET.findall(text):
        found |= {part.split()[0] for part in value.split(",") if part.split()}
    return {item for item in found if item.startswith(("/", "?", "http", "../", "./"))}


# --- Where to begin ---------------------------------------------------------------------------------------------------


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every pattern of the URLconf that is not below /admin/, as a regular expression."""
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item.pattern, LocalePrefixPattern):
            beginnings = [f"{language}/" for language, _name in settings.LANGUAGES]
        else:
            beginnings = [_LOOKAHEAD.sub("", item.pattern.regex.pattern).removeprefix("^")]
        for beginning in beginnings:
            # Staff's uploads are below /admin/, but the addresses of files are what leaks.
            if (prefix + beginning).startswith("admin/") and "private" not in beginning:
                continue
            if isinstance(item, URLResolver):
                yield from patterns(item, prefix + beginning)
            else:
                yield prefix + beginning


def filled(pattern: str, numbers: list[int], few: list[int], words: list[str]) -> Iterator[str]:
    """Addresses of a pattern: each parameter is each number and each word in turn, as far as they lead there.

    few: the numbers that are tried in the first of two parameters.
    """
    for shape, names in normalize(pattern):
        values = [str(number) for number in numbers] + words
        options = [
            [*map(str, few), *words[:3]] if len(names) > 1 and not place else values for place in range(len(names))
        ]
        for chosen in itertools.product(*options):
            address = "/" + shape % {name: quote(value) for name, value in zip(names, chosen, strict=True)}
            language = address.split("/")[1]
            try:
                # Addresses that begin with a language lead somewhere while it is the active one.
                with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
                    resolve(unquote(address))
            except Resolver404:
                continue
            yield address
