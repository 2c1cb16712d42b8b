"""Reads that cross tables: lists of stories for readers."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from headless.conf import conf

from .models import StoryIndexPage, StoryPage, Theme


@dataclass(frozen=True)
class StoryListing:
    stories: tuple[StoryPage, ...]
    number: int
    pages: int
    total: int
    theme: Theme | None
    themes: tuple[Theme, ...]


def published_stories(below=None):
    """Public stories, newest first, with what their cards need. below: only those under this page."""
    stories = StoryPage.objects.live().public().order_by("-date", "-pk")
    stories = stories.select_related("hero_image", "locale").prefetch_related("themes")
    return stories.descendant_of(below) if below is not None else stories


def story_listing(index: StoryIndexPage, *, theme_slug: str = "", page_number: str = "1") -> StoryListing:
    """One page of the list. An unknown theme lists nothing; a page number out of range gives the nearest page."""
    stories = published_stories(below=index)
    used = Theme.objects.filter(stories__in=stories.values("pk")).values("translation_key")
    # A Spanish story may still carry an English theme: offer the translation of each theme where there is one.
    themes = {theme.translation_key: theme for theme in Theme.objects.filter(translation_key__in=used)}
    themes |= {t.translation_key: t for t in Theme.objects.filter(translation_key__in=used, locale_id=index.locale_id)}
    theme = next((theme for theme in themes.values() if theme.slug == theme_slug), None)
    if theme_slug:
        stories = stories.filter(themes__translation_key=theme.translation_key) if theme else stories.none()
    page = Paginator(stories.distinct(), conf.STORIES_PER_PAGE).get_page(page_number)
    return StoryListing(
        stories=tuple(page),
        number=page.number,
        pages=page.paginator.num_pages,
        total=page.paginator.count,
        theme=theme,
        themes=tuple(sorted(themes.values(), key=lambda theme: theme.name.casefold())),
    )
