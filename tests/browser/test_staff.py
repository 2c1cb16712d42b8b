"""Staff: an editor writes a story and publishes it; nobody but coordinators sees applications."""

from datetime import datetime


def write_story(page, title: str) -> None:
    """A draft that is not saved yet."""
    page.get_by_role("link", name="Stories", exact=True).click()
    page.get_by_role("link", name="Add story").first.click()
    where = page.get_by_role("button", name="Continue")  # several story indexes: in which language?
    page.locator("#id_title").or_(where).first.wait_for()
    if where.count():
        page.get_by_role("radio").first.check()
        where.click()
    page.locator("#id_title").fill(title)
    page.locator("#id_standfirst").fill("What happened on that morning.")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Heading").first.click()
    page.locator("input[name=body-0-value]").fill("At six o'clock")


def fill_in_consent(page, *, reference: str, elements) -> None:
    """On the page of the basis; recorded."""
    page.get_by_label("Public name").wait_for(state="hidden")
    page.get_by_label("Consent of a person").check()
    page.get_by_label("A name that she chose").check()
    page.get_by_label("By letter, signed").check()
    for element in elements:
        page.locator(f"input[name=covered][value='{element}']").check()
    answers = {"Reference": reference, "Public name": "Ana", "Obtained by": "Cora", "In which language": "Spanish"}
    for label, value in answers.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Record", exact=True).click()


def test_an_editor_writes_previews_and_publishes_a_story(sign_in, browse):
    title = f"A morning in May {datetime.now():%H%M%S%f}"
    page = sign_in("editor")
    write_story(page, title)

    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("iframe[title='Preview']:not(.w-preview__proxy)")
    preview.get_by_role("heading", name="At six o'clock").wait_for()
    assert preview.get_by_role("heading", name=title).is_visible()

    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Record the basis").click()
    fill_in_consent(page, reference="R-014", elements=("own:words", "own:name"))
    page.get_by_role("link", name="Back to the story").first.click()

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("published").first.wait_for()
    reader = browse("/en/stories/")
    reader.get_by_role("link", name=title).click()
    assert reader.get_by_role("heading", name="At six o'clock").is_visible()


def test_an_editor_has_no_way_to_applications(sign_in, site):
    page = sign_in("editor")
    assert page.get_by_role("link", name="Applications").count() == 0
    assert page.goto("/admin/applications/").url.startswith(f"{site}/admin/")
    assert page.get_by_text("@example.org").count() == 0
