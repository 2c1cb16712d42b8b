"""Pictures of drafts: neither public files nor Wagtail's private ones, but made when they are asked for, at an address that
holds for an hour or two, and only as long as the preview or the link does."""

import time

from django.core import signing
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter, SourceImageIOError

from ...schemas import Rendition
from ..addresses import file_address
from ..pictures import Format, Pictures, encode, format_of
from .tokens import Kind

_SIGNER = signing.Signer(salt="second-chances-draft-picture")
_HOUR = 3600
_SPECS = {spec for shape in Format for spec in shape.value.specs()}


class LentPictures(Pictures):
    """As those of a document, at addresses of our own. `name`: of the preview or link by which they are seen."""

    def __init__(self, kind: Kind, name: str) -> None:
        super().__init__(draft=False)
        self._of = [kind.value, name]
        #: What was lent: number of the image, and how it is shown.
        self.lent: set[tuple[int, str]] = set()

    def renditions(self, image: AbstractImage, specs: list[str]) -> list[Rendition]:
        if image.collection.get_view_restrictions().exists():
            return []
        return [self._rendition(image, spec) for spec in specs]

    def _rendition(self, image: AbstractImage, spec: str) -> Rendition:
        self.lent.add((image.pk, spec))
        width, height = Filter(spec).get_transform(image).size
        # The same for an hour, so that a browser which reloads while somebody writes has it already.
        address = _SIGNER.sign_object([*self._of, image.pk, spec, int(time.time()) // _HOUR])
        url = file_address(reverse("sc_draft_picture", args=[address]))
        return Rendition(url=url, width=round(width), height=round(height), format=format_of(spec))


def lent_by(address: str) -> tuple[Kind, str, int, str] | None:
    """Of an address that we have made, and that still holds: by what it is lent, the image's number, and how it is shown."""
    try:
        kind, name, image_id, spec, hour = _SIGNER.unsign_object(address)
    except signing.BadSignature:
        return None
    if int(time.time()) // _HOUR - hour > 1 or spec not in _SPECS:
        return None
    return Kind(kind), name, image_id, spec


def content_of(image_id: int, spec: str) -> tuple[bytes, str] | None:
    """The picture without metadata, and its media type; None where it is gone or cannot be read."""
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is None:
        return None
    try:
        content, _width, _height = encode(image, [spec])[spec]
    except (OSError, SourceImageIOError):
        return None
    return content, f"image/{format_of(spec)}"
