"""Where apps announce what they add. Filled in `AppConfig.ready()`, read by everything that is generic.

A page type is announced with the function that makes its public data and the template that shows it:

    registry.register_page(StoryPage, build=documents.build_story, template="second_chances/stories/pages/story.html")
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from wagtail.models import Page

    from .documents.context import Build
    from .schemas import PageData


@dataclass(frozen=True)
class PageType:
    model: "type[Page]"
    #: Makes the public data of one page.
    build: "Callable[[Any, Build], PageData]"
    template: str
    #: What a page shows beyond its own data and depends on the request: a page of a list, a form.
    more: "Callable[[Any, Build, dict[str, str]], dict[str, Any]] | None" = None


_page_types: "dict[type[Page], PageType]" = {}
_urls: list[tuple[str, str]] = []


def register_page(model, *, build, template: str, more=None) -> None:
    """Announce a page type. A second announcement replaces the first, so that a host can bring its own builder."""
    _page_types[model] = PageType(model=model, build=build, template=template, more=more)


def page_type_of(page) -> PageType:
    """The announced type of a page, of its class or the nearest one it inherits from.

    Raises ImproperlyConfigured for a page of a type that nobody announced.
    """
    for cls in type(page).__mro__:
        if cls in _page_types:
            return _page_types[cls]
    raise ImproperlyConfigured(f"{type(page).__name__} is not registered; call headless.registry.register_page().")


def page_types() -> list[PageType]:
    return list(_page_types.values())


def register_urls(prefix: str, urlconf: str) -> None:
    """Mount an app's addresses below the plugin's one `include()`."""
    if (prefix, urlconf) not in _urls:
        _urls.append((prefix, urlconf))


def urls() -> list[tuple[str, str]]:
    return list(_urls)
