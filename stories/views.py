"""What a story page shows beyond its own data."""

from typing import Any
from urllib.parse import urlencode

from headless.documents import Build
from headless.schemas import Data

from . import queries
from .documents import StoryCard, build_card
from .models import StoryIndexPage


class ThemeChoice(Data):
    name: str
    url: str
    current: bool


class StoryList(Data):
    """One page of the story index."""

    stories: tuple[StoryCard, ...]
    total: int
    page: int
    pages: int
    previous_url: str
    next_url: str
    theme: str
    themes: tuple[ThemeChoice, ...]


def story_list(page: StoryIndexPage, build: Build, query: dict[str, str]) -> dict[str, Any]:
    """Context for the index: `list`, from `?theme=` and `?page=`."""
    if not page.pk or not page.path:
        return {"list": None}
    listing = queries.story_listing(page, theme_slug=query.get("theme", ""), page_number=query.get("page", "1"))
    build.prepare(listing.stories)
    base = page.get_url() or ""
    theme = listing.theme.slug if listing.theme else query.get("theme", "")

    def url(*, number: int = 1, theme: str = "") -> str:
        parameters = {
            name: value for name, value in (("theme", theme), ("page", number if number > 1 else "")) if value
        }
        return f"{base}?{urlencode(parameters)}" if parameters else base

    return {
        "list": StoryList(
            stories=tuple(build_card(story, build) for story in listing.stories),
            total=listing.total,
            page=listing.number,
            pages=listing.pages,
            previous_url=url(number=listing.number - 1, theme=theme) if listing.number > 1 else "",
            next_url=url(number=listing.number + 1, theme=theme) if listing.number < listing.pages else "",
            theme=listing.theme.name if listing.theme else "",
            themes=(
                ThemeChoice(name="", url=url(), current=not theme),
                *(
                    ThemeChoice(name=item.name, url=url(theme=item.slug), current=item.slug == theme)
                    for item in listing.themes
                ),
            ),
        )
    }
