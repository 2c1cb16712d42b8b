from typing import Literal

from .base import Data


class Rendition(Data):
    """One file of a picture. Sizes in pixels."""

    url: str
    width: int
    height: int
    format: Literal["webp", "jpeg"]


class FocalPoint(Data):
    """Where the subject is, as fractions of width and height from the top left corner."""

    x: float
    y: float


class Picture(Data):
    """A picture as readers get it. An empty `alt` means: decoration, to be skipped by screen readers."""

    alt: str
    credit: str = ""
    caption: str = ""
    focal_point: FocalPoint | None = None
    #: Narrow to wide, WebP first; the last one is the JPEG for those who cannot show WebP.
    renditions: tuple[Rendition, ...]

    @property
    def sources(self) -> tuple[Rendition, ...]:
        return tuple(rendition for rendition in self.renditions if rendition.format == "webp")

    @property
    def fallback(self) -> Rendition:
        return self.renditions[-1]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in self.sources)
