"""A site on WordPress shows what is ours: by a pasted address, and by the plugin. `make prove-hosts`

Pictures of its pages are put into `var/hosts/`.
"""

import json
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.running_site import chromium_browser, run_beside, running_site
from tests.proofs.hosts.wordpress import wordpress
from tests.proofs.site import ROOT

PICTURES = ROOT / "var" / "hosts"
PATIENCE = 60_000


def prove() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, running_site(Path(temporary, "site")) as site:
        content: dict = {}

        def make_key(origin: str) -> str:
            content.update(
                json.loads(run_beside(Path(temporary, "site"), "tests.browser.embedded_content", "prepare", origin))
            )
            return content["key"]

        Path(temporary, "host").mkdir()
        posts = {
            # On a line of its own, as somebody pastes it.
            "pasted": f"Read this:\n\n{site}/en/stories/bread-before-dawn/\n\nThat was it.",
            "stories": _shortcode(
                '[second_chances_stories limit="3" onclick="x"]<a href="/">Stories</a>[/second_chances_stories]'
            ),
            "form": _shortcode('[second_chances_sign_up page="9"]'),
        }
        with (
            wordpress(Path(temporary, "host"), site=site, make_key=make_key, posts=posts) as (origin, paths),
            chromium_browser() as browser,
        ):
            context = browser.new_context(viewport={"width": 1100, "height": 1000})
            page = context.new_page()
            _unfurls(page, f"{origin}{paths['pasted']}")
            _shows_the_element(page, f"{origin}{paths['stories']}", site)
            _takes_the_form(page, f"{origin}{paths['form']}", Path(temporary, "site"))
    print(f"WordPress unfurls a pasted address, shows the element and takes the form. Pictures: {PICTURES}")  # noqa: T201


def _shortcode(text: str) -> str:
    return f"<!-- wp:shortcode -->{text}<!-- /wp:shortcode -->"


def _unfurls(page: Page, address: str) -> None:
    page.goto(address)
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Bread before dawn")).to_be_visible()
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height > 1000")
    page.screenshot(path=PICTURES / "wordpress-pasted.png", full_page=True)


def _shows_the_element(page: Page, address: str, site: str) -> None:
    page.goto(address)
    element = page.locator("second-chances-stories")
    expect(element.locator("[part~=card]")).to_have_count(3)
    assert element.get_attribute("onclick") is None
    script = page.locator('script[type=module][src*="embed/v1.js"]')
    assert (script.get_attribute("src") or "").startswith(f"{site}/second-chances/embed/v1.js?key=pk_")
    page.evaluate("document.querySelector('second-chances-stories').scrollIntoView()")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / "wordpress-stories.png", full_page=True)


def _takes_the_form(page: Page, address: str, var: Path) -> None:
    page.goto(address)
    form = page.locator("second-chances-sign-up")
    form.get_by_label("Your name").fill("Wanda Wordpress")
    form.get_by_label("E-mail address").fill("wanda@example.org")
    for fieldset in form.locator("fieldset").all():
        fieldset.locator("input").first.check()
    for box in form.locator("input[type=checkbox][required]").all():
        box.check()
    page.screenshot(path=PICTURES / "wordpress-form.png", full_page=True)
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_text("We have your form.")).to_be_visible(timeout=PATIENCE)
    assert json.loads(run_beside(var, "tests.browser.embedded_content", "sent", "Wanda Wordpress")) == ["received"]


if __name__ == "__main__":
    prove()
