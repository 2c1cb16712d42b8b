"""What search engines are told of a story. Its author is the organization: nobody's name is in it."""

from typing import Any

from headless.registry import summary_of
from headless.schemas import SiteData
from headless.structured_data import Absolute, organization, picture, thing

from .documents import StoryData


def describe_story(story: StoryData, site: SiteData, absolute: Absolute) -> list[dict[str, Any]]:
    summary = summary_of(story)
    us = organization(site, absolute)
    return [
        thing(
            "Article",
            headline=story.title,
            description=summary.text,
            image=picture(summary.picture, absolute),
            datePublished=story.date.isoformat(),
            dateModified=story.updated_at.isoformat() if story.updated_at else "",
            inLanguage=story.locale,
            keywords=list(summary.topics),
            isAccessibleForFree=True,
            mainEntityOfPage=absolute(story.url),
            author=us,
            publisher=us,
        )
    ]
