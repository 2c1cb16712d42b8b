"""The two databases as a site in production has them: what is committed is on the disk.

Each keeps its files in one folder, which can be copied (while nothing runs) to another disk.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

from tests import postgres

from .site import free_port

SECONDS_TO_START = 60


class SQLite:
    name = "SQLite"
    url = ""
    #: What lies on the small disk, and its size.
    small_disks = {"everything": "12m"}

    def __init__(self, folder: Path):
        self.files = folder

    @property
    def var(self) -> Path:
        return self.files

    def make(self) -> None:
        """There is nothing to do: the site makes its file."""

    start = stop = make

    def is_running(self) -> bool:
        return True

    def copy_to(self, folder: Path, disk: Path | None = None, what: str = "") -> "SQLite":
        """Database and keys, without pictures. With a disk: on that."""
        folder = disk or folder
        folder.mkdir(exist_ok=True)
        for name in ("db.sqlite3", "secret_key", "encryption_key"):
            shutil.copy2(self.files / name, folder / name)
        return SQLite(folder)


class PostgreSQL:
    name = "PostgreSQL"
    small_disks = {"everything": "160m", "its log": "48m"}

    def __init__(self, folder: Path, var: Path | None = None, port: int | None = None):
        self.files = folder
        self.var = var or folder.with_name(f"{folder.name}-var")
        self.port = port or free_port()
        self.url = f"postgres://{postgres.SERVER_USER}@127.0.0.1:{self.port}/postgres"
        self._programs = postgres.find_programs()
        self._process: subprocess.Popen | None = None

    def make(self) -> None:
        self.files.mkdir(parents=True)
        self._identity = postgres._identity(self.files)
        postgres._make_cluster(self._programs, self.files, self._identity)

    def start(self) -> None:
        """With PostgreSQL's own defaults: a commit is on the disk before it is said to be done."""
        options = [f"--port={self.port}", "--listen_addresses=127.0.0.1", "--unix_socket_directories="]
        with (self.files.parent / f"{self.files.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self.files / "data", *options],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._identity,
            )
        ask = [self._programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
        deadline = time.monotonic() + SECONDS_TO_START
        while subprocess.run(ask).returncode:
            if not self.is_running() or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start; see {log.name}")
            time.sleep(0.2)

    def stop(self) -> None:
        if self._process is not None:
            postgres._stop(self._process)
            self._process = None

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def copy_to(self, folder: Path, disk: Path | None = None, what: str = "") -> "PostgreSQL":
        """The cluster, with a log cut into small pieces, so that it meets the end of the disk too.

        With a disk: on that, as a whole or its log alone. A log that cannot be written ends the server.
        """
        if disk:
            os.chown(disk, *self._owner)
        other = PostgreSQL((disk or folder) / "cluster" if what != "its log" else folder, self.var, self.port)
        other._identity = self._identity
        other.files.mkdir(parents=True)
        data = other.files / "data"
        subprocess.run(["cp", "-a", self.files / "data", data], check=True)
        os.chown(other.files, *self._owner)
        cut = [self._programs / "pg_resetwal", "--wal-segsize=1", "-D", data]
        subprocess.run(cut, check=True, cwd="/", capture_output=True, **self._identity)
        if disk and what == "its log":
            subprocess.run(["mv", data / "pg_wal", disk / "pg_wal"], check=True)
            (data / "pg_wal").symlink_to(disk / "pg_wal")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write("min_wal_size = '2MB'\nmax_wal_size = '4MB'\n")
            # A log whose old pieces are not used again always needs the disk.
            settings.write("wal_keep_size = '64MB'\n" if what == "its log" else "")
        return other

    @property
    def _owner(self) -> tuple[int, int]:
        return self._identity.get("user", os.geteuid()), self._identity.get("group", os.getegid())
