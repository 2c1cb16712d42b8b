"""A story that shows each element in every way there is, with a canary in each."""

from collections.abc import Iterable

from wagtail.blocks import StreamValue

from headless.enums import Element
from stories.models import PictureElements, StoryPage
from tests.factories.site_project import SiteImageFactory
from tests.factories.stories import PERSON, StoryPageFactory

#: How readers know her, in a story that says so in every field.
NAME = "Zuleika"
#: What editors mark. Her name is found by itself.
MARKED = ["face", "voice", "place", "offence", "children"]
ELEMENTS = [*MARKED, "name"]
ALL = [element.value for element in Element]


def everything(*, own: Iterable[str] = ALL, partners: Iterable[str] = ALL) -> dict:
    return {"own": list(own), "partners": list(partners)}


def but(*elements: str) -> list[str]:
    return [element for element in ALL if element not in elements]


def consent(**covered) -> dict:
    return PERSON | {"public_name": NAME, "covered": everything(**covered)}


def canary(element: str, number: int | str) -> str:
    return f"z{element}q{number}"


def canaries(element: str) -> list[str]:
    return [NAME.lower()] if element == "name" else [f"z{element}q"]


def body(page: StoryPage, *blocks: tuple[str, object]) -> StreamValue:
    data = [{"type": kind, "value": value, "id": f"b{number}"} for number, (kind, value) in enumerate(blocks)]
    return StreamValue(page._meta.get_field("body").stream_block, data, is_lazy=True)


def blocks_showing(element: str) -> list[tuple[str, object]]:
    """Each kind of block, marked with the element; and a gallery of which the library says so of one picture."""
    shows = [element]

    def word(number):
        return canary(element, number)

    def picture(number, shows=(), image=None):
        image = image or SiteImageFactory(file__width=40, file__height=30)
        return {
            "image": {"image": image.pk, "alt_text": word(f"{number}a"), "decorative": False},
            "caption": word(f"{number}c"),
            "credit": word(f"{number}d"),
            "shows": list(shows),
        }

    of_the_library = SiteImageFactory(file__width=41, file__height=30)
    PictureElements.objects.create(image_id=of_the_library.pk, elements=shows)
    plain = {"image": {"image": SiteImageFactory(file__width=42, file__height=30).pk, "alt_text": "Trees"}}
    return [
        ("passage", {"text": f"<p>{word(1)}</p>", "shows": shows}),
        ("quote", {"text": word(2), "attribution": word("2a"), "shows": shows}),
        ("questions", {"questions": [{"question": word(3), "answer": f"<p>{word('3a')}</p>"}], "shows": shows}),
        ("timeline", {"events": [{"when": word(4), "title": word("4t"), "text": ""}], "shows": shows}),
        ("picture", picture(5, shows)),
        ("gallery", {"title": "Days", "pictures": [picture(6, shows), picture(7, image=of_the_library), plain]}),
        ("video", {"url": "https://vimeo.com/76979871", "title": word(8), "transcript": "<p>x</p>", "shows": shows}),
        (
            "video",
            {
                "url": "https://vimeo.com/76979872",
                "title": "A film",
                "transcript": "<p>x</p>",
                "poster": picture(9, shows),
            },
        ),
    ]


def named() -> list[tuple[str, object]]:
    """Her name in every kind of block, marked nowhere."""
    return [
        ("heading", f"How {NAME} began"),
        ("text", f'<p>{NAME}’s way, <b>zúleika</b>. <a href="https://example.org/zuleika/">More</a></p>'),
        ("passage", {"text": f"<p>{NAME.upper()} came.</p>", "shows": ["offence"]}),
        ("quote", {"text": f"I am {NAME}.", "attribution": NAME}),
        ("questions", {"title": NAME, "questions": [{"question": f"{NAME}?", "answer": f"<p>{NAME}.</p>"}]}),
        ("timeline", {"title": "", "events": [{"when": NAME, "title": NAME, "text": f"<p>{NAME}</p>"}]}),
        (
            "call_to_action",
            {"action": "donate", "title": NAME, "label": "Give", "url": "https://example.org/give-to-zuleika"},
        ),
        ("picture", {"image": {"image": SiteImageFactory().pk, "alt_text": NAME}, "caption": NAME, "credit": NAME}),
    ]


def tell(index, *elements: str, **values) -> StoryPage:
    """A draft that shows these elements in its fields and in all kinds of blocks, and harmless words beside them."""
    page = StoryPageFactory(
        parent=index, live=False, basis=None, title="Slow water", slug=values.pop("slug", "slow-water")
    )
    blocks = [("text", "<p>Harmlessq words.</p>")]
    for element in elements:
        blocks += named() if element == "name" else blocks_showing(element)
    page.body = body(page, *blocks)
    if "name" in elements:
        page.title = f"{NAME}’s slow water"
        page.seo_title, page.search_description = f"{NAME} – water", f"About {NAME}."
        page.standfirst = f"{NAME} learned. So did we."
        page.hero_image, page.hero_alt, page.hero_credit = SiteImageFactory(), f"{NAME} smiles", NAME
    elif elements:
        page.standfirst, page.search_description = canary(elements[0], "s"), canary(elements[0], "m")
        page.standfirst_shows = [elements[0]]
        page.hero_image, page.hero_shows = SiteImageFactory(), [elements[0]]
        page.hero_alt, page.hero_credit = canary(elements[0], "h"), canary(elements[0], "g")
    for name, value in values.items():
        setattr(page, name, value)
    page.save()
    page.save_revision()
    return page
