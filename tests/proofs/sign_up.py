"""`make prove-signup`: what a volunteer was told is stored is stored, once, and she gets one mail, whatever breaks.

    python -m tests.proofs.sign_up [--number 3000] [--clients 64] [--kills 20] [--database sqlite postgresql]

Beside the real site, started by `manage.py serve`, on SQLite and then on PostgreSQL: (A) its web processes are killed
while many sign up; (B) the mail server is down meanwhile, and comes back; (C) the worker is killed while it delivers;
(D) the disk is full for a while; (E) sign-ups a second against bare commits a second.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from . import disk_full
from .clients import Notes, sign_up_all
from .databases import PostgreSQL, SQLite
from .mail_server import MailServer
from .mails import prove_mails
from .report import Report, counted, say, stored_once, times
from .site import Site, free_port

DATABASES = {"sqlite": SQLite, "postgresql": PostgreSQL}
SECONDS_BETWEEN_LINES = 5
FLOOR_SECONDS = 3


class Killer:
    """Kills processes that answer, at moments of its own choosing."""

    def __init__(self, site: Site, kills: int):
        self.site, self.kills, self.done, self.restarts = site, kills, 0, 0

    async def run(self, notes: Notes, number: int) -> None:
        server = self.site.web_server()
        while True:
            if self.done < self.kills and len(notes.acknowledged) >= number * (self.done + 1) / (self.kills + 2):
                await asyncio.sleep(random.uniform(0, 0.3))
                await self._kill_one()
            now = self.site.web_server()
            self.restarts += now not in (None, server)
            server = now or server
            await asyncio.sleep(0.2)

    async def _kill_one(self) -> None:
        workers = self.site.web_workers()
        if not workers:
            return
        self._kill(random.choice(workers))
        if self.done == self.kills // 2:
            # And its successor as soon as it is there: granian gives up then, and `serve` has to help.
            while not (new := set(self.site.web_workers()) - set(workers)):
                await asyncio.sleep(0.05)
            self._kill(new.pop())

    def _kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.done += 1


def sign_ups_amid_kills(site: Site, report: Report, number: int, clients: int, kills: int) -> Notes:
    notes, killer = Notes(), Killer(site, kills)

    async def lines() -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LINES)
            say(f"  {len(notes.acknowledged)} of {number} acknowledged, {killer.done} kills, {notes.retries} retries")

    async def everything() -> None:
        beside = [asyncio.create_task(lines()), asyncio.create_task(killer.run(notes, number))]
        await sign_up_all(site.port, range(number), clients, notes)
        for task in beside:
            task.cancel()

    floor = site.ask("commits", FLOOR_SECONDS)["rate"]
    start = time.monotonic()
    asyncio.run(everything())
    seconds = time.monotonic() - start
    floor = max(floor, site.ask("commits", FLOOR_SECONDS)["rate"])
    report.say("**A. sign-ups amid kills, clients at once**", f"{number}, {clients}")
    report.must("web processes killed with SIGKILL", killer.done, str(kills), killer.done == kills)
    report.must("web servers that `serve` started again", killer.restarts, "some", killer.restarts > 0)
    report.must("acknowledged", len(notes.acknowledged), str(number), len(notes.acknowledged) == number)
    stored_once(site, report, notes)
    report.say("retries that were needed (volunteers who retried)", f"{notes.retries} ({len(notes.again)})")
    report.say("volunteers who lost their connection while they sent", notes.hung_up)
    fives = {name: count for name, count in notes.statuses.items() if name.split()[1].startswith("5")}
    report.is_zero("answers of 5xx", sum(fives.values()))
    report.say("answers (cut off: it was being worked on)", counted(notes.statuses))
    report.is_zero("answers that were no 302, 200 or 5xx", len(notes.odd))
    report.say("duration in s", f"{seconds:.0f}")
    get, post = times(notes.get_seconds), times(notes.post_seconds)
    report.say("95th percentile : median, GET of the form", f"{get[1] / get[0]:.1f}")
    report.say("95th percentile : median, POST", f"{post[1] / post[0]:.1f}")
    report.say("POST : GET, medians", f"{post[0] / get[0]:.2f}")
    report.say(
        "**E.** sign-ups : bare commits of one connection, a second each",
        f"{number / seconds:.1f} : {floor:.0f} = {number / seconds / floor:.3f}",
    )
    return notes


def disk_full_for_a_while(database, what: str, site: Site, folder: Path, report: Report, number: int) -> None:
    """`database` is copied: to a small disk as a whole, or that part of it."""
    size = database.small_disks[what]
    report.say("**D. on a disk that is full for a while**", f"{what} (tmpfs of {size})")
    folder.mkdir()
    try:
        with disk_full.small_disk(folder / "disk", size) as disk:
            copy = database.copy_to(folder / "copy", disk, what)
            site = Site(copy.var, folder / "log", url=copy.url, port=site.port, mail_port=free_port())
            with ExitStack() as running:
                running.callback(copy.stop)
                copy.start()
                running.callback(site.stop)
                site.start()
                _disk_full(disk, copy, site, report, number)
    except disk_full.NotAllowed as problem:
        say(f"  not shown: needs root, to mount a small disk ({problem})")
        report.must("disk full", "not shown: needs root", "shown", False)


def _disk_full(disk: Path, database, site: Site, report: Report, number: int) -> None:
    notes = Notes()
    seen = asyncio.run(disk_full.prove(disk, database, site, number, notes))
    refused = seen.statuses["503"]
    report.must("sign-ups answered 503 while it was full", refused, "some", refused > 0)
    report.say("answers to sign-ups meanwhile (broken: its process was killed)", counted(seen.statuses))
    report.must("refused other than by the plain 503 page", counted(seen.odd), "none", not seen.odd)
    report.say("answers to the form's page meanwhile", counted(seen.get_statuses))
    report.must("form's page other than 200 or 503", counted(seen.get_odd), "none", not seen.get_odd)
    if seen.database_went_away:
        report.say("the database server", "ended itself, and was started when there was space")
    report.say("seconds from space to the first sign-up stored", f"{seen.seconds_until_taken_again:.1f}")
    everybody = 5 * number
    taken = len(notes.acknowledged)
    report.must("acknowledged before, meanwhile and afterwards", taken, str(everybody), taken == everybody)
    stored_once(site, report, notes)
    report.is_zero("answers that were no 302, 200 or 5xx", len(notes.odd))
    report.say("exceptions in what the site said", counted(site.exceptions()))


def prove(kind: type, options: argparse.Namespace) -> Report:
    report = Report(kind.name)
    with ExitStack() as cleaning:
        folder = Path(tempfile.mkdtemp(prefix="second-chances-proof-"))
        cleaning.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)  # PostgreSQL runs as a user of its own
        database = kind(folder / "database")
        mail_port = free_port()
        site = Site(database.var, folder / "site.log", url=database.url, port=free_port(), mail_port=mail_port)
        server = MailServer(mail_port, delay=0.005)
        cleaning.callback(database.stop)
        say(f"{kind.name}: filling a site with the demo content")
        database.make()
        database.start()
        site.fill()
        database.stop()
        spare = database.copy_to(folder / "spare")
        database.start()
        cleaning.callback(server.stop)
        cleaning.callback(site.stop)
        site.start()
        say(f"{kind.name}: A. {options.number} sign-ups while web processes are killed; the mail server is down")
        notes = sign_ups_amid_kills(site, report, options.number, options.clients, options.kills)
        say(f"{kind.name}: B. the mail server comes up; C. the worker is killed while it delivers")
        prove_mails(site, server, report, notes)
        report.say("exceptions in what the site said", counted(site.exceptions()))
        site.stop()
        database.stop()
        for what in kind.small_disks:
            say(f"{kind.name}: D. the disk with {what} is full")
            number = max(30, min(50, options.number // 60))
            disk_full_for_a_while(spare, what, site, folder / what.replace(" ", "-"), report, number)
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=3000, help="sign-ups (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=64, help="at once (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=20, help="of web processes (default: %(default)s)")
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    start = time.monotonic()
    reports = [prove(DATABASES[name], options) for name in options.database]
    broken = [line for report in reports for line in report.broken]
    tables = "\n\n".join(report.table() for report in reports)
    print(f"\n{tables}\n\nThe whole took {time.monotonic() - start:.0f} s.")  # noqa: T201
    print(f"prove-signup: DOES NOT HOLD: {'; '.join(broken)}" if broken else "prove-signup: holds")  # noqa: T201
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
