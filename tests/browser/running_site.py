"""The real site with demo content, as `make run` starts it, for tests and for taking pictures of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
PASSWORD = "only-in-this-test-run"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def running_site(
    var: Path, settings: str = "site_project.settings.development", *, prepared: bool = False
) -> Iterator[str]:
    """The address of a site whose data lie in `var`; server and worker end with it.

    `prepared`: with pages in states that the demo has none of. Fails if anything that the site said holds a traceback.
    """
    port = _free_port()
    environment = {**os.environ, "VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": settings}
    for name in ("DATABASE_URL", "PYTHONWARNINGS", "DEBUG"):
        environment.pop(name, None)

    def manage(*arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    subprocess.run(manage("migrate", "-v", "0"), cwd=ROOT, env=environment, check=True)
    demo = manage("demo", "--port", port, "--password", PASSWORD)
    subprocess.run(demo, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    if prepared:
        prepare = [sys.executable, "-m", "tests.proofs.pages.prepare"]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True)
    if settings != "site_project.settings.development":
        subprocess.run(manage("collectstatic", "--no-input", "-v", "0"), cwd=ROOT, env=environment, check=True)
    log = var / "log"
    with log.open("w") as said:
        serve = manage("serve", "--port", port, "--show-sign-in", PASSWORD)
        process = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            _wait_until_it_says_where(process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
    assert "Traceback" not in log.read_text(), log.read_text()


def run_beside(var: Path, module: str, *arguments: str) -> str:
    """What a module of ours prints that is run with the data of a site."""
    environment = {**os.environ, "VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "site_project.settings.development"}
    for name in ("DATABASE_URL", "PYTHONWARNINGS", "DEBUG"):
        environment.pop(name, None)
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def link_to_own_page(var: Path, recipient: str) -> str:
    """Wait for a mail of the site to this address; the last link to a volunteer's own page in it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        mails = [part for file in (var / "mail").glob("*") for part in file.read_text().split("-" * 79)]
        links = [re.findall(r"http://\S+/mine/\S+/", mail) for mail in mails if f"To: {recipient}\n" in mail]
        if links:
            return links[-1][-1]
        time.sleep(0.3)
    raise AssertionError(f"No mail to {recipient} came within half a minute.")


def _wait_until_it_says_where(process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 60
    while "password:" not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def chromium_path() -> str:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "Chromium is not installed: `apt-get install chromium`, or run `make test` as root on Debian."
    return path


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """The Chromium of this machine; nothing is downloaded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
