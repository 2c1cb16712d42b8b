"""Run a command beside a PostgreSQL server of its own, thrown away afterwards.

    python tests/postgres.py -- python -m pytest

The server listens on a free port of 127.0.0.1 alone, in a folder below the system's temporary one, without a password
and without waiting for the disk: fast, and good for nothing but tests. The command finds its address in DATABASE_URL.

The exit code is the command's; 69 says that no PostgreSQL is installed, 4 that its server does not start. Interrupted
(Ctrl-C, SIGTERM), it lets the command end first, then stops the server.
"""

import locale
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

NOT_INSTALLED = 69  # sysexits.h: EX_UNAVAILABLE; no code that a test runner ends with
DOES_NOT_START = 4
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20
#: PostgreSQL refuses to run as root; Debian's package brings this user.
SERVER_USER = "postgres"
#: Speed in place of durability: there is nothing to lose.
SERVER_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "50",
}


class Unavailable(Exception):
    """Why there is no server. `code` is what this program then ends with."""

    def __init__(self, message: str, code: int):
        super().__init__(message)
        self.code = code


def find_programs() -> Path:
    """The folder with `initdb` and `postgres`: of the PATH, or the newest that Debian's packages installed."""
    on_path = shutil.which("initdb")
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: [int(number) for number in re.findall(r"\d+", path.parts[-3])],
        reverse=True,
    )
    for initdb in [Path(on_path)] if on_path else debian:
        if (initdb.resolve().parent / "postgres").exists():
            return initdb.resolve().parent
    raise Unavailable(
        "PostgreSQL is not installed: apt-get install postgresql (or put its initdb on PATH).", NOT_INSTALLED
    )


@contextmanager
def server():
    """A running server; gives its address. Stopped by its own process id, and its folder removed."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="second-chances-postgres-"))
    process = None
    try:
        identity = _identity(folder)
        _make_cluster(programs, folder, identity)
        process, port = _start(programs, folder, identity)
        yield f"postgres://{SERVER_USER}@127.0.0.1:{port}/postgres"
    finally:
        if process is not None:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _identity(folder: Path) -> dict:
    """Arguments for `subprocess` that make the server run as an ordinary user."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise Unavailable(f"As root, PostgreSQL needs a user {SERVER_USER!r} to run as.", DOES_NOT_START) from None
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _make_cluster(programs: Path, folder: Path, identity: dict) -> None:
    made = subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={folder / 'data'}",
            f"--username={SERVER_USER}",
            "--auth=trust",
            "--encoding=UTF8",
            f"--locale={_utf8_locale()}",
            "--no-sync",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        **identity,
    )
    if made.returncode:
        raise Unavailable(f"initdb failed: {made.stderr.strip()}", DOES_NOT_START)


def _utf8_locale() -> str:
    """A locale that knows upper and lower case beyond ASCII, as a server in production does."""
    for name in ("C.UTF-8", "en_US.UTF-8"):
        with suppress(locale.Error):
            before = locale.setlocale(locale.LC_CTYPE)
            locale.setlocale(locale.LC_CTYPE, name)
            locale.setlocale(locale.LC_CTYPE, before)
            return name
    return "C"


def _start(programs: Path, folder: Path, identity: dict) -> tuple[subprocess.Popen, int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--{name}={value}" for name, value in {**SERVER_OPTIONS, "port": str(port)}.items()]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # Out of reach of Ctrl-C, which the terminal sends to the whole group: the command ends before its database.
            start_new_session=True,
            **identity,
        )
    try:
        until = time.monotonic() + SECONDS_TO_START
        while process.poll() is None and time.monotonic() < until:
            if b"database system is ready to accept connections" in log.read_bytes():
                return process, port
            time.sleep(0.05)
        raise Unavailable(f"PostgreSQL does not start: {log.read_text(errors='replace').strip()}", DOES_NOT_START)
    except BaseException:
        _stop(process)
        raise


def _stop(process: subprocess.Popen) -> None:
    """SIGINT is PostgreSQL's fast shutdown: it ends its connections instead of waiting for them."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)  # ends its children too, which SIGKILL would leave behind
        process.wait(SECONDS_TO_STOP)


def run(command: list[str]) -> int:
    """Run the command beside a server; its exit code, as a shell would say it (128 + number after a signal)."""
    with server() as address:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
        try:
            code = child.wait()
        except SystemExit as ending:
            # Ctrl-C in a terminal has reached the command as well; a SIGTERM has not.
            if ending.code == 128 + signal.SIGTERM:
                child.terminate()
            child.wait()
            raise
    return code if code >= 0 else 128 - code


def _interrupt(number, frame):
    # Once: a second signal must not break off the clean-up of the first.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(f"usage: {sys.argv[0]} -- command ...", file=sys.stderr)  # noqa: T201
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    try:
        return run(command)
    except Unavailable as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return problem.code
    except FileNotFoundError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 127


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
