"""A page of another origin shows stories, programs and a form; by elements, and by frames."""

import json
import re
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from wagtail.embeds.finders.oembed import OEmbedFinder

from tests.browser.host_page import host_site
from tests.browser.reading import AXE_TAGS, too_wide, watch
from tests.browser.running_site import run_beside

HERE = "/second-chances/embed/"
HOSTILE = "<style>* { all: unset !important } html { font-size: 62.5% }</style>"
#: For the proof of work, in milliseconds.
PATIENCE = 60_000
ELEMENTS = ["stories", "programs", "story", "program", "sign-up"]


@pytest.fixture(scope="module")
def host(site):
    with host_site() as other:
        yield other


@pytest.fixture(scope="module")
def content(site, folder, host):
    """Numbers of pages by kind and language, the key of the host's front end, and a story that a person lent."""
    return SimpleNamespace(**json.loads(run_beside(folder, "tests.browser.embedded_content", "prepare", host.origin)))


@pytest.fixture
def visit(chromium, site, host):
    """Opens an address in a browser of its own; fails on script errors, calls to third hosts, and cookies."""
    contexts, faults = [], []

    def open_page(address, *others, **options):
        context = chromium.new_context(**{"viewport": {"width": 1000, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        watch(page, site, faults, host.origin, *others)
        page.goto(address)
        return page

    yield open_page
    cookies = [cookie["name"] for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert not faults and not cookies


def script(site, content) -> str:
    return f'<script type="module" src="{site}{HERE}v1.js?key={content.key}"></script>'


def elements(content, language: str) -> str:
    numbers = {name: getattr(content, f"{name}_{language}") for name in ("story", "program", "sign_up")}
    return (
        f'<second-chances-stories limit="3"><a href="/elsewhere">Stories</a></second-chances-stories>'
        f'<second-chances-programs limit="2"></second-chances-programs>'
        f'<second-chances-story page="{numbers["story"]}"></second-chances-story>'
        f'<second-chances-program page="{numbers["program"]}"></second-chances-program>'
        f'<second-chances-sign-up page="{numbers["sign_up"]}"></second-chances-sign-up>'
    )


def show_all(page) -> None:
    """Scroll to each element until it is there."""
    for name in ELEMENTS:
        element = page.locator(f"second-chances-{name}")
        element.scroll_into_view_if_needed()
        expect(element.locator("[part~=all]")).to_be_attached()
        expect(element).not_to_have_attribute("aria-busy", "true")


def fill(form, name: str, email: str = "ana@example.org") -> None:
    form.get_by_label("Your name").fill(name)
    form.get_by_label("E-mail address").fill(email)
    for fieldset in form.locator("fieldset").all():
        fieldset.locator("input").first.check()
    for choice in form.locator("select").all():
        choice.select_option(index=1)
    for text in form.locator("textarea").all():
        text.fill("A few words.")
    for box in form.locator("input[type=checkbox][required]").all():
        box.check()


def states(folder, name: str) -> list[str]:
    return json.loads(run_beside(folder, "tests.browser.embedded_content", "sent", name))


# --- Elements --------------------------------------------------------------------------------------------------------


def test_each_element_shows_what_partners_may_read_and_what_is_withdrawn_vanishes(visit, site, host, content, folder):
    hers = f'<second-chances-story id="hers" page="{content.hers}"><p>Her words, as we told them.</p></second-chances-story>'
    stories = '<second-chances-stories limit="2"></second-chances-stories>'
    page = visit(host.put(stories + hers, head=script(site, content)))
    expect(page.locator("#hers").get_by_role("heading", name="Words that she lent")).to_be_visible()
    expect(page.locator("second-chances-stories").get_by_role("link", name="Words that she lent")).to_be_visible()
    page.get_by_role("button", name="Show more stories").click()
    expect(page.locator("second-chances-stories [part~=card]")).to_have_count(4)
    expect(page.locator("second-chances-stories [part~=status]")).to_have_text("2 more stories.")

    run_beside(folder, "tests.browser.embedded_content", "withdraw", str(content.hers))
    # Left open, and looked at again later: no reloading is needed.
    page.evaluate("document.querySelectorAll('#hers, second-chances-stories').forEach(e => e.refresh({ again: true }))")
    for _reading in range(2):
        expect(page.locator("#hers [part~=all]")).to_have_text("This story is no longer public.")
        expect(page.locator("second-chances-stories").get_by_role("link").first).to_be_visible()
        expect(page.locator("second-chances-stories").get_by_role("link", name="Words that she lent")).to_have_count(0)
        page.reload()


def test_the_form_says_what_is_missing_keeps_what_was_typed_and_is_stored_once(visit, site, host, content, folder):
    page = visit(host.put(elements(content, "en"), head=script(site, content)))
    form = page.locator("second-chances-sign-up")
    form.scroll_into_view_if_needed()
    form.get_by_role("button", name="Send").click()
    summary = form.locator("[part~=errors]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_contain_text(["Your name – Tell us your name."], use_inner_text=True)
    summary.get_by_role("link").first.click()
    expect(form.get_by_label("Your name")).to_be_focused()
    expect(form.get_by_label("Your name")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Your name")).to_have_accessible_description(re.compile("Tell us your name"))

    fill(form, "Elena Elsewhere", "elena@example.o")  # what only the site itself can judge
    form.get_by_role("button", name="Send").click()
    expect(form.locator("[part~=error]:visible")).to_contain_text(
        "This e-mail address is not complete.", timeout=PATIENCE
    )
    expect(form.get_by_label("Your name")).to_have_value("Elena Elsewhere")
    form.get_by_label("E-mail address").fill("elena@example.org")

    # The connection breaks after the form has arrived: what is sent again counts once.
    answers = []

    def break_off(route):
        answers.append(route.fetch().json())
        route.abort()

    page.route("**/submissions*", break_off, times=1)
    form.get_by_role("button", name="Send").click()
    expect(summary).to_contain_text("No answer came. Nothing is lost", timeout=PATIENCE)
    with page.expect_response("**/submissions*", timeout=PATIENCE) as second:
        form.get_by_role("button", name="Send").dblclick()
    assert second.value.json()["id"] == answers[0]["id"]
    expect(form.get_by_text("We have your form.")).to_be_visible()
    expect(form.get_by_role("heading").first).to_be_focused()
    assert states(folder, "Elena Elsewhere") == ["received"]  # with a proof of work, or it were "suspect"


def test_the_form_is_filled_and_sent_with_the_keyboard_alone(visit, site, host, content):
    form = f'<second-chances-sign-up page="{content.sign_up_en}"></second-chances-sign-up>'
    page = visit(host.put(form, head=script(site, content)))
    expect(page.get_by_label("Your name")).to_be_visible()
    focused = """() => {
        const element = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
        const style = getComputedStyle(element);
        const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        return { tag: element.localName, type: element.type, name: element.name, seen: seen || element.type === "date" };
    }"""
    for _step in range(80):
        page.keyboard.press("Tab")
        now = page.evaluate(focused)
        assert now["seen"], now
        if now["type"] == "email":
            page.keyboard.type("kai@example.org")
        elif now["tag"] == "textarea" or now["type"] == "text":
            page.keyboard.type("Kai Keyboard")
        elif now["type"] in ("checkbox", "radio"):
            page.keyboard.press("Space")
        elif now["tag"] == "select":
            page.keyboard.press("ArrowDown")
        elif now["tag"] == "button":
            page.keyboard.press("Enter")
            break
    expect(page.get_by_text("We have your form.")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("status", [413, 429, 503, 500])
def test_refusals_are_said_in_words_and_nothing_is_lost(visit, site, host, content, status):
    form = f'<second-chances-sign-up page="{content.sign_up_es}"></second-chances-sign-up>'
    page = visit(host.put(form, head=script(site, content), lang="es"))
    said = {413: "too_large", 503: "not_stored", 500: "not_stored"}.get(status)
    words = page.request.get(f"{site}{HERE}sign-up.es.json").json()
    expected = words[said] if said else "Vuelve a enviarlo en 3 minutos."
    page.route(
        "**/submissions*",
        lambda route: route.fulfill(
            status=status,
            json={"detail": expected, "errors": []},
            headers={"Access-Control-Allow-Origin": host.origin, "Retry-After": "180"},
        ),
    )
    element = page.locator("second-chances-sign-up")
    element.locator("input[name=name]").fill("Ana")
    element.locator("input[name=email]").fill("ana@example.org")
    for box in element.locator("input[type=checkbox]").all():
        box.check()
    element.locator("button[type=submit]").click()
    expect(element.locator("[part~=errors]")).to_contain_text(expected, timeout=PATIENCE)
    expect(element.locator("input[name=name]")).to_have_value("Ana")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_page_with_hostile_styles_axe_finds_nothing_and_nothing_is_too_wide(
    visit, site, host, content, scheme, language
):
    head = f'<meta name="color-scheme" content="light dark">{HOSTILE}{script(site, content)}'
    page = visit(
        host.put(elements(content, language), head=head, lang=language),
        color_scheme=scheme,
        viewport={"width": 320, "height": 800},
    )
    show_all(page)
    form = page.locator("second-chances-sign-up")
    form.locator("button[type=submit]").click()
    expect(form.locator("[part~=errors]")).to_be_visible()
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    context = {"include": [[f"second-chances-{name}"] for name in ELEMENTS]}
    found = Axe().run(page, context=context, options={"runOnly": AXE_TAGS})
    assert found.violations_count == 0, found.generate_report()
    assert found.response["passes"] and too_wide(page) == []
    background = form.locator("[part~=all]").evaluate("element => getComputedStyle(element).backgroundColor")
    assert background == {"light": "rgb(251, 247, 240)", "dark": "rgb(25, 22, 19)"}[scheme]


def test_a_page_themes_the_elements_and_chooses_their_language(visit, site, host, content):
    style = "<style>second-chances-stories { --sc-accent: rgb(90, 20, 60); --sc-link: rgb(90, 20, 60) }</style>"
    body = '<second-chances-stories lang="es" limit="1" heading="Nuestras historias"></second-chances-stories>'
    page = visit(host.put(body, head=style + script(site, content)))
    expect(page.get_by_role("heading", name="Nuestras historias")).to_be_visible()
    more = page.locator("second-chances-stories button")
    assert more.evaluate("element => getComputedStyle(element).color") == "rgb(90, 20, 60)"
    assert page.locator("second-chances-stories [part~=all]").get_attribute("lang") == "es"
    page.evaluate("document.querySelector('second-chances-stories').setAttribute('lang', 'en')")
    expect(page.locator("second-chances-stories [part~=all]")).to_have_attribute("lang", "en")


def test_what_cannot_be_loaded_leaves_the_fallback_and_so_does_a_browser_without_script(visit, site, host, content):
    body = elements(content, "en")
    page = visit(host.put(body, head=script(site, content)), java_script_enabled=False)
    expect(page.get_by_role("link", name="Stories")).to_be_visible()
    wrong = SimpleNamespace(key="pk_unknown")
    page = visit(host.put(body, head=script(site, wrong), path="/wrong"))
    expect(page.locator("second-chances-programs")).to_contain_text("This cannot be shown now.")
    expect(page.get_by_role("link", name="Stories")).to_be_visible()


# --- Frames ----------------------------------------------------------------------------------------------------------


def frame(site, content, path: str, **query) -> str:
    parameters = "&amp;".join(f"{name}={value}" for name, value in {"key": content.key, **query}.items())
    sandbox = "allow-scripts allow-forms allow-popups allow-top-navigation-by-user-activation"
    return (
        f'<iframe src="{site}{HERE}{path}?{parameters}" title="Second Chances" height="200" width="100%" sandbox="{sandbox}"></iframe>'
        f'<script src="{site}/static/second_chances/embed/resize.js" async></script>'
    )


def test_a_frame_grows_with_what_it_holds_and_its_links_lead_out_of_it(visit, site, host, content):
    page = visit(host.put(frame(site, content, "stories/", limit=3, lang="en")))
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("link", name="Bread before dawn")).to_be_visible()
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height > 250")
    inside.get_by_role("link", name="Bread before dawn").click()
    page.wait_for_url(f"{site}/en/stories/bread-before-dawn/")


@pytest.mark.parametrize("with_script", [True, False])
def test_a_form_in_a_sandboxed_frame_is_sent_without_cookies(visit, site, host, content, folder, with_script):
    name = f"Flor Framed {with_script}"
    page = visit(host.put(frame(site, content, f"sign-up/{content.sign_up_en}/")), java_script_enabled=with_script)
    inside = page.frame_locator("iframe")
    inside.get_by_role("button", name="Send").click()
    summary = inside.locator("#error-summary")
    expect(summary).to_be_visible()
    summary.get_by_role("link").first.click()
    expect(inside.get_by_label("Your name")).to_be_visible()
    fill(inside, name)
    inside.get_by_role("button", name="Send").click()
    expect(inside.get_by_text("We have your form.")).to_be_visible(timeout=PATIENCE)
    assert len(states(folder, name)) == 1


def test_a_site_that_no_front_end_names_is_told_why_it_sees_nothing(visit, site, host, content):
    with host_site() as other:
        page = visit(host.put(frame(site, content, "stories/")), other.origin)
        expect(page.frame_locator("iframe").get_by_role("article").first).to_be_visible()
        page.goto(other.put(frame(site, content, "stories/")))
        expect(page.frame_locator("iframe").get_by_text("may not stand in a frame")).to_be_visible()


def test_wagtail_on_another_site_unfurls_a_pasted_address(visit, site, host):
    finder = OEmbedFinder(
        providers=[{"endpoint": f"{site}/second-chances/oembed", "urls": [f"^{re.escape(site)}/.+$"]}]
    )
    found = finder.find_embed(f"{site}/en/stories/bread-before-dawn/", max_width=500)
    assert (found["type"], found["title"], found["width"]) == ("rich", "Bread before dawn", 500)
    page = visit(host.put(found["html"]))
    expect(page.frame_locator("iframe").get_by_role("heading", name="Bread before dawn")).to_be_visible()
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height > 1000")
