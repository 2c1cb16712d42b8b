"""What search engines are told of the site's own pages."""

from typing import Any

from headless.schemas import SiteData
from headless.structured_data import Absolute, organization, questions, questions_in, thing

from .documents import ContentData, HomeData


def describe_home(home: HomeData, site: SiteData, absolute: Absolute) -> list[dict[str, Any]]:
    """Whose site it is, and the site."""
    us = organization(site, absolute)
    website = thing("WebSite", name=site.name, url=absolute(home.url), inLanguage=home.locale)
    return [us, website | {"publisher": {"@id": us["@id"]}}]


def describe_content(content: ContentData, site: SiteData, absolute: Absolute) -> list[dict[str, Any] | None]:
    return [questions(questions_in(content.body))]
