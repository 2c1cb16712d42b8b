"""What of the site's own pages is public, as typed data."""

from typing import Any, Literal

from wagtail.models import Page

from headless.blocks import build_body
from headless.documents import Build
from headless.documents.pictures import Format
from headless.schemas import BodyBlock, PageData, PageLink, Picture
from programs.documents import ProgramCard
from programs.documents import build_card as build_program_card
from programs.models import ProgramIndexPage
from programs.queries import published_programs
from stories.documents import StoryCard
from stories.documents import build_card as build_story_card
from stories.models import StoryIndexPage
from stories.queries import published_stories

from .models import ContentPage, HomePage

CARDS = 3


class HomeData(PageData):
    type: Literal["home"] = "home"
    lead: str
    hero: Picture | None
    action: PageLink | None
    action_label: str
    body: tuple[BodyBlock, ...]


class ContentData(PageData):
    type: Literal["content"] = "content"
    intro: str
    body: tuple[BodyBlock, ...]


def build_home(page: HomePage, build: Build) -> HomeData:
    return HomeData(
        **build.page_fields(),
        lead=page.lead,
        hero=build.picture(page.hero_image, alt=page.hero_alt, credit=page.hero_credit, format=Format.HERO),
        action=build.link(page.action_page_id),
        action_label=page.action_label,
        body=build_body(page.body, build),
    )


def build_content(page: ContentPage, build: Build) -> ContentData:
    return ContentData(**build.page_fields(), intro=page.intro, body=build_body(page.body, build))


def home_cards(page: HomePage, build: Build, query: dict[str, str]) -> dict[str, Any]:
    """Context for the front page: `stories` and `programs` (cards; the chosen ones, or the newest), and links to all."""
    if not page.path:
        return {"stories": (), "programs": (), "all_stories": None, "all_programs": None}
    chosen = build.links(item.page_id for item in page.featured.all() if item.page_id)
    order = [link.id for link in chosen.values()]
    return {
        "stories": _cards(published_stories(below=page), order, build_story_card, build),
        "programs": _cards(published_programs(below=page), order, build_program_card, build),
        "all_stories": _first(StoryIndexPage, page, build),
        "all_programs": _first(ProgramIndexPage, page, build),
    }


def _cards(pages, order: list[int], build_card, build: Build) -> tuple[StoryCard | ProgramCard, ...]:
    chosen = {page.pk: page for page in pages.filter(pk__in=order)}
    shown = [chosen[pk] for pk in order if pk in chosen] or list(pages[:CARDS])
    build.prepare(shown)
    return tuple(build_card(item, build) for item in shown)


def _first(model: type[Page], home: HomePage, build: Build) -> PageLink | None:
    index = model.objects.live().public().descendant_of(home).first()
    return build.link(index) if index else None
