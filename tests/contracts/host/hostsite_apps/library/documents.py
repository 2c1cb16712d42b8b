"""What of the host's own page type is public, announced in one call: docs/api.md shows it."""

from typing import Literal

from headless.documents import Build
from headless.schemas import PageData


class EventData(PageData):
    type: Literal["event"] = "event"
    place: str


def build_event(page, build: Build) -> EventData:
    return EventData(**build.page_fields(), place=page.place)
