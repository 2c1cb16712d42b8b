"""Readers: on a telephone and at a desk, light and dark, in both languages, with and without script."""

import pytest

PHONE = {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2, "has_touch": True}
PATHS = [
    "/en/",
    "/es/",
    "story index",
    "story",
    "program index",
    "program",
    "volunteer",
    "sign-up",
    "/en/nothing-here/",
]


def go(page, place):
    """Open a kind of page as a reader finds it, by links."""
    if place.startswith("/"):
        page.goto(place)
        return
    menu = {"story": "Stories", "program": "Programs"}.get(place.partition(" ")[0], "Volunteer")
    page.goto("/en/")
    if page.get_by_role("button", name="Menu").is_visible():  # on a telephone
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name=menu).click()
    if place in ("story", "program"):
        page.locator(".sc-card__title a").first.click()
    elif place == "sign-up":
        page.locator(".sc-action .sc-button").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("place", PATHS)
def test_nothing_is_wider_than_a_small_telephone(browse, place):
    page = browse(**PHONE)
    go(page, place)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(
        "for (const e of document.querySelectorAll('h1, h2, h3, main p, label, legend')) e.textContent = 'w'.repeat(90)"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "a long word is broken"


def test_a_reader_finds_a_story_by_theme_and_reads_it_in_spanish(browse):
    page = browse("/en/", java_script_enabled=False)
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Stories").click()
    page.get_by_role("navigation", name="Stories by theme").get_by_role("link").nth(1).click()
    assert "theme=" in page.url
    page.locator(".sc-card__title a").first.click()
    assert page.get_by_role("note").is_visible()
    page.goto("/es/")
    page.locator(".sc-menu a").first.click()
    page.locator(".sc-card__title a").first.click()
    assert page.locator("html").get_attribute("lang") == "es"
    page.get_by_role("navigation", name="Idiomas").get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_pictures_arrive_in_the_size_of_the_screen(browse):
    page = browse("/en/stories/", **PHONE)
    page.locator(".sc-card:has(img) .sc-card__title a").first.click()
    picture = page.locator(".sc-hero img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert picture.evaluate("image => image.currentSrc").endswith(".webp")


def test_every_link_of_the_demo_leads_somewhere(browse):
    """Follows every internal link from both front pages; each answers 200."""
    page = browse("/en/")
    seen, waiting = set(), ["/en/", "/es/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = page.request.get(path)
        assert response.status == 200, path
        if "text/html" in response.headers["content-type"]:
            page.set_content(response.text())
            links = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
            waiting.extend(link.partition("#")[0] for link in links)
    assert len(seen) > 40
