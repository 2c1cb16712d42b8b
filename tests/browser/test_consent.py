"""Her consent, as staff, she herself and readers live with it."""

import json
import re
import time
from datetime import datetime
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.browser.test_staff import fill_in_consent, write_story


def status_of(address: str) -> tuple[int, str]:
    try:
        with urlopen(Request(address)) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def open_story_basis(page) -> None:
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Record the basis").click()


def publish(page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()


def test_recorded_written_refused_mended_published_proved_and_approved(sign_in, browse):
    title = f"A garden in June {datetime.now():%H%M%S%f}"
    page = sign_in("admin")
    write_story(page, title)
    page.locator("input[name=standfirst_shows][value=face]").check()
    open_story_basis(page)
    basis = page.url
    fill_in_consent(page, reference=f"R-{datetime.now():%S%f}", elements=("own:words", "own:name"))
    page.get_by_role("link", name="Back to the story").first.click()

    publish(page)
    page.get_by_text("cannot be published").first.wait_for()
    assert page.get_by_text("Standfirst: Her face.").first.is_visible()
    page.locator("input[name=standfirst_shows][value=face]").uncheck()
    publish(page)
    page.get_by_text("published").first.wait_for()

    page.goto(basis)
    page.get_by_role("link", name="Let her see it first").first.click()
    page.get_by_role("button", name="Make the proof").click()
    page.get_by_role("heading", name="Private link").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the PDF").click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    page.get_by_role("button", name="Make a private link").click()
    link = page.get_by_label("Private link", exact=True).input_value()

    hers = browse(link[link.index("/", 8) :], viewport={"width": 390, "height": 844}, java_script_enabled=False)
    hers.locator("main form button[type=submit]").first.click()
    assert hers.get_by_text(title).first.is_visible()
    hers.locator("input[name=answer][value=approved]").check()
    hers.locator("form:has(input[name=answer]) button[type=submit]").click()
    page.reload()
    assert page.get_by_text("She said yes").first.is_visible()


@pytest.mark.parametrize("language", ["en"])
def test_she_takes_it_back_with_a_slip_of_paper_and_it_is_gone_for_everybody(sign_in, browse, site, language):
    title = f"A boat in July {datetime.now():%H%M%S%f}"
    staff = sign_in("admin")
    write_story(staff, title)
    open_story_basis(staff)
    everywhere = ("own:words", "own:name", "partners:words", "partners:name")
    fill_in_consent(staff, reference=f"R-{datetime.now():%S%f}", elements=everywhere)
    staff.get_by_role("link", name="Her code, to take it back").click()
    staff.get_by_role("button", name="Make her code").click()
    code = staff.locator(".sc-slip__code").inner_text()
    assert re.sub(r"\W", "", code) not in staff.url
    staff.get_by_role("link", name="Done: back to the consent").click()
    staff.get_by_role("link", name="Back to the story").first.click()
    publish(staff)
    staff.get_by_text("published").first.wait_for()

    reader = browse(f"/{language}/stories/")
    reader.get_by_role("link", name=title).click()
    address = reader.url
    found = json.loads(status_of(f"{site}/api/v1/resolve?path={address.removeprefix(site)}")[1])
    number = found["document"]["id"]
    _status, listing = status_of(f"{site}/{language}/stories/")
    feed = re.search(r'type="application/atom\+xml"[^>]*href="([^"]+)"', listing)[1].replace("&amp;", "&")
    surfaces = {
        "page": address,
        "JSON": f"{site}/api/v1/stories/{number}",
        "JSON list": f"{site}/api/v1/stories?limit=100",
        "list": f"{site}/{language}/stories/",
        "search": f"{site}/api/v1/search?q=July",
        "sitemap": f"{site}/sitemap.xml",
        "feed": feed if feed.startswith("http") else site + feed,
    }
    sitemap_word = address.removeprefix(site)
    assert all(title in text or sitemap_word in text for _status, text in map(status_of, surfaces.values()))

    hers = browse(f"/{language}/my-story/", viewport={"width": 390, "height": 844}, java_script_enabled=False)
    hers.get_by_label("Your code").fill("0000-0000-0000-0000")
    hers.get_by_role("button", name="Go on").click()
    assert hers.get_by_text("We do not know this code").first.is_visible()
    hers.get_by_label("Your code").fill(code.lower().replace("-", " "))
    hers.get_by_role("button", name="Go on").click()
    assert hers.get_by_role("heading", name=title).is_visible()
    hers.locator("input[name=what][value=everything]").check()
    hers.get_by_role("button", name="Go on").click()
    began = time.monotonic()
    hers.get_by_role("button", name="Yes, take it back now").click()
    hers.get_by_role("heading", name="It is done").wait_for()

    # For the page and the document at once; for everything within seconds, the worker running.
    assert status_of(surfaces["page"])[0] == status_of(surfaces["JSON"])[0] == 410
    gone: dict[str, float] = {}
    while len(gone) < len(surfaces) and time.monotonic() < began + 30:
        for name in surfaces.keys() - gone.keys():
            _status, text = status_of(surfaces[name])
            if title not in text and sitemap_word not in text.replace(f"path={sitemap_word}", ""):
                gone[name] = time.monotonic() - began
    assert gone.keys() == surfaces.keys()
    print({name: f"{seconds:.2f} s" for name, seconds in sorted(gone.items())})  # noqa: T201 - `-s` shows it
    reader.reload()
    assert title not in reader.content()
    staff.goto("/admin/withdrawals/")
    assert staff.get_by_text("By herself, with her code").first.is_visible()
