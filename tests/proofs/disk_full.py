"""A disk of a few megabytes (tmpfs) that is filled up under the running site, and emptied again."""

import asyncio
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from .clients import FORM_PAGE, Answer, Broken, Connection, FilledIn, GivenUp, Notes, open_form, send, sign_up_all
from .site import Site

CLIENTS = 16
SECONDS = 16
PLAIN = "could not be stored"


class NotAllowed(Exception):
    """Nothing can be mounted here."""


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Raises NotAllowed."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "second-chances-proof", folder], capture_output=True, text=True
    )
    if mounted.returncode:
        raise NotAllowed(mounted.stderr.strip().partition("\n")[0])
    try:
        yield folder
    finally:
        if subprocess.run(["umount", folder], capture_output=True).returncode:
            subprocess.run(["umount", "--lazy", folder], check=True)


@dataclass
class FullDisk:
    """What the volunteers met while the disk was full."""

    statuses: Counter[str] = field(default_factory=Counter)
    #: Each kind of answer that is neither the page of thanks nor the plain page, with its beginning.
    odd: dict[str, str] = field(default_factory=dict)
    get_statuses: Counter[str] = field(default_factory=Counter)
    get_odd: dict[str, str] = field(default_factory=dict)
    database_went_away: bool = False
    seconds_until_taken_again: float = 0.0


def fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:  # no space left for so much
                continue


async def prove(disk: Path, database, site: Site, number: int, notes: Notes) -> FullDisk:
    """Sign-ups before, while and after the disk is full; all of them are noted in `notes`."""
    seen, port = FullDisk(), site.port
    before, later = range(number), range(number, 4 * number)
    await sign_up_all(port, before, CLIENTS, notes)
    # These have their forms open when the disk fills up.
    forms = {one: await _open(port, one, notes) for one in later}
    filler = disk / "filler"
    await asyncio.to_thread(fill_up, filler)
    try:
        await _try_in_vain(site, forms, notes, seen)
    finally:
        seen.database_went_away = not database.is_running()
        filler.unlink()
    start = time.monotonic()
    if seen.database_went_away:
        database.stop()
        await asyncio.to_thread(database.start)
    gate = asyncio.Semaphore(CLIENTS)

    async def again(one: int) -> None:
        connection = Connection(port)
        async with gate:
            with suppress(GivenUp):
                await send(connection, forms[one], one, notes)
        if one in notes.acknowledged:
            seen.seconds_until_taken_again = seen.seconds_until_taken_again or time.monotonic() - start
        connection.close()

    await asyncio.gather(*(again(one) for one in later if one not in notes.acknowledged))
    new = range(later.stop, later.stop + number)
    await sign_up_all(port, new, CLIENTS, notes)
    return seen


async def _open(port: int, number: int, notes: Notes) -> FilledIn:
    connection = Connection(port)
    form = await open_form(connection, number, notes)
    connection.close()
    return form


async def _try_in_vain(site: Site, forms: dict[int, FilledIn], notes: Notes, seen: FullDisk) -> None:
    """Everybody sends her form again and again, and some look at the form's page.

    Halfway all web processes are killed: the new ones open the database on the full disk.
    """
    waiting, port = list(forms), site.port
    deadline = time.monotonic() + SECONDS

    async def volunteer() -> None:
        while time.monotonic() < deadline and waiting:
            number = waiting.pop(0)
            answer = await _ask(port, forms[number])
            seen.statuses[_name(answer)] += 1
            if answer and answer.is_acknowledged:
                notes.acknowledge(number)
                continue
            waiting.append(number)
            if answer and not is_plain(answer):
                seen.odd.setdefault(_name(answer), _beginning(answer))
            await asyncio.sleep(0.3)

    async def reader() -> None:
        while time.monotonic() < deadline:
            answer = await _ask(port, None)
            seen.get_statuses[_name(answer)] += 1
            if answer and (answer.status not in (200, 503) or "Traceback" in answer.body.decode()):
                seen.get_odd.setdefault(_name(answer), _beginning(answer))
            await asyncio.sleep(0.3)

    async def killer() -> None:
        await asyncio.sleep(SECONDS / 2)
        for pid in site.web_workers():
            os.kill(pid, signal.SIGKILL)

    await asyncio.gather(*(volunteer() for _one in range(CLIENTS)), reader(), reader(), killer())


async def _ask(port: int, form: FilledIn | None) -> Answer | None:
    """None: the connection broke."""
    connection = Connection(port)
    try:
        return await (connection.post(form) if form else connection.get(FORM_PAGE))
    except Broken:
        return None
    finally:
        connection.close()


def is_plain(answer: Answer | None) -> bool:
    """The page that says so in plain words."""
    if answer is None or answer.status != 503:
        return False
    text = answer.body.decode()
    return PLAIN in text and "Traceback" not in text and "retry-after" in answer.headers


def _name(answer: Answer | None) -> str:
    return str(answer.status) if answer else "broken"


def _beginning(answer: Answer) -> str:
    """What kind of page it is: its title, and whether it tells too much."""
    text = answer.body.decode(errors="replace")
    title = text.partition("<title>")[2].partition("</title>")[0]
    return f"“{title}”, {'with' if 'Traceback' in text else 'without'} a traceback"
