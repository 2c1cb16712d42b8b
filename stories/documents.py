"""What of a story is public, as typed data."""

from datetime import date
from typing import Literal

from headless.blocks import build_body
from headless.documents import Build
from headless.documents.pictures import Format
from headless.schemas import BodyBlock, Data, PageData, PageLink, Picture

from .models import StoryIndexPage, StoryPage


class ThemeData(Data):
    name: str
    slug: str
    url: str


class StoryCard(Data):
    """A story in a list."""

    id: int
    title: str
    url: str
    standfirst: str
    date: date
    is_sample: bool
    themes: tuple[str, ...]
    picture: Picture | None


class StoryData(PageData):
    type: Literal["story"] = "story"
    standfirst: str
    date: date
    is_sample: bool
    themes: tuple[ThemeData, ...]
    hero: Picture | None
    card: Picture | None
    body: tuple[BodyBlock, ...]
    related: PageLink | None


class StoryIndexData(PageData):
    type: Literal["story_index"] = "story_index"
    intro_html: str


def build_story(page: StoryPage, build: Build) -> StoryData:
    index_url = _index_url(page)
    return StoryData(
        **build.page_fields(),
        standfirst=page.standfirst,
        date=page.date,
        is_sample=page.is_sample,
        themes=tuple(
            ThemeData(name=theme.name, slug=theme.slug, url=f"{index_url}?theme={theme.slug}" if index_url else "")
            for theme in build.localized(page.themes.all())
        ),
        hero=build.picture(page.hero_image, alt=page.hero_alt, credit=page.hero_credit, format=Format.HERO),
        card=_card_picture(page, build),
        body=build_body(page.body, build),
        related=build.link(page.related_page_id),
    )


def build_story_index(page: StoryIndexPage, build: Build) -> StoryIndexData:
    return StoryIndexData(**build.page_fields(), intro_html=build.rich_text(page.intro))


def build_card(page: StoryPage, build: Build) -> StoryCard:
    """A story on a list of another page. Its picture stays the story's own."""
    return StoryCard(
        id=page.pk,
        title=page.title,
        url=page.get_url() or "",
        standfirst=page.standfirst,
        date=page.date,
        is_sample=page.is_sample,
        themes=tuple(theme.name for theme in build.localized(page.themes.all())),
        picture=_card_picture(page, build),
    )


def _card_picture(page: StoryPage, build: Build) -> Picture | None:
    # Beside the title, which names it: for a screen reader the picture on a card is repetition.
    return build.picture(page.hero_image, alt="", credit=page.hero_credit, format=Format.CARD, owner=page)


def _index_url(page: StoryPage) -> str:
    parent = page.get_parent() if page.path else None
    return (parent.get_url() or "") if parent else ""
