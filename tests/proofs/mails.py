"""Every volunteer gets her mail, once, though the mail server was down and the worker that sends is killed."""

import os
import random
import signal
import threading
import time
from contextlib import suppress

from .clients import Notes, email_of
from .mail_server import MailServer
from .report import Report, counted, say
from .site import Site

SECONDS_BETWEEN_LINES = 5
SECONDS_FOR_MAILS = 240
WORKER_KILLS = 6


def prove_mails(site: Site, server: MailServer, report: Report, notes: Notes) -> None:
    """B: the first half in peace. C: the other half while the worker is killed again and again."""
    wanted = len(notes.acknowledged)
    report.is_zero("**B.** mails that left while the mail server was down", len(server.arrived))
    server.start()
    half = wanted // 2
    _wait_for_mails(server, half)
    report.is_zero("of the first half, arrived twice", sum(count > 1 for count in server.arrived.values()))
    start = len(server.arrived)
    killed = _kill_worker_amid(site, server, start, (wanted - start) // (WORKER_KILLS + 1))
    _wait_for_mails(server, wanted)
    server.on_mail = None
    held = _wait_for_empty_outbox(site)
    arrived = server.arrived
    report.must(
        "**C.** workers killed with SIGKILL while they delivered",
        len(killed),
        str(WORKER_KILLS),
        len(killed) == WORKER_KILLS,
    )
    report.must("jobs taken up again", held["jobs_taken_up_again"], "some", held["jobs_taken_up_again"] > 0)
    report.is_zero("jobs left lying by a killed worker", held["jobs_left_lying"])
    report.say("mails that arrived once", sum(count == 1 for count in arrived.values()))
    twice = sum(count > 1 for count in arrived.values())
    report.must(
        "mails that arrived more than once, with the same Message-ID",
        twice,
        f"at most {len(killed)}",
        twice <= len(killed),
    )
    report.say("transmissions, different Message-IDs", f"{sum(arrived.values())}, {len(arrived)}")
    report.is_zero("mails that never arrived", max(0, wanted - len(arrived)))
    people = [email_of(number) for number in notes.acknowledged]
    report.is_zero("volunteers without a mail", sum(email not in server.recipients for email in people))
    report.is_zero("volunteers with two different mails", sum(len(ids) > 1 for ids in server.recipients.values()))
    report.must("outbox", counted(held["mail_states"]), "all sent", held["mail_states"] == {"sent": wanted})


def _wait_for_mails(server: MailServer, wanted: int) -> None:
    deadline, line = time.monotonic() + SECONDS_FOR_MAILS, 0.0
    while len(server.arrived) < wanted and time.monotonic() < deadline:
        if time.monotonic() > line:
            line = time.monotonic() + SECONDS_BETWEEN_LINES
            say(f"  {len(server.arrived)} of {wanted} mails have arrived")
        time.sleep(0.1)


def _kill_worker_amid(site: Site, server: MailServer, start: int, step: int) -> list[int]:
    """Every other time while the mail server has a mail and has not said so: that one is sent again."""
    killed: list[int] = []

    def kill(pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        say(f"  worker killed ({len(killed)}), {len(server.arrived)} mails have arrived")

    def on_mail() -> None:
        if len(killed) == WORKER_KILLS or len(server.arrived) < start + step * (len(killed) + 1):
            return
        pid = site.job_worker()
        if pid is None or pid in killed:
            return
        killed.append(pid)
        if len(killed) % 2:
            kill(pid)
        else:
            threading.Timer(random.uniform(0, 0.04), kill, [pid]).start()

    server.on_mail = on_mail
    return killed


def _wait_for_empty_outbox(site: Site) -> dict:
    deadline = time.monotonic() + 60
    while True:
        held = site.ask("applications")
        waiting = sum(held["mail_states"].get(state, 0) for state in ("queued", "sending"))
        if not waiting or time.monotonic() > deadline:
            return held
        say(f"  {waiting} mails wait")
        time.sleep(3)
