"""The real site, as `make run` starts it, and a real Chromium to use it with."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

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


def pytest_collection_modifyitems(items):
    # One site and one browser serve all of them.
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a site with demo content, with worker and clock beside it, on a database of its own."""
    var = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {
        **os.environ,
        "VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "site_project.settings.development",
        "PYTHONWARNINGS": "",
    }
    environment.pop("DATABASE_URL", None)

    def manage(*arguments):
        return [sys.executable, "manage.py", *arguments]

    subprocess.run(manage("migrate", "-v", "0"), cwd=ROOT, env=environment, check=True)
    subprocess.run(
        manage("demo", "--port", port, "--password", PASSWORD),
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    log = (var / "log").open("w+")
    server = subprocess.Popen(
        manage("serve", "--port", port, "--show-sign-in", PASSWORD), cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while "password:" not in (var / "log").read_text():
        assert server.poll() is None, (var / "log").read_text()
        assert time.monotonic() < deadline, (var / "log").read_text()
        time.sleep(0.2)
    yield address
    server.send_signal(signal.SIGINT)
    server.wait(timeout=30)
    log.close()
    said = (var / "log").read_text()
    assert "Traceback" not in said, said


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "Chromium is not installed: `apt-get install chromium`, or run `make test` as root on Debian."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, site):
    """Opens a page with options of Playwright's `new_context`; fails on script errors and on calls to other hosts."""
    contexts, faults = [], []

    def open_page(path="/en/", **options):
        context = chromium.new_context(base_url=site, **{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda said: faults.append(f"console: {said.text}") if _is_fault(said) else None)
        page.on(
            "request", lambda request: faults.append(f"call to {request.url}") if _is_foreign(request.url) else None
        )
        page.goto(path)
        return page

    def _is_foreign(url):
        return not re.match(rf"({re.escape(site)}/|data:|blob:|about:)", url)

    def _is_fault(said):
        # An answer of 404 or 422 is said on the console too, and is looked at by the tests themselves.
        return said.type == "error" and "Failed to load resource" not in said.text

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def sign_in(browse):
    def as_person(name):
        page = browse("/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")
        return page

    return as_person
