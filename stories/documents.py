"""What of a story is public, as typed data."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel
from wagtail.models import Page

from headless.blocks import build_body
from headless.documents import Build, dependencies
from headless.documents.pictures import Format
from headless.documents.words import prose, words_of
from headless.enums import Element
from headless.gate import Audience
from headless.registry import Facet
from headless.schemas import BodyBlock, Data, HeadingBlock, PageData, PageLink, Picture, Summary

from . import names
from .enums import Topic
from .models import Basis, HelpLine, StoryIndexPage, StoryPage, Theme
from .models.bases import PLACE_OF
from .queries import current_basis
from .shown import names_withheld, pictures_that_show

WORDS_A_MINUTE = 220


class ThemeData(Data):
    id: int
    name: str
    slug: str
    #: The stories of this theme.
    url: str


class TopicData(Data):
    """Something that may hurt a reader who has lived it."""

    value: str
    label: str


class HelpLineData(Data):
    name: str
    telephone: str
    website: str
    note: str
    #: When somebody last made sure that the number is right.
    checked_on: date


class StoryData(PageData):
    type: Literal["story"] = "story"
    standfirst: str
    date: date
    #: How long it takes to read, at 220 words a minute.
    reading_minutes: int
    topics: tuple[TopicData, ...]
    #: For whom the topics touch; empty without topics.
    help_lines: tuple[HelpLineData, ...]
    is_sample: bool
    #: Of a real person, or not: a draft without a basis passes for a person's.
    told_as: Literal["person", "sample", "composite", "editorial"]
    themes: tuple[ThemeData, ...]
    hero: Picture | None
    #: The main picture as it stands on cards in lists.
    card: Picture | None
    body: tuple[BodyBlock, ...]
    related: PageLink | None


class StoryCard(Data):
    """A story in a list."""

    id: int
    title: str
    url: str
    standfirst: str
    date: date
    reading_minutes: int
    is_sample: bool
    themes: tuple[str, ...]
    picture: Picture | None

    @classmethod
    def of(cls, story: StoryData) -> "StoryCard":
        return cls(
            id=story.id,
            title=story.title,
            url=story.url,
            standfirst=story.standfirst,
            date=story.date,
            reading_minutes=story.reading_minutes,
            is_sample=story.is_sample,
            themes=tuple(theme.name for theme in story.themes),
            picture=story.card,
        )


class ThemeCount(Data):
    """A theme that stories have, and how many."""

    id: int
    name: str
    slug: str
    url: str
    count: int


class StoryIndexData(PageData):
    type: Literal["story_index"] = "story_index"
    intro_html: str
    #: Of all stories in this language.
    count: int
    themes: tuple[ThemeCount, ...]


def build_story(page: StoryPage, build: Build) -> StoryData:
    index_url = _index_url(page, build)
    basis = current_basis(page)
    # Staff see the whole of a draft; readers what her consent covers where they are.
    withheld = frozenset() if build.draft or basis is None else basis.withheld(PLACE_OF[build.audience])
    if withheld:
        build.withhold(withheld, pictures_that_show(withheld, page))
    told_as = basis.told_as if basis else "person"
    body = build_body(page.body, build)
    topics = [topic for topic in Topic if topic in (page.topics or ()) and _SAID_BY.get(topic) not in withheld]
    fields = build.page_fields()
    if build.leaves_out(page.standfirst_shows):
        fields["description"] = ""
    hero = None if build.leaves_out(page.hero_shows) else page.hero_image
    story = StoryData(
        **fields,
        standfirst="" if build.leaves_out(page.standfirst_shows) else page.standfirst,
        date=page.date,
        reading_minutes=minutes_to_read(body),
        topics=tuple(TopicData(value=topic.value, label=str(topic.label)) for topic in topics),
        help_lines=_help_lines(topics, build),
        is_sample=told_as == "sample",
        told_as=told_as,
        themes=tuple(
            ThemeData(
                id=theme.pk,
                name=theme.name,
                slug=theme.slug,
                url=f"{index_url}?theme={theme.slug}" if index_url else "",
            )
            for theme in build.localized(page.themes.all())
        ),
        hero=build.picture(hero, alt=page.hero_alt, credit=page.hero_credit, format=Format.HERO),
        # Beside the title, which names it: for a screen reader the picture on a card is repetition.
        card=build.picture(hero, alt="", credit=page.hero_credit, format=Format.CARD),
        body=body,
        related=build.link(page.related_page_id),
    )
    if build.draft or basis is None:
        return story
    return _under_her_name(story, basis, PLACE_OF[build.audience])


#: Topics that say by themselves what she may have kept to herself.
_SAID_BY = {Topic.LOSS_OF_CHILDREN: Element.CHILDREN}


def title_for(page: Page, audience: Audience) -> str:
    """A story's title where other pages link to it: without her name for those whom she did not agree to tell it."""
    basis = current_basis(page)
    if basis is None:
        return page.title
    place = PLACE_OF[audience]
    is_named = basis.covers(Element.NAME, place)
    return names.replaced(page.title, names_withheld(basis, place), _instead(basis, is_named), whole=is_named)


def _under_her_name(story: StoryData, basis: Basis, place: str) -> StoryData:
    """Without the names that she did not agree to there, or does not go by any more."""
    hers = names_withheld(basis, place)
    if not hers:
        return story
    is_named = basis.covers(Element.NAME, place)
    return without(hers, story, _instead(basis, is_named), whole=is_named)


def _instead(basis: Basis, is_named: bool) -> str:
    return basis.person.public_name if is_named and basis.person else _("a woman")


#: Fields that hold no words of ours: marks for machines, and what the page does not say by itself.
_NO_WORDS = {
    "breadcrumbs",
    "exit",
    "help_lines",
    "id",
    "locale",
    "renditions",
    "themes",
    "told_as",
    "topics",
    "translations",
    "type",
}


def without(hers: list[str], story: StoryData, words: str, *, whole: bool) -> StoryData:
    """The story with other words in place of these names, and without calls to action whose address holds one.

    whole: whether a single word of a name may stay.
    """
    body = tuple(
        block
        for block in story.body
        if not (block.type == "call_to_action" and names.found_in_address(block.url, hers, whole=whole))
    )
    return _nameless(story.model_copy(update={"body": body}), hers, words, whole)


def _nameless(value, hers: list[str], words: str, whole: bool, name: str = ""):
    if isinstance(value, HeadingBlock) and names.found_in(value.text, hers, whole=whole):
        value = value.model_copy(update={"anchor": f"part-{value.id}"})
    if isinstance(value, BaseModel):
        found = {
            field: _nameless(getattr(value, field), hers, words, whole, field)
            for field in type(value).model_fields
            if field not in _NO_WORDS
        }
        return value.model_copy(update=found)
    if isinstance(value, tuple):
        return tuple(_nameless(item, hers, words, whole, name) for item in value)
    if not isinstance(value, str) or name == "slug" or name.endswith("url"):
        return value
    if name.endswith("html"):
        return names.replaced_in_html(value, hers, words, whole=whole)
    return names.replaced(value, hers, words, whole=whole)


def build_story_index(page: StoryIndexPage, build: Build) -> StoryIndexData:
    count, themes = build.facet_counts("story", "theme")
    numbers = _numbers_of_themes(page, build, [slug for slug, _name, _count in themes])
    fields = build.page_fields()
    return StoryIndexData(
        **fields,
        intro_html=build.rich_text(page.intro),
        count=count,
        themes=tuple(
            ThemeCount(id=numbers[slug], name=name, slug=slug, url=f"{fields['url']}?theme={slug}", count=number)
            for slug, name, number in themes
            if slug in numbers
        ),
    )


def _numbers_of_themes(page: StoryIndexPage, build: Build, slugs: list[str]) -> dict[str, int]:
    """Of the themes with these slugs, in the page's language where there is one."""
    found = list(Theme.objects.filter(slug__in=slugs))
    build.depends_on(*(dependencies.snippet(theme) for theme in found))
    found.sort(key=lambda theme: (theme.locale_id == page.locale_id, -theme.pk))
    return {theme.slug: theme.pk for theme in found}


def _help_lines(topics: list[Topic], build: Build) -> tuple[HelpLineData, ...]:
    """Those that help with one of the topics, or else those for everything."""
    if not topics:
        return ()
    build.depends_on(dependencies.snippets_of(HelpLine))
    lines = [line for line in HelpLine.objects.order_by("pk") if line.locale_id == build.page.locale_id]
    fitting = [line for line in lines if set(line.topics) & set(topics)] or [line for line in lines if not line.topics]
    return tuple(
        HelpLineData(
            name=line.name,
            telephone=line.telephone,
            website=line.website,
            note=line.note,
            checked_on=line.checked_on,
        )
        for line in fitting
    )


def minutes_to_read(body: tuple[BodyBlock, ...]) -> int:
    """At 220 words a minute, the lower end of what adults read in English; at least one."""
    words = sum(len(words_of(block).split()) for block in body)
    return max(1, round(words / WORDS_A_MINUTE))


def story_facets(story: StoryData) -> Iterator[Facet]:
    """Readers find stories by theme and by year."""
    for theme in story.themes:
        yield Facet(name="theme", value=theme.slug, label=theme.name)
    yield Facet(name="year", value=str(story.date.year), label=str(story.date.year))


def summarize_story(story: StoryData) -> Summary:
    text = f"{_('Sample.')} {story.standfirst}" if story.is_sample else story.standfirst
    return Summary(text=text, picture=story.hero, topics=tuple(theme.name for theme in story.themes))


def summarize_index(index: StoryIndexData) -> Summary:
    return Summary(text=index.description or prose(index.intro_html))


def themes_of(index: StoryIndexData) -> dict[str, str]:
    """The themes that stories here have, by slug."""
    return {theme.slug: theme.name for theme in index.themes}


def _index_url(page: StoryPage, build: Build) -> str:
    parent = page.get_parent() if page.path else None
    link = build.link(parent) if parent else None
    return link.url if link else ""
