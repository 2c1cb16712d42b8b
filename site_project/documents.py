"""What of the site's own pages is public, as typed data."""

from typing import Literal

from headless.blocks import build_body
from headless.documents import Build
from headless.documents.pictures import Format
from headless.schemas import BodyBlock, PageData, PageLink, Picture, Summary
from programs.documents import ProgramCard
from stories.documents import StoryCard

from .models import ContentPage, HomePage

CARDS = 3


class HomeData(PageData):
    type: Literal["home"] = "home"
    headline: str
    lead: str
    hero: Picture | None
    action: PageLink | None
    action_label: str
    body: tuple[BodyBlock, ...]
    #: The chosen ones, or the newest.
    stories: tuple[StoryCard, ...]
    programs: tuple[ProgramCard, ...]
    all_stories: PageLink | None
    all_programs: PageLink | None


class ContentData(PageData):
    type: Literal["content"] = "content"
    intro: str
    body: tuple[BodyBlock, ...]


def build_home(page: HomePage, build: Build) -> HomeData:
    return HomeData(
        **build.page_fields(),
        headline=page.headline or page.title,
        lead=page.lead,
        hero=build.picture(page.hero_image, alt=page.hero_alt, credit=page.hero_credit, format=Format.HERO),
        action=build.link(page.action_page_id),
        action_label=page.action_label,
        body=build_body(page.body, build),
        stories=tuple(StoryCard.of(story) for story in _chosen_or_newest(page, "story", build)),
        programs=tuple(ProgramCard.of(program) for program in _chosen_or_newest(page, "program", build)),
        all_stories=_index("story_index", build),
        all_programs=_index("program_index", build),
    )


def build_content(page: ContentPage, build: Build) -> ContentData:
    return ContentData(**build.page_fields(), intro=page.intro, body=build_body(page.body, build))


def summarize_home(home: HomeData) -> Summary:
    return Summary(text=home.lead, picture=home.hero)


def summarize_content(content: ContentData) -> Summary:
    return Summary(text=content.intro or content.description)


def _chosen_or_newest(page: HomePage, page_type: str, build: Build) -> list:
    chosen = build.links(item.page_id for item in page.featured.all() if item.page_id)
    return build.documents(page_type, ids=[link.id for link in chosen.values()]) or build.documents(
        page_type, newest=CARDS
    )


def _index(page_type: str, build: Build) -> PageLink | None:
    found = build.documents(page_type, newest=1)
    return PageLink(id=found[0].id, title=found[0].title, url=found[0].url) if found else None
