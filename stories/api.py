"""Stories and their themes, as JSON."""

from ninja import Router

from headless.documents import dependencies, read
from headless.documents.addresses import as_built
from headless.endpoints import Catalogue, Filter, Parameters, answer_rows, asking_of, cursors, described, parameters
from headless.endpoints.answers import dump
from headless.endpoints.catalogue import links_of
from headless.schemas import Data

from .documents import StoryData, StoryIndexData

router = Router(tags=["stories"])
stories = Catalogue(
    "story",
    StoryData,
    name="Story",
    plural="stories",
    filters=[
        Filter("theme", "Stories of these themes, by their `slug`."),
        Filter("year", "Stories of these years.", pattern=r"[0-9]{4}"),
    ],
)
#: More indexes than any site has languages.
_MOST_INDEXES = 100


class ThemeRow(Data):
    """A theme that published stories have, and how many; `url` is where they are on the site."""

    id: int
    name: str
    slug: str
    url: str
    locale: str
    count: int


class ThemeList(Data):
    """A page of a list. `next` is the cursor of the next page, or null on the last."""

    items: tuple[ThemeRow, ...]
    next: str | None


_THEMES = Parameters(
    (
        parameters.number("limit", "How many.", least=1, most=100, default=100),
        parameters.text(
            "cursor",
            "From where on: `next` of the answer before, with the same filters.",
            longest=parameters.LONGEST_CURSOR,
        ),
        parameters.locale(),
    )
)


@router.get("/stories", **stories.list_described("listStories"))
def list_stories(request):
    return stories.list(request)


@router.get("/stories/{int:page_id}", **stories.one_described("getStory"))
def get_story(request, page_id: int):
    return stories.one(request, page_id)


@router.get(
    "/themes",
    **described("listThemes", "What published stories are about", ThemeList, parameters=_THEMES, headers=["Link"]),
)
def list_themes(request):
    """Read from the documents of story indexes, which count them. One query."""
    wanted = _THEMES.read(request.GET)
    asked = asking_of(request)
    listing = read.Listing(
        type="story_index",
        site_id=asked.site_id,
        audience=asked.audience,
        locale=wanted["locale"],
        sort=read.Sort("title", descending=False),
    )
    rows, _more = read.page_of(listing, limit=_MOST_INDEXES)
    purpose = cursors.purpose_of("themes", asked.site_id, asked.audience.value, wanted["locale"])
    start = cursors.read(wanted["cursor"], purpose, int)[0] if wanted["cursor"] else 0
    themes = _themes_in(rows)
    end = start + wanted["limit"]
    following = cursors.write(purpose, end) if end < len(themes) else None
    body = dump({"items": [theme.model_dump(mode="json") for theme in themes[start:end]], "next": following})
    return answer_rows(
        request,
        asked,
        rows,
        lambda: body,
        means=[body],
        tags=[dependencies.documents_of("story")],
        links=links_of(request, following),
    )


def _themes_in(rows: list[read.Row]) -> list[ThemeRow]:
    """By language and name. Two indexes in one language count the same stories."""
    found: dict[int, ThemeRow] = {}
    for row in rows:
        for theme in StoryIndexData.model_validate_json(as_built(row.body)).themes:
            found.setdefault(
                theme.id,
                ThemeRow(
                    id=theme.id, name=theme.name, slug=theme.slug, url=theme.url, locale=row.locale, count=theme.count
                ),
            )
    return sorted(found.values(), key=lambda theme: (theme.locale, theme.name.casefold(), theme.id))
