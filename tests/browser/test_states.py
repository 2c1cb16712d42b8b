"""The main states of `make prove-pages`, each in one language on a desktop and in the other on a telephone."""

import pytest

from tests.browser.reading import Reading, axe_faults, too_wide
from tests.proofs.pages.axe import SCREENS, reach
from tests.proofs.pages.content import discover
from tests.proofs.pages.states import STATES

SEEN = {"desktop": "en", "phone": "es"}


@pytest.fixture(scope="module")
def contents(site):
    return discover(site)


@pytest.mark.parametrize("state", [state for state in STATES if state.main], ids=lambda state: state.name)
@pytest.mark.parametrize("screen", SEEN)
def test_no_main_state_has_a_fault_that_axe_can_find(read, contents, state, screen):
    reading = read(locale=SEEN[screen], reduced_motion="reduce", **SCREENS[screen])
    reach(reading, state, contents[SEEN[screen]])
    for scheme in ("light", "dark"):
        reading.page.emulate_media(color_scheme=scheme)
        assert axe_faults(reading.page) == [], scheme
    assert too_wide(reading.page) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_lists_go_on_and_are_filtered_without_script(read, contents, language):
    content, reading = contents[language], read(java_script_enabled=False)
    cards = reading.page.locator("main article")
    reading.open(content.one("story_index"))
    first = cards.count()
    reading.follow("a[rel=next]")
    assert cards.count()
    reading.follow("a[rel=prev]")
    assert cards.count() == first
    reading.follow(f"main a[href$='?{content.theme().partition('?')[2]}']")
    assert 0 < cards.count() < first
    reading.open(content.one("program_index"))
    programs = cards.count()
    reading.open(f"{content.one('program_index')}?kind={content.kind()}")
    assert 0 < cards.count() < programs


def test_the_judges_see_what_is_planted(chromium, site, folder):
    context = chromium.new_context(**SCREENS["phone"])
    reading = Reading(context, site, folder)
    reading.open("/en/")
    assert axe_faults(reading.page) == too_wide(reading.page) == reading.faults == []
    reading.page.evaluate(
        """() => {
            const text = "<p style='background:#fff;color:#ddd'>Pale</p><p id=wide>w</p><a href=/a>a</a><a href=/b>b</a>";
            document.querySelector("main").insertAdjacentHTML("beforeend", text);
            wide.style.inlineSize = "400px";
            for (const p of document.querySelectorAll("main > p")) p.style.setProperty("color", "#ddd");
            for (const a of document.querySelectorAll("main > a"))
                Object.assign(a.style, {display: "inline-block", inlineSize: "9px", blockSize: "9px", overflow: "hidden"});
            document.body.style.background = "#fff";
            const script = document.createElement("script");
            script.textContent = "planted()";
            document.head.append(script, Object.assign(new Image(), {src: "http://other.invalid/a.png"}));
        }"""
    )
    found = " ".join(axe_faults(reading.page))
    assert "color-contrast" in found and "target-size" in found
    assert too_wide(reading.page)
    seen = " ".join(reading.faults)
    context.close()
    assert "Content Security Policy" in seen and "call to http://other.invalid" in seen
