"""A volunteer signs up, and a coordinator finds the application."""

import pytest


def open_form(browse, **options):
    page = browse("/en/", **options)
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Volunteer").click()
    page.locator(".sc-action .sc-button").first.click()
    return page


def fill(page, name):
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill("volunteer@example.org")
    for fieldset in page.locator(".sc-form fieldset").all():
        fieldset.get_by_role("radio").or_(fieldset.get_by_role("checkbox")).first.check()
    for box in page.locator(".sc-form textarea, .sc-form input[type=text]:not([name=name])").all():
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
    admin.get_by_role("link", name="Applications").click()
    admin.get_by_role("link", name=name).click()
    assert admin.get_by_text("volunteer@example.org").first.is_visible()
    assert admin.get_by_text("A few words.").first.is_visible()


def test_the_whole_form_can_be_filled_with_the_keyboard_alone(browse):
    page = open_form(browse)
    page.locator("#id_name").focus()
    page.keyboard.type("Kai Keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type("kai@example.org")
    for _step in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate("(({tagName, type}) => ({tag: tagName, type}))(document.activeElement)")
        if focused["tag"] == "TEXTAREA" or focused["type"] == "text":
            page.keyboard.type("Words")
        elif focused["type"] in ("checkbox", "radio"):
            page.keyboard.press("Space")
        elif focused["tag"] == "SELECT":
            page.keyboard.press("ArrowDown")
        elif focused["tag"] == "BUTTON":
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
