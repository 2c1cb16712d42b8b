"""Whoever is at risk leaves at once."""

import pytest

from headless.models.site_settings import EXIT_URL

STORY = "/en/stories/a-key-of-her-own/"


@pytest.fixture
def reader(chromium, site):
    """A page of a reader's, for whom the other site answers without a network."""
    contexts = []

    def open_page(**options):
        context = chromium.new_context(base_url=site, **options)
        contexts.append(context)
        context.route(
            f"{EXIT_URL}**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
        )
        page = context.new_page()
        page.goto("/en/")
        page.goto(STORY)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_the_button_puts_another_site_in_place_of_the_page(reader, site):
    page = reader()
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(f"{EXIT_URL}**")
    page.go_back()
    assert page.url == f"{site}/en/"  # the story is no step of the way back


def test_shift_pressed_three_times_does_the_same_and_says_so_meanwhile(reader):
    page = reader()
    says = page.locator("[data-sc-exit-says]")
    page.keyboard.press("Shift")
    assert says.inner_text() == "Press Shift two more times to leave."
    page.keyboard.press("Shift")
    assert says.inner_text() == "Press Shift once more to leave."
    page.keyboard.press("Shift")
    page.wait_for_url(f"{EXIT_URL}**")


def test_shift_in_use_is_no_wish_to_leave(reader, site):
    page = reader()
    for _time in range(4):
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift")
        page.keyboard.press("Tab")
    assert page.url == site + STORY
    assert page.locator("[data-sc-exit-says]").inner_text() == ""


def test_shift_held_to_scroll_sideways_is_no_wish_to_leave(reader, site):
    page = reader()
    for _time in range(4):
        page.keyboard.down("Shift")
        page.mouse.wheel(0, 40)
        page.wait_for_timeout(60)
        page.keyboard.up("Shift")
    assert page.url == site + STORY


def test_the_other_site_is_not_told_where_somebody_came_from(reader):
    page = reader()
    told = []
    page.on("request", lambda request: EXIT_URL in request.url and told.append(request.headers.get("referer")))
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(f"{EXIT_URL}**")
    assert told == [None]


def test_without_script_it_is_a_link(reader):
    page = reader(java_script_enabled=False)
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(f"{EXIT_URL}**")


def test_it_says_what_it_cannot_do(reader):
    page = reader(viewport={"width": 320, "height": 640})
    page.locator(".sc-exit__about summary").click()
    note = page.locator("#sc-exit-note")
    assert note.is_visible() and "does not delete the history" in note.inner_text()
    box = note.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.keyboard.press("Escape")
    assert not note.is_visible()


def test_at_four_hundred_per_cent_all_of_it_can_be_read(reader):
    page = reader(viewport={"width": 320, "height": 256})
    page.locator(".sc-exit__about summary").click()
    assert page.locator("#sc-exit-note").bounding_box()["y"] >= 0


def test_what_has_the_focus_is_never_below_the_button(reader):
    page = reader(viewport={"width": 360, "height": 640})
    covered = page.evaluate(
        """async () => {
            const links = [...document.querySelectorAll("main a, main button, main summary")].filter(e => e.checkVisibility());
            const button = document.querySelector("[data-sc-exit]");
            const hidden = [];
            for (const link of links) {
                if (button.contains(link)) continue;
                link.focus();
                await new Promise(requestAnimationFrame);
                const a = link.getBoundingClientRect(), b = button.getBoundingClientRect();
                if (a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right) hidden.push(link.textContent);
            }
            return hidden;
        }"""
    )
    assert covered == []
