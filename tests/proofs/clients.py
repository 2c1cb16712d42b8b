"""Volunteers with a browser: each opens the form, fills it in and sends it; nothing but the standard library.

A connection that breaks, or an answer of 5xx, does not make her give up: she sends the same form again, with the same
token, until the answer is 302 to the page of thanks. That answer is what "acknowledged" means.
"""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

FORM_PAGE = "/en/volunteer-with-us/"
SECONDS_TO_ANSWER = 60
PAUSE = 0.3
FIRST_LETTERS = "proof-volunteer-"
#: Without anybody acknowledged for so long, all give up.
PATIENCE = 90


class Broken(Exception):
    """No answer: nobody listened ("refused"), the connection ended ("cut off"), or it took a minute ("late")."""


class GivenUp(Exception):
    """Nobody has been acknowledged for a long time."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_acknowledged(self) -> bool:
        return self.status == 302 and self.headers.get("location", "").endswith("/thanks/")


@dataclass(frozen=True)
class FilledIn:
    """A form ready to be sent: once filled in, every try sends the same."""

    action: str
    body: bytes


@dataclass
class Notes:
    """What all clients saw."""

    acknowledged: set[int] = field(default_factory=set)
    retries: int = 0
    hung_up: int = 0
    again: Counter[int] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    get_seconds: list[float] = field(default_factory=list)
    post_seconds: list[float] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    moved_on: float = field(default_factory=time.monotonic)

    def acknowledge(self, number: int) -> None:
        self.acknowledged.add(number)
        self.moved_on = time.monotonic()

    def check_patience(self) -> None:
        """Raises GivenUp."""
        if time.monotonic() - self.moved_on > PATIENCE:
            raise GivenUp


def email_of(number: int) -> str:
    return f"{FIRST_LETTERS}{number}@example.org"


def name_of(number: int) -> str:
    return f"Iñés Volunteer {number}"


class _Form(HTMLParser):
    """Fills in the form of a page: every question gets an answer, what nobody sees stays as it is."""

    def __init__(self, number: int):
        super().__init__()
        self.words = {"name": name_of(number), "email": email_of(number)}
        self.action, self.fields = "", []
        self._select = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form" and given.get("method") == "post":
            self.action = given["action"]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            self.fields.append((self._select, given["value"]))
            self._select = ""
        elif self.action and name and tag in ("input", "textarea") and given.get("tabindex") != "-1":
            self._fill_in(name, given)

    def _fill_in(self, name: str, given: dict) -> None:
        kind = given.get("type", "text")
        if kind == "radio" and any(name == known for known, _value in self.fields):
            return
        if kind in ("hidden", "checkbox", "radio"):
            value = given.get("value") or "on"
        else:
            value = {"number": "12", "date": "2030-01-31", "url": "https://example.org/"}.get(kind, "Some words, ¿sí?")
        self.fields.append((name, self.words.get(name, value)))


def fill_in(page: bytes, number: int) -> FilledIn:
    form = _Form(number)
    form.feed(page.decode())
    return FilledIn(form.action, urlencode(form.fields).encode())


class Connection:
    """One connection to the site, kept open as browsers do."""

    def __init__(self, port: int):
        self._port, self._host = port, f"Host: 127.0.0.1:{port}\r\n\r\n"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._host}".encode())

    async def post(self, form: FilledIn) -> Answer:
        return await self._ask(self._post(form))

    def _post(self, form: FilledIn) -> bytes:
        head = f"POST {form.action} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        return f"{head}Content-Length: {len(form.body)}\r\n{self._host}".encode() + form.body

    async def hang_up_on(self, form: FilledIn) -> None:
        """Send it and be gone before the answer, as a telephone in a tunnel."""
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(self._post(form))
            await writer.drain()
            await asyncio.sleep(0.05)
            writer.close()

    async def _ask(self, request: bytes) -> Answer:
        """Raises Broken."""
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                if self._streams is None:
                    try:
                        self._streams = await asyncio.open_connection("127.0.0.1", self._port)
                    except ConnectionRefusedError as error:
                        raise Broken("refused") from error
                reader, writer = self._streams
                writer.write(request)
                return await self._read(reader)
        except (OSError, EOFError, ValueError) as error:  # a timeout is an OSError
            self.close()
            raise Broken("late" if isinstance(error, TimeoutError) else "cut off") from error

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        status_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
        body = b""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            while size := int(await reader.readline(), 16):
                body += await reader.readexactly(size)
                await reader.readexactly(2)
            await reader.readline()
        else:
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(status_line.split()[1]), headers, body)

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def open_form(connection: Connection, number: int, notes: Notes) -> FilledIn:
    """The form with its token, filled in. Nothing was sent yet, so a second try takes a new one."""
    while True:
        notes.check_patience()
        start = time.monotonic()
        try:
            answer = await connection.get(FORM_PAGE)
        except Broken as how:
            notes.statuses[f"GET {how}"] += 1
        else:
            notes.statuses[f"GET {answer.status}"] += 1
            if answer.status == 200:
                notes.get_seconds.append(time.monotonic() - start)
                return fill_in(answer.body, number)
        await asyncio.sleep(PAUSE)


async def send(connection: Connection, form: FilledIn, number: int, notes: Notes) -> None:
    """Until it is acknowledged, or refused as it should never be."""
    first = True
    while True:
        if not first:
            notes.check_patience()
            notes.retries += 1
            notes.again[number] += 1
            await asyncio.sleep(PAUSE)
        first = False
        start = time.monotonic()
        try:
            answer = await connection.post(form)
        except Broken as how:
            notes.statuses[f"POST {how}"] += 1
            continue
        notes.statuses[f"POST {answer.status}"] += 1
        if answer.is_acknowledged:
            notes.post_seconds.append(time.monotonic() - start)
            notes.acknowledge(number)
            return
        if answer.status < 500:
            notes.odd.append(f"{answer.status} {answer.headers.get('location', '')}")
            return


async def sign_up(port: int, number: int, notes: Notes) -> None:
    """Every tenth loses her connection while she sends, and sends again at once."""
    connection = Connection(port)
    try:
        form = await open_form(connection, number, notes)
        if number % 10 == 0:
            notes.hung_up += 1
            await connection.hang_up_on(form)
        await send(connection, form, number, notes)
    finally:
        connection.close()


async def sign_up_all(port: int, numbers, clients: int, notes: Notes) -> None:
    """So many at once."""
    waiting = iter(numbers)

    async def one_after_the_other() -> None:
        with suppress(GivenUp):
            for number in waiting:
                await sign_up(port, number, notes)

    async with asyncio.TaskGroup() as group:
        for _client in range(clients):
            group.create_task(one_after_the_other())
