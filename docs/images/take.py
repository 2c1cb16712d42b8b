"""Take the pictures of the README and of the documentation: `make screenshots README=1`."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.running_site import PASSWORD, chromium_browser, link_to_own_page, running_site

HERE = Path(__file__).parent
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def sign_in(page, name: str) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def open_editor_with_preview(page) -> None:
    page.goto("/admin/sc_stories/?ordering=title")
    page.get_by_role("link", name="Bread before dawn", exact=True).first.click()
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("iframe[title='Preview']:not(.w-preview__proxy)")
    preview.get_by_role("heading", name="Bread before dawn").wait_for()
    page.wait_for_timeout(6000)  # until it has drawn its pictures


def take_for_readme(browser, address: str, var: Path) -> None:
    page = browser.new_context(base_url=address, viewport=DESK).new_page()
    page.goto("/en/")
    page.screenshot(path=HERE / "site.png")
    sign_in(page, "admin")
    page.set_viewport_size({"width": 1600, "height": 900})
    open_editor_with_preview(page)
    page.screenshot(path=HERE / "editor.png")
    take_for_coordinators(browser, address)
    take_for_volunteers(browser, address, var)


def take_for_coordinators(browser, address: str) -> None:
    page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 860}).new_page()
    sign_in(page, "coordinator")
    page.goto("/admin/applications/")
    page.screenshot(path=HERE / "applications.png")
    page.get_by_role("link", name="Sample volunteer F").click()
    page.screenshot(path=HERE / "application.png")


def take_for_volunteers(browser, address: str, var: Path) -> None:
    page = browser.new_context(base_url=address, viewport=PHONE).new_page()
    page.goto("/en/volunteer-with-us/")
    page.get_by_label("Your name").fill("Sample volunteer Z")
    page.get_by_label("E-mail address").fill("sample-z@example.org")
    page.get_by_label("Writing letters").check()
    page.locator(".sc-form select").select_option(index=1)
    for name in ("is_adult", "agrees_to_privacy"):
        page.locator(f"[name={name}]").check()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/thanks/")
    page.goto(link_to_own_page(var, "sample-z@example.org"))
    page.get_by_role("button", name="Open my page").click()
    page.wait_for_url("**/mine/")
    page.screenshot(path=HERE / "own-page.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as var, running_site(Path(var)) as address, chromium_browser() as browser:
        take_for_readme(browser, address, Path(var))
