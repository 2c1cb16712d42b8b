"""Stories and their themes, as JSON."""

from operator import itemgetter

from ninja import Router

from headless.documents import dependencies, read
from headless.documents.addresses import as_built
from headless.endpoints import Catalogue, Filter, Parameters, answer_rows, asking_of, cursors, described, parameters
from headless.endpoints.answers import dump
from headless.endpoints.catalogue import links_of
from headless.schemas import Data

from .documents import StoryData

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


_ALWAYS = ("id", "slug", "url")
_THEMES = Parameters(
    (
        parameters.number("limit", "How many.", least=1, most=100, default=100),
        parameters.text(
            "cursor",
            "From where on: `next` of the answer before, with the same sort and filters.",
            longest=parameters.LONGEST_CURSOR,
        ),
        parameters.one_of(
            "sort",
            "By name or by number of stories, language by language; with a minus the last or most frequent first.",
            ("name", "-name", "count", "-count"),
            default="name",
        ),
        parameters.locale(),
        parameters.fields_of(ThemeRow, _ALWAYS),
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
    **described(
        "listThemes",
        "What published stories are about",
        ThemeList,
        parameters=_THEMES,
        headers=["Link"],
        some_fields=True,
    ),
)
def list_themes(request):
    """Counted in the documents of stories, each of which names its themes. One query."""
    wanted = _THEMES.read(request.GET)
    asked = asking_of(request)
    listing = read.Listing(type="story", site_id=asked.site_id, audience=asked.audience, locale=wanted["locale"])
    values = read.values_of(listing, "theme")
    sort, descending = wanted["sort"].removeprefix("-"), wanted["sort"].startswith("-")
    rows = sorted(((_place(theme, sort), theme) for theme in map(_theme_of, values)), key=itemgetter(0))
    if descending:
        rows.reverse()
    purpose = cursors.purpose_of("themes", asked.site_id, asked.audience.value, wanted["locale"], wanted["sort"])
    if wanted["cursor"]:
        after = cursors.read(wanted["cursor"], purpose, str)
        rows = [row for row in rows if (row[0] < after if descending else row[0] > after)]
    shown = rows[: wanted["limit"]]
    following = cursors.write(purpose, *shown[-1][0]) if len(rows) > len(shown) else None
    names = {*_ALWAYS, *wanted["fields"]} if wanted["fields"] else None
    items = [theme.model_dump(mode="json", include=names) for _place, theme in shown]
    body = dump({"items": items, "next": following})
    return answer_rows(
        request,
        asked,
        [],
        lambda: body,
        means=[body],
        tags=[dependencies.documents_of("story")],
        until=min((value.ends for value in values), default=None),
        links=links_of(request, following),
        some_fields=bool(names),
    )


def _theme_of(value: read.Value) -> ThemeRow:
    """As one of the stories names it."""
    story = StoryData.model_validate_json(as_built(value.body))
    theme = next(theme for theme in story.themes if theme.slug == value.value)
    return ThemeRow(**theme.model_dump(), locale=value.locale, count=value.number)


def _place(theme: ThemeRow, sort: str) -> tuple[str, int]:
    """Where it stands in the list, and so where the next page begins, whatever is published meanwhile."""
    number = f"{theme.count:09} " if sort == "count" else ""
    return f"{theme.locale} {number}{theme.name.casefold()}", theme.id
