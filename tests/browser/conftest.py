"""A real Chromium in front of the real site."""

import pytest

from tests.browser import running_site
from tests.browser.reading import Reading, watch
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
    """The address of a site with demo content and more states, its worker beside it, on a database of its own."""
    with running_site.running_site(folder, prepared=True) as address:
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
        watch(page, site, faults)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def read(chromium, site, folder):
    """A `Reading` with options of Playwright's `new_context`; fails on whatever it notes."""
    readings, contexts = [], []

    def start(**options):
        contexts.append(chromium.new_context(**options))
        readings.append(Reading(contexts[-1], site, folder))
        return readings[-1]

    yield start
    for context in contexts:
        context.close()
    assert [fault for reading in readings for fault in reading.faults] == []


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
