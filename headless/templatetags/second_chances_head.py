"""What stands in the head of a page, for machines: other languages, feeds, cards of social networks, search engines."""

import json

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import to_locale

from .. import registry, structured_data
from ..documents.alternates import Alternate, alternates_of
from ..feeds.links import FeedLink, links_to_feeds
from ..schemas import PageData, Summary

register = template.Library()

#: As Django's `json_script` does it: no character that ends the element, or begins another.
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}
#: Social networks want a country with each language: the one that it is named for, but of these.
_COUNTRIES = {"en": "US", "ko": "KR", "tl": "PH", "vi": "VN", "zh": "CN"}


@register.simple_tag
def alternates(document: PageData | str) -> list[Alternate]:
    """The page in each of its languages."""
    return alternates_of(document) if document else []


@register.simple_tag(takes_context=True)
def feed_links(context) -> list[FeedLink]:
    """The feeds of what is shown here."""
    document, request, site = (context.get(name) for name in ("document", "request", "site"))
    if not document or not request:
        return []
    return list(links_to_feeds(document, request.GET, site.name if site else ""))


@register.simple_tag
def summary_of(document: PageData | str) -> Summary | None:
    """The page in short."""
    return registry.summary_of(document) if document else None


@register.filter
def social_locale(language: str) -> str:
    """A language as Open Graph has it: en_US."""
    name = to_locale(language)
    return name if "_" in name else f"{name}_{_COUNTRIES.get(name, name.upper())}"


@register.simple_tag(name="structured_data", takes_context=True)
def structured_data_of(context) -> SafeString | str:
    """The page in the words of schema.org, as JSON that can stand in a script element; nothing of a draft."""
    document, request, site = (context.get(name) for name in ("document", "request", "site"))
    if not document or not site or not request or getattr(request, "is_preview", False):
        return ""
    graph = structured_data.graph_of(document, site, request.build_absolute_uri)
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")) if graph else ""
    return mark_safe(text.translate(_IN_SCRIPT))  # noqa: S308 - each character that means something is escaped
