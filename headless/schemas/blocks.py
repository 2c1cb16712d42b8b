"""The body of a page: a list of blocks, told apart by `type`. `id` is stable, so that a link can point at one."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Data
from .pages import PageLink
from .pictures import Picture


class _Block(Data):
    id: str


class HeadingBlock(_Block):
    type: Literal["heading"] = "heading"
    text: str
    #: Words of the heading, for links to it: `#how-it-began`.
    anchor: str


class TextBlock(_Block):
    type: Literal["text"] = "text"
    #: Ready to show: links are public addresses, nothing but plain formatting in it.
    html: str


class PictureBlock(_Block):
    type: Literal["picture"] = "picture"
    picture: Picture


class GalleryBlock(_Block):
    type: Literal["gallery"] = "gallery"
    title: str
    pictures: tuple[Picture, ...]


class QuoteBlock(_Block):
    type: Literal["quote"] = "quote"
    text: str
    attribution: str


class Question(Data):
    question: str
    answer_html: str


class QuestionsBlock(_Block):
    type: Literal["questions"] = "questions"
    title: str
    questions: tuple[Question, ...]


class Event(Data):
    when: str
    title: str
    html: str


class TimelineBlock(_Block):
    type: Literal["timeline"] = "timeline"
    title: str
    events: tuple[Event, ...]


class VideoBlock(_Block):
    type: Literal["video"] = "video"
    title: str
    #: Who hosts it, in its own spelling: readers are told before they leave the site.
    host: str
    watch_url: str
    transcript_html: str
    poster: Picture | None = None


class CallToActionBlock(_Block):
    for_machines = frozenset({"action"})

    type: Literal["call_to_action"] = "call_to_action"
    action: Literal["volunteer", "donate", "advocate"]
    title: str
    text: str
    label: str
    page: PageLink | None = None
    url: str


BodyBlock = Annotated[
    HeadingBlock
    | TextBlock
    | PictureBlock
    | GalleryBlock
    | QuoteBlock
    | QuestionsBlock
    | TimelineBlock
    | VideoBlock
    | CallToActionBlock,
    Field(discriminator="type"),
]
