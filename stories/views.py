"""What stories and their index show beyond their own data."""

from typing import Any
from urllib.parse import urlencode

from headless.conf import conf
from headless.documents import Showing, read
from headless.documents.addresses import with_paths
from headless.schemas import Data

from .documents import StoryCard, StoryData, StoryIndexData

#: Below a story.
MORE_STORIES = 3


class ThemeChoice(Data):
    name: str
    url: str
    current: bool
    #: How many stories it shows.
    count: int


class StoryList(Data):
    """One page of the story index."""

    #: Of this page of the list itself.
    url: str
    stories: tuple[StoryCard, ...]
    total: int
    page: int
    pages: int
    previous_url: str
    next_url: str
    theme: str
    #: A theme was asked for that no story has.
    is_unknown: bool
    themes: tuple[ThemeChoice, ...]


def read_on(story: StoryData, showing: Showing) -> dict[str, Any]:
    """Context for a story: `more_stories`, the newest others that share a theme, or the newest of all. One query."""
    slugs = [theme.slug for theme in story.themes]
    listing = read.Listing(
        type="story", site_id=showing.site_id, locale=showing.locale, facets={"theme": slugs} if slugs else {}
    )
    rows, _more = read.page_of(listing, limit=MORE_STORIES + 1)
    rows = [row for row in rows if row.page_id != story.id][:MORE_STORIES]
    showing.beside.extend(rows)
    return {"more_stories": tuple(_card(row) for row in rows)}


def story_list(index: StoryIndexData, showing: Showing) -> dict[str, Any]:
    """Context for the index: `list`, from `?theme=` and `?page=`. One query.

    An unknown theme lists nothing; a page number out of range gives the nearest page.
    """
    slug = showing.query.get("theme", "")
    theme = next((item for item in index.themes if item.slug == slug), None)
    total = (theme.count if theme else 0) if slug else index.count
    pages = max(1, -(-total // conf.STORIES_PER_PAGE))
    number = showing.page_number(pages)
    listing = read.Listing(
        type="story", site_id=showing.site_id, locale=showing.locale, facets={"theme": [slug]} if slug else {}
    )
    rows, _more = (
        read.page_of(listing, limit=conf.STORIES_PER_PAGE, offset=(number - 1) * conf.STORIES_PER_PAGE)
        if total
        else ([], False)
    )

    def url(*, number: int = 1, theme: str = "") -> str:
        parameters = {
            name: value for name, value in (("theme", theme), ("page", number if number > 1 else "")) if value
        }
        return f"{index.url}?{urlencode(parameters)}" if parameters else index.url

    return {
        "list": StoryList(
            url=url(number=number, theme=slug) if theme or not slug else index.url,
            stories=tuple(_card(row) for row in rows),
            total=total,
            page=number,
            pages=pages,
            previous_url=url(number=number - 1, theme=slug) if number > 1 else "",
            next_url=url(number=number + 1, theme=slug) if number < pages else "",
            theme=theme.name if theme else "",
            is_unknown=bool(slug) and theme is None,
            themes=(
                ThemeChoice(name="", url=url(), current=not slug, count=index.count),
                *(
                    ThemeChoice(name=item.name, url=item.url, current=item.slug == slug, count=item.count)
                    for item in index.themes
                ),
            ),
        )
    }


def _card(row: read.Row) -> StoryCard:
    return StoryCard.of(StoryData.model_validate_json(with_paths(row.body)))
