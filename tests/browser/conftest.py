"""A real Chromium in front of the real site."""

import re

import pytest

from tests.browser import running_site
from tests.browser.running_site import PASSWORD, chromium_browser


# First: xdist reads the groups in the same hook.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    # One site and one browser serve all of them.
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where the site keeps its data, and the mails that it sends."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(folder):
    """The address of a site with demo content, with its worker beside it, on a database of its own."""
    with running_site.running_site(folder) as address:
        yield address


@pytest.fixture
def link_to_own_page(folder):
    """Waits for the mail to an address, and gives the link to a volunteer's own page in it."""
    return lambda recipient: running_site.link_to_own_page(folder, recipient)


# For one module, not longer: while it is open its event loop keeps Django's database from tests of other modules.
@pytest.fixture(scope="module")
def chromium():
    with chromium_browser() as browser:
        yield browser


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
        page.on("request", lambda request: faults.append(f"call to {request.url}") if is_foreign(request.url) else None)
        page.goto(path)
        return page

    def is_foreign(url):
        return not re.match(rf"({re.escape(site)}/|data:|blob:|about:)", url)

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def _is_fault(said):
    # An answer of 404 or 422 is said on the console too, and is looked at by the tests themselves.
    return said.type == "error" and "Failed to load resource" not in said.text


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
