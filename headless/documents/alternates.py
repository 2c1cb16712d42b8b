"""A page in other languages, as search engines are told (hreflang)."""

from dataclasses import dataclass

from django.conf import settings
from wagtail.coreutils import get_supported_content_language_variant

from ..schemas import PageData

#: For readers of any other language.
ANY = "x-default"


@dataclass(frozen=True)
class Alternate:
    language: str
    path: str


def alternates_of(data: PageData) -> list[Alternate]:
    """The page in each of its languages, and the one for everybody else; none of a page that is in one language alone."""
    if not data.translations:
        return []
    found = [Alternate(data.locale, data.url)]
    found += [Alternate(other.locale, other.url) for other in data.translations]
    return found + [Alternate(ANY, item.path) for item in found if item.language == default_language()]


def default_language() -> str:
    """Which language is for those who have told none that we have; "" where the site has not its own."""
    try:
        return get_supported_content_language_variant(settings.LANGUAGE_CODE)
    except LookupError:
        return ""
