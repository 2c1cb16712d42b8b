"""The whole site in the foreground: web server and background worker. One Ctrl-C ends both."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

RESTART_SECONDS = 2
START_SECONDS = 60
STOP_SECONDS = 10


class Command(BaseCommand):
    help = "Run the site: web server and background worker (mails, publishing on schedule). Ctrl-C ends both."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default: %(default)s).")
        parser.add_argument("--port", type=int, default=8000, help="Port to listen on (default: %(default)s).")
        parser.add_argument(
            "--workers", type=int, default=1, help="Processes of the web server (default: %(default)s)."
        )
        parser.add_argument("--threads", type=int, default=8, help="Threads in each of them (default: %(default)s).")
        parser.add_argument("--show-sign-in", metavar="PASSWORD", help="Say name and password, if they are still that.")

    def handle(self, *, host, port, workers, threads, show_sign_in, **options):
        _refuse_a_taken_port(host, port)
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self.children = {}
        self.commands = {
            "server": [
                str(Path(sys.executable).with_name("granian")),
                "--interface=wsgi",
                f"--host={host}",
                f"--port={port}",
                f"--workers={workers}",
                f"--blocking-threads={threads}",
                "--no-ws",
                "--respawn-failed-workers",
                "--respawn-interval=0.5",
                "--log-level=error",
                "site_project.wsgi:application",
            ],
            "worker": [sys.executable, "manage.py", "second_chances_worker"],
        }
        try:
            for name in self.commands:
                self._start(name)
            self._wait_for_first_answer(host, port)
            self._say_where(host, port, show_sign_in)
            self._watch(host, port)
        finally:
            self._end_children()

    def _stop(self, number, frame) -> None:
        self.stopping = True

    def _start(self, name: str) -> None:
        # In sessions of their own: a Ctrl-C reaches this process alone, which then ends them in order.
        self.children[name] = subprocess.Popen(self.commands[name], cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603

    def _wait_for_first_answer(self, host: str, port: int) -> None:
        request = Request(f"http://{host}:{port}/health/live/")
        deadline = time.monotonic() + START_SECONDS
        while not self.stopping:
            with contextlib.suppress(OSError, URLError), urlopen(request, timeout=5):  # noqa: S310
                return
            if self.children["server"].poll() is not None or time.monotonic() > deadline:
                raise CommandError("The web server did not start; the lines above say why.")
            time.sleep(0.1)

    def _say_where(self, host: str, port: int, password: str | None) -> None:
        address = f"http://{host}:{port}"
        self.stdout.write(f"\nSite:  {address}/")
        self.stdout.write(f"Admin: {address}/admin/")
        if password:
            user = get_user_model().objects.filter(username="admin").first()
            known = user is not None and user.check_password(password)
            self.stdout.write(f"name: admin  password: {password if known else '(as you set it)'}")
        self.stdout.flush()

    def _watch(self, host: str, port: int) -> None:
        """Until told to stop. What ends is started again; the site ends with a server that cannot be.

        granian itself replaces a process that was killed, but gives up when that one is killed within 5 seconds too.
        """
        while not self.stopping:
            time.sleep(0.2)
            for name, child in list(self.children.items()):
                if child.poll() is None or self.stopping:
                    continue
                self.stderr.write(f"The {name} ended with code {child.returncode}; it is started again.")
                # What a killed server left behind would go on answering beside the new one.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                time.sleep(RESTART_SECONDS)
                self._start(name)
                if name == "server":
                    self._wait_for_first_answer(host, port)

    def _end_children(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Something else is listening on {host}:{port}. End it, or choose another port: make run PORT={port + 1}"
            ) from error
