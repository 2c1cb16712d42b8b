"""Obscuring a picture with the mouse, with a finger, with the keyboard, and without script."""

import io
import re

import pytest
from PIL import Image

from tests.browser.reading import axe_faults, end_of_fading, too_wide


@pytest.fixture
def staff(sign_in):
    """Somebody who may obscure, on the page of the first picture."""

    def on(picture: str, person: str = "editor"):
        page = sign_in(person)
        page.goto("/admin/images/")
        address = page.get_by_role("link", name=picture).first.get_attribute("href")
        page.goto(address)
        page.get_by_role("button", name="Actions").first.click()
        page.get_by_role("link", name="Obscure parts").click()
        page.wait_for_selector("[data-sc-ready]")
        return page

    return on


def numbers(page) -> list[list[float]]:
    """What would be sent, region by region."""
    rows = page.locator("[data-sc-rows] [data-sc-region]")
    return [
        [float(row.locator(f"[name$='-{name}']").input_value()) for name in ("left", "top", "width", "height")]
        for row in rows.all()
    ]


def drag(page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Over the picture, in percent."""
    box = page.locator("[data-sc-picture]").bounding_box()

    def at(point):
        return box["x"] + box["width"] * point[0] / 100, box["y"] + box["height"] * point[1] / 100

    page.mouse.move(*at(start))
    page.mouse.down()
    page.mouse.move(*at(((start[0] + end[0]) / 2, end[1])))
    page.mouse.move(*at(end))
    page.mouse.up()


def preview_at(page, x: float, y: float) -> list[int]:
    """Colour and opacity of the preview there, in percent of the picture."""
    return page.evaluate(
        """([x, y]) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
            const canvas = document.querySelector("[data-sc-preview]");
            const pixel = [Math.round(x * canvas.width / 100), Math.round(y * canvas.height / 100), 1, 1];
            done([...canvas.getContext("2d").getImageData(...pixel).data]);
        })))""",
        [x, y],
    )


def about(found: list[float], expected: list[float]) -> bool:
    return all(abs(one - other) < 1 for one, other in zip(found, expected, strict=True))


def test_with_the_mouse(staff, browse):
    page = staff("Hills at dawn")
    page.locator("[data-sc-stage]").scroll_into_view_if_needed()
    assert numbers(page) == []
    drag(page, (20, 20), (40, 50))
    assert about(numbers(page)[0], [20, 20, 20, 30])
    drag(page, (30, 35), (40, 45))  # moved
    assert about(numbers(page)[0], [30, 30, 20, 30])
    drag(page, (50, 60), (60, 70))  # by its corner
    assert about(numbers(page)[0], [30, 30, 30, 40])
    drag(page, (45, 50), (95, 50))  # no further than the edge
    assert about(numbers(page)[0], [70, 30, 30, 40])
    drag(page, (5, 5), (5.2, 5.2))  # a tap draws nothing
    assert len(numbers(page)) == 1
    # What it will look like, while drawing.
    assert preview_at(page, 80, 50) == [51, 51, 51, 255] and preview_at(page, 20, 20)[3] == 0
    page.get_by_label("Pixelate").check()
    assert preview_at(page, 80, 50) != [51, 51, 51, 255] and preview_at(page, 80, 50)[3] == 255
    # The numbers lead, too.
    page.get_by_role("spinbutton", name="From the left").fill("60")
    assert page.get_by_role("button", name="Region 1: 60 % from the left").is_visible()
    drag(page, (10, 10), (20, 20))
    page.get_by_role("button", name="Remove Region 2").click()
    assert len(numbers(page)) == 1
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.mouse.move(0, 0)
        end_of_fading(page)
        assert axe_faults(page) == [], scheme
    page.get_by_role("button", name="Obscure these regions").click()
    page.get_by_text("Done: every page that shows this picture has the new one now.").wait_for()
    end_of_fading(page)
    assert axe_faults(page) == []
    assert page.get_by_text("1 region of this picture was obscured").is_visible()
    # Readers get the new one, in squares.
    reader = browse("/en/")
    address = reader.locator("main img[src*='pictures/']").first.get_attribute("src")
    picture = Image.open(io.BytesIO(reader.request.get(address).body())).convert("RGB")
    width, height = picture.size
    # Cropped for the front page: the middle of the picture's height is in every crop.
    squares = {picture.getpixel((x, height // 2)) for x in range(int(width * 0.62), int(width * 0.88))}
    assert len(squares) < width * 0.26 / 2


def test_with_the_keyboard(staff):
    page = staff("Path in autumn")
    add = page.get_by_role("button", name="Add a region")
    add.focus()
    page.keyboard.press("Enter")
    assert numbers(page) == [[40, 40, 20, 20]]
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(key)
    assert numbers(page) == [[38, 39, 21, 22]]
    said = page.get_by_role("status").filter(has_text="Region 1: 38 % from the left, 39 % from the top")
    said.wait_for(state="attached")
    page.keyboard.press("Enter")  # to its numbers
    assert page.evaluate("document.activeElement.name") == "form-0-left"
    page.keyboard.press("Control+A")
    page.keyboard.type("5")
    assert numbers(page) == [[5, 39, 21, 22]]
    add.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Delete")
    assert len(numbers(page)) == 1
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Region 1")
    # Every key works to the end: nothing but the keyboard sends it.
    page.get_by_role("button", name="Obscure these regions").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Done: every page that shows this picture has the new one now.").wait_for()


def test_no_more_regions_than_the_server_takes(staff):
    page = staff("Stone bridge")
    most = int(page.locator("[data-sc-obscure]").get_attribute("data-most"))
    add = page.get_by_role("button", name="Add a region")
    for _turn in range(most):
        add.evaluate("button => button.click()")
    assert add.is_disabled() and len(numbers(page)) == most
    # Numbers of rows that are gone are used again.
    for _turn in range(3):
        page.locator("[data-sc-remove]").last.evaluate("button => button.click()")
        add.evaluate("button => button.click()")
    assert int(page.locator("[name=form-TOTAL_FORMS]").input_value()) == most


def test_on_a_telephone_with_a_finger(browse):
    from tests.browser.running_site import PASSWORD

    page = browse("/admin/login/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    page.goto("/admin/stories/pictures/")
    page.get_by_role("link", name=re.compile("^Obscure parts of ")).first.click()
    page.wait_for_selector("[data-sc-ready]")
    stage = page.locator("[data-sc-stage]")
    stage.scroll_into_view_if_needed()
    box = page.locator("[data-sc-picture]").bounding_box()
    touch = page.context.new_cdp_session(page)

    def send(kind, *points):
        places = [{"x": box["x"] + box["width"] * x, "y": box["y"] + box["height"] * y} for x, y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    send("touchStart", (0.3, 0.3))
    send("touchMove", (0.5, 0.4))
    send("touchMove", (0.6, 0.7))
    send("touchEnd")
    assert about(numbers(page)[0], [30, 30, 30, 40])
    assert too_wide(page) == [] and axe_faults(page) == []


def test_without_script_numbers_are_typed_and_shown(browse):
    from tests.browser.running_site import PASSWORD

    page = browse("/admin/login/", java_script_enabled=False)
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit], form input[type=submit]").first.click()
    page.goto("/admin/stories/pictures/")
    page.get_by_role("link", name=re.compile("^Obscure parts of ")).nth(1).click()
    for name, value in (("left", "10"), ("top", "20"), ("width", "30"), ("height", "40")):
        page.locator(f"[name=form-0-{name}]").fill(value)
    page.get_by_role("button", name="Add a region").click()
    assert page.locator("rect.sc-stage__region").get_attribute("width") == "30"
    page.get_by_role("button", name="Obscure these regions").click()
    page.get_by_text("1 region of this picture was obscured").wait_for()
