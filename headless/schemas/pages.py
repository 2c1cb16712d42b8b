from datetime import datetime
from typing import Annotated

from pydantic import WithJsonSchema

from .base import Data


class Crumb(Data):
    title: str
    url: str


class PageLink(Data):
    """A public page that another one points at."""

    id: int
    title: str
    url: str


class Translation(Data):
    """The same page in another language. `language` is that language's own name for itself."""

    #: Of that page; None for what is no page, such as the search.
    id: int | None = None
    locale: str
    language: str
    url: str


class QuickExit(Data):
    """A button with which a reader leaves at once: it puts another site in place of this one."""

    url: str
    label: str
    #: What the button does, and what it cannot do, for those who read before they press it.
    note: str


class PageData(Data):
    """What every public page has. `url` is a path on its own site."""

    type: str
    #: None in a preview alone, of a page that was never saved.
    id: Annotated[int | None, WithJsonSchema({"type": "integer"}, mode="serialization")]
    title: str
    slug: str
    url: str
    locale: str
    seo_title: str
    description: str
    translations: tuple[Translation, ...] = ()
    breadcrumbs: tuple[Crumb, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    #: On pages that may endanger whoever is seen reading them.
    exit: QuickExit | None = None
