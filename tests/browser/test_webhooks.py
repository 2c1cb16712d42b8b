"""An administrator makes a webhook: only what matters for its kind is asked, and an address inside our network is refused."""

from tests.browser.reading import axe_faults, end_of_fading, too_wide


def test_the_form_asks_for_what_this_kind_of_receiver_needs(sign_in):
    page = sign_in("admin")
    page.goto("/admin/webhooks/new/")
    token = page.locator("#id_token")
    token.wait_for(state="hidden")
    page.locator("#id_preset").select_option(label="GitHub: start a workflow (repository_dispatch)")
    token.wait_for(state="visible")
    page.locator("#id_preset").select_option(label="A program of your own, or a service that takes webhooks")
    token.wait_for(state="hidden")

    page.locator("#id_name").fill("The newsletter")
    page.locator("#id_address").fill("https://10.1.2.3/hook")
    page.get_by_label("A woman takes her story back").check()
    page.get_by_role("button", name="Create").click()
    page.get_by_text("inside a private network").wait_for()
    assert page.locator("#id_address").input_value() == "https://10.1.2.3/hook"
    assert page.get_by_label("A woman takes her story back").is_checked()
    end_of_fading(page)
    assert axe_faults(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert too_wide(page) == []
