"""A draft in a front end of another origin, within Wagtail's editor: while typing, on both sizes, with the checks."""

import re
from datetime import datetime

import pytest

from tests.browser.front_end import running_front_end
from tests.browser.running_site import PASSWORD
from tests.browser.test_staff import write_story


@pytest.fixture
def front_end(site):
    with running_front_end(site) as front_end:
        yield front_end


@pytest.fixture
def staff(chromium, site):
    """A tab in which somebody is signed in; unlike elsewhere, it may call the front end."""
    contexts, faults = [], []

    def sign_in(name, **options):
        contexts.append(chromium.new_context(base_url=site, viewport={"width": 1600, "height": 1000}, **options))
        # From then on the editor notices what is changed.
        watching = (
            "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watching = ''; })"
        )
        contexts[-1].add_init_script(watching)
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def named_front_end(staff, front_end):
    """Known to the site during the test: others preview drafts on the site itself."""
    page = staff("admin")
    page.goto("/admin/front-ends/new/")
    page.locator("#id_name").fill("A Next.js site")
    page.locator("#id_origins").fill(front_end.origin)
    page.locator("#id_preview_url").fill(f"{front_end.origin}/preview")
    page.locator("#id_audience").select_option("own")
    page.locator("form[data-edit-form] [type=submit], main form [type=submit]").last.click()
    page.get_by_role("link", name="A Next.js site").first.click()
    page.locator("#id_name").wait_for()
    front_end.key = re.search(r"pk_[\w-]{32}", page.content()).group()
    number = re.search(r"/front-ends/\D*/(\d+)/", page.url).group(1)
    yield front_end
    page.goto(f"/admin/front-ends/delete/{number}/")
    page.get_by_role("button", name="Yes, delete").click()
    page.wait_for_url("**/admin/front-ends/")


def test_an_editor_sees_her_draft_in_the_front_end_while_she_writes(staff, named_front_end):
    page = staff("editor")
    title = f"First words {datetime.now():%H%M%S%f}"
    write_story(page, title)
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("iframe[title='Preview']:not(.w-preview__proxy)")
    shown.get_by_role("heading", name=title).wait_for()

    page.locator("html[data-watching]").wait_for(state="attached")
    page.locator("#id_title").fill("Second thoughts")
    shown.get_by_role("heading", name="Second thoughts").wait_for()
    page.locator("iframe.w-preview__proxy").wait_for(state="detached")
    frame = page.locator("#w-preview-iframe").element_handle().content_frame()
    for name, width in (("mobile", 375), ("desktop", 1280)):
        page.get_by_label(f"Preview in {name} size").check(force=True)
        frame.wait_for_function("wanted => innerWidth === wanted", arg=width)

    # Wagtail's checks run across the origins: the front end's heading has skipped two levels.
    page.get_by_role("button", name="Toggle checks").click()
    page.get_by_text("Incorrect heading hierarchy").wait_for()

    # By itself in a tab, the editor's user bar is there, and nothing sticks: without the token there is no draft.
    page.get_by_role("button", name="Toggle preview").click()
    with page.expect_popup() as opened:
        page.get_by_label("Preview in new tab").click()
    tab = opened.value
    tab.get_by_role("heading", name="Second thoughts").wait_for()
    tab.get_by_role("button", name="View Wagtail quick actions").wait_for()
    tab.goto(f"{named_front_end.origin}/preview")
    assert tab.get_by_role("heading", name="No preview").is_visible()
