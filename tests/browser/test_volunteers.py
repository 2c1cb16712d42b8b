"""A volunteer signs up, a coordinator finds the application and answers, and the volunteer sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe


def open_form(browse, **options):
    page = browse("/en/", **options)
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Volunteer").click()
    page.locator(".sc-action .sc-button").first.click()
    return page


def fill(page, name, email="volunteer@example.org"):
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    for fieldset in page.locator(".sc-form fieldset").all():
        fieldset.get_by_role("radio").or_(fieldset.get_by_role("checkbox")).first.check()
    for box in page.locator(".sc-field textarea, .sc-field input[type=text]:not([name=name])").all():
        box.fill("A few words.")
    for choice in page.locator(".sc-form select").all():
        choice.select_option(index=1)
    for box in page.locator(".sc-field--checkbox input").all():
        box.check()


@pytest.mark.parametrize("script", [True, False])
def test_an_empty_form_leads_to_its_fields_and_a_full_one_to_what_happens_next(browse, sign_in, script):
    name = f"Vera Volunteer {'with' if script else 'without'} script"
    page = open_form(browse, java_script_enabled=script)
    page.locator(".sc-form button").click()
    summary = page.locator("#error-summary")
    assert summary.is_visible()
    if script:
        assert summary.evaluate("element => element === document.activeElement")
    summary.get_by_role("link").first.click()
    assert page.url.endswith("#id_name")
    fill(page, name)
    page.locator(".sc-form button").click()
    page.wait_for_url("**/thanks/")
    assert page.get_by_role("heading", name="What happens next").is_visible()

    admin = sign_in("coordinator")
    admin.get_by_role("button", name="Volunteers").click()
    admin.get_by_role("link", name="Applications", exact=True).click()
    admin.get_by_role("link", name=name).click()
    # Waits: the click may return before the page is there.
    admin.get_by_text("volunteer@example.org").first.wait_for()
    admin.get_by_text("A few words.").first.wait_for()


#: What has focus, and whether that is seen. The button inside a date field has the browser's own ring, which no script sees.
FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return {
        tag: element.localName, type: element.type, name: element.name, inForm: !!element.closest("[data-sc-form]"),
        seen: outlined || style.boxShadow !== "none" || element.type === "date", text: element.outerHTML.slice(0, 120),
    };
}"""


def test_the_whole_form_can_be_filled_with_the_keyboard_alone_and_focus_is_always_seen(browse):
    page = open_form(browse)
    page.reload()
    for _step in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"], focused["text"]
        if not focused["inForm"]:
            continue
        if focused["type"] == "email":
            page.keyboard.type("kai@example.org")
        elif focused["tag"] == "textarea" or focused["type"] == "text":
            page.keyboard.type("Kai Keyboard")
        elif focused["type"] in ("checkbox", "radio"):
            page.keyboard.press("Space")
        elif focused["tag"] == "select":
            page.keyboard.press("ArrowDown")
        elif focused["tag"] == "button":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/thanks/")


def test_a_second_click_sends_nothing_twice(browse):
    page = open_form(browse)
    fill(page, "Dora Double")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator(".sc-form button").dblclick()
    page.wait_for_url("**/thanks/")
    assert len(sent) == 1


@pytest.mark.parametrize("script", [True, False])
def test_a_volunteer_opens_a_page_of_her_own_corrects_her_address_and_takes_the_form_back(
    browse, link_to_own_page, script
):
    address = f"olga-{script}@example.org".lower()
    page = open_form(browse, java_script_enabled=script)
    fill(page, "Olga Own", address)
    page.locator(".sc-form button").click()
    page.wait_for_url("**/thanks/")

    link = link_to_own_page(address)
    page.goto(link)
    page.get_by_role("button", name="Open my page").click()
    page.wait_for_url("**/mine/")
    assert page.locator("[aria-current=step]").inner_text().strip() == "Received"
    if script:
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    page.locator("#contact ~ form [name=email]").fill("not an address")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.locator("#error-summary").is_visible()
    page.locator("#contact ~ form [name=email]").fill(f"new-{address}")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("Corrected.").is_visible()

    page.get_by_text("Take my form back").click()
    page.locator("[name=withdraw_form-sure]").check()
    page.get_by_role("button", name="Withdraw my form").click()
    assert page.get_by_role("heading", name="Your form is withdrawn").is_visible()
    page.goto(link)
    assert page.get_by_role("heading", name="This link does not open anything").is_visible()


def test_a_browser_computes_before_a_form_that_asks_for_it_is_sent(browse, sign_in, link_to_own_page):
    admin = sign_in("admin")
    admin.goto("/admin/pages/")
    edit = admin.evaluate(
        """async () => {
            const pages = await (await fetch("/admin/api/main/pages/?type=sc_volunteers.SignUpPage&slug=volunteer-with-us")).json();
            return `/admin/pages/${pages.items[0].id}/edit/`;
        }"""
    )
    admin.goto(edit)
    admin.get_by_label("ask browsers for a proof of work").check()
    admin.get_by_role("button", name="More actions").last.click()
    admin.get_by_role("button", name="Publish").click()
    admin.wait_for_url("**/admin/pages/**")

    page = browse("/en/volunteer-with-us/")
    fill(page, "Paula Proof", "paula@example.org")
    page.locator(".sc-form button").click()
    page.wait_for_url("**/thanks/")
    assert link_to_own_page("paula@example.org"), "it is confirmed at once: it did not go to the tray"
