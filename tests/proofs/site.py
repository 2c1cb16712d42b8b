"""The real site (web server, worker) on a port of its own, and its processes as /proc shows them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
SETTINGS = "tests.proofs.settings"
PASSWORD = "only-in-this-proof"
SECONDS_TO_START = 90
SECONDS_TO_STOP = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(parent: int, word: str) -> list[int]:
    """Its living child processes whose command line has the word, the oldest first."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, ppid = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            if int(ppid) == parent and state != "Z" and word in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except OSError:  # ended meanwhile
            continue
    return sorted(found)


class Site:
    """`manage.py serve` with its data in `var` or in the database at `url`."""

    def __init__(self, var: Path, log: Path, *, url: str, port: int, mail_port: int):
        self.var, self.log, self.port = var, log, port
        self.environment = {
            **os.environ,
            "VAR_DIR": str(var),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "ADMIN_BASE_URL": f"http://127.0.0.1:{port}",
        }
        for name in ("DATABASE_URL", "PYTHONWARNINGS", "DEBUG"):
            self.environment.pop(name, None)
        if url:
            self.environment["DATABASE_URL"] = url
        self.process: subprocess.Popen | None = None

    def fill(self) -> None:
        """The demo content."""
        self.var.mkdir(parents=True, exist_ok=True)
        self._python("manage.py", "migrate", "-v", "0")
        self._python("manage.py", "demo", "--port", str(self.port), "--password", PASSWORD)

    def ask(self, question: str, *arguments) -> dict:
        """What `look.py` sees in the database, in a process of its own with the same settings."""
        return json.loads(self._python("-m", "tests.proofs.look", question, *map(str, arguments)))

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--workers", "2"]
        with self.log.open("a") as said:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The site does not start: {self.log.read_text()[-3000:]}")
            time.sleep(0.2)

    def answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health/live/", timeout=5):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            server, worker = self.web_server(), self.job_worker()
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                for pid in filter(None, (self.process.pid, *children_of(server or 0, "granian"), server, worker)):
                    os.kill(pid, signal.SIGKILL)
                self.process.wait()
        self.process = None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def web_server(self) -> int | None:
        """granian's first process, the parent of those that answer."""
        return next(iter(children_of(self.process.pid, "granian")), None)

    def web_workers(self) -> list[int]:
        """The processes that answer."""
        server = self.web_server()
        return children_of(server, "granian") if server else []

    def job_worker(self) -> int | None:
        return next(iter(children_of(self.process.pid, "second_chances_worker")), None)

    def exceptions(self) -> dict[str, int]:
        """The kinds of exceptions whose tracebacks are in what the site said."""
        said = self.log.read_text(errors="replace") if self.log.exists() else ""
        tracebacks = said.split("Traceback (most recent call last):")[1:]
        ends = (re.search(r"^([A-Za-z_][\w.]*)(?::|$)", text, re.MULTILINE) for text in tracebacks)
        return dict(Counter(end[1] for end in ends if end))

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
        return done.stdout
