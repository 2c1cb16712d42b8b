"""Where apps announce what they add. Filled in `AppConfig.ready()`, read by everything that is generic.

A page type is announced with the data that is public of it, the function that makes it, and the template that shows it:

    registry.register_page(
        StoryPage,
        data=documents.StoryData,
        build=documents.build_story,
        template="second_chances/stories/pages/story.html",
    )
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from .gate import ALWAYS, Audience, Periods
from .schemas import Summary

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page

    from .documents.context import Build
    from .documents.render import Showing
    from .endpoints import Asking
    from .schemas import PageData, SiteData


@dataclass(frozen=True)
class Facet:
    """A value that documents are filtered and counted by. `label` is in the document's language."""

    name: str
    value: str
    label: str


@dataclass(frozen=True)
class Feed:
    """What a page lists, for feed readers: the newest documents of a type, on its site and in its language."""

    #: The `type` of these documents.
    of: str
    #: The facet whose values have a feed each. The page itself is narrowed by a parameter of the same name.
    facet: str = ""
    #: From the page's data to these values, and what readers call them.
    values: "Callable[[Any], Mapping[str, str]]" = lambda data: {}


@dataclass(frozen=True)
class PageType:
    model: "type[Page]"
    #: The type of its public data. Its `type` is how the API calls such pages.
    data: "type[PageData]"
    #: Makes the public data of one page.
    build: "Callable[[Any, Build], PageData]"
    template: str
    #: What a page shows beyond its own data and depends on the request: a page of a list, a form.
    more: "Callable[[Any, Showing], dict[str, Any]] | None" = None
    #: When each of these pages may be read; without one, always. A page that is missing in the answer may never be.
    gate: "Callable[[Sequence[Page]], dict[int, Periods]] | None" = None
    #: The title of a page (perhaps a plain `Page`) as an audience may know it, where others link to it; without one, as it is.
    title: "Callable[[Page, Audience], str] | None" = None
    #: Whether each copy that is handed out is another, such as a form with a token: caches must not keep it.
    no_store: bool = False
    #: What documents of this type are filtered and counted by.
    facets: "Callable[[Any], Iterable[Facet]] | None" = None
    #: What readers choose to search in this type alone; without words, the search offers no such choice.
    plural: Any = ""
    #: Where the API lists them, such as "events" (and has each at "events/<id>"). Without it an app brings a router of its own,
    #: or they are found one by one and by search.
    listed_at: str = ""
    #: By which facets that list is filtered and counted: their names, and what each means, for the API's documentation.
    filters: "Mapping[str, str]" = field(default_factory=dict)
    #: The day that lists are sorted by; without one, when it was first published.
    date: "Callable[[Any], date | None] | None" = None
    #: The page in short, as it stands elsewhere; without one, its description.
    summary: "Callable[[Any], Summary] | None" = None
    #: What others are told of such pages by: "story" for "story.published"; see `events.announce_page`.
    event: str = "page"
    #: What feeds there are of a page that lists others.
    feed: Feed | None = None
    #: What search engines are told, in the words of schema.org; see `structured_data`.
    structured_data: "Callable[[Any, SiteData, Callable[[str], str]], Iterable[dict[str, Any]]] | None" = None

    @property
    def name(self) -> str:
        return self.data.model_fields["type"].default

    def periods(self, pages: "Sequence[Any]") -> dict[int, Periods]:
        """When each of these pages may be read, by audience. What is missing may never be."""
        return self.gate(pages) if self.gate else {page.pk: ALWAYS for page in pages}


@dataclass(frozen=True)
class Framed:
    """What stands in a frame on another site: its data, the documents it was made of, and what caches are told of it.

    no_store: whether each copy that is handed out is another. redirect: where to go on to instead.
    """

    context: dict[str, Any]
    title: str
    locale: str
    rows: Sequence[Any] = ()
    tags: Sequence[str] = ()
    template: str = ""
    status: int = 200
    no_store: bool = False
    redirect: str = ""
    headers: "Mapping[str, str]" = field(default_factory=dict)


@dataclass(frozen=True)
class Embed:
    """Something that other sites show: as a custom element (`<second-chances-NAME>`), and as a page in a frame."""

    name: str
    #: What staff choose it by.
    label: Any
    #: The `type` of the documents that it shows: one of them (`is_one`), or a list.
    of: str
    #: The static file of the element: a module with `show(embed)`, see `static/second_chances/embed/loader.js`.
    module: str
    #: The words of the element by name, in the language that is active; a pair is singular and plural.
    words: "Callable[[], Mapping[str, str | tuple[str, str]]]"
    #: Makes what stands in the frame, from the request, who asks, and the number of the page (0 for a list). Raises Problem.
    frame: "Callable[[HttpRequest, Asking, int], Framed]"
    template: str
    #: Static files of styles within the element, beside those that all have.
    styles: tuple[str, ...] = ()
    is_one: bool = False
    #: The facet that a list can be narrowed by, and so the name of the element's attribute.
    facet: str = ""
    #: Whether it takes what visitors write: it is then shown only on sites that a front end names.
    takes_answers: bool = False
    #: A decorator around the view of the frame, for what must hold before its request is read.
    around: "Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]] | None" = None


_page_types: "dict[type[Page], PageType]" = {}
_embeds: dict[str, Embed] = {}
_urls: list[tuple[str, str]] = []
_routers: list[str] = []
_beginnings: list[Callable[[], str]] = []


def register_page(model, **parts) -> None:
    """Announce a page type; `PageType` says what the parts are.

    A second announcement replaces the first, so that a host can bring its own builder.
    """
    _page_types[model] = PageType(model=model, **parts)


def page_type_of(page) -> PageType:
    """The announced type of a page, of its class or the nearest one it inherits from.

    Raises ImproperlyConfigured for a page of a type that nobody announced.
    """
    found = find_page_type(type(page))
    if found is None:
        raise ImproperlyConfigured(f"{type(page).__name__} is not registered; call headless.registry.register_page().")
    return found


def find_page_type(model) -> PageType | None:
    """The announced type of pages of this class, or None."""
    return next((_page_types[cls] for cls in model.__mro__ if cls in _page_types), None)


def page_type_named(name: str) -> PageType | None:
    """The type whose public data has this `type`."""
    return next((page_type for page_type in _page_types.values() if page_type.name == name), None)


def summary_of(data: "PageData") -> Summary:
    """A page in short, in the language that is active."""
    page_type = page_type_named(data.type)
    return page_type.summary(data) if page_type and page_type.summary else Summary(text=data.description)


def page_types() -> list[PageType]:
    return list(_page_types.values())


def register_urls(prefix: str, urlconf: str) -> None:
    """Mount an app's addresses below the plugin's one `include()`."""
    if (prefix, urlconf) not in _urls:
        _urls.append((prefix, urlconf))


def urls() -> list[tuple[str, str]]:
    return list(_urls)


def register_router(path: str) -> None:
    """Add a router to the API, by the dotted path of a module with a `router` (a ninja Router)."""
    if path not in _routers:
        _routers.append(path)


def routers() -> list[str]:
    return list(_routers)


def register_embed(embed: Embed) -> None:
    """Announce what other sites may show. A second one of the same name replaces the first."""
    _embeds[embed.name] = embed


def embeds() -> list[Embed]:
    return list(_embeds.values())


def embed_named(name: str) -> Embed | None:
    return _embeds.get(name)


def embed_of_one(page_type: str) -> Embed | None:
    """What shows a single page of this type on other sites, and takes nothing from visitors; None if nothing does."""
    return next((e for e in _embeds.values() if e.of == page_type and e.is_one and not e.takes_answers), None)


def register_beginning(make: Callable[[], str]) -> None:
    """Announce what a new site begins with beside the roles. `second_chances_setup` calls it, again and again: it makes what is
    missing, and returns what it made, in words for whoever runs the command, or nothing."""
    if make not in _beginnings:
        _beginnings.append(make)


def beginnings() -> list[Callable[[], str]]:
    return list(_beginnings)
