"""Pictures that readers see: content-hashed public files, made from the private original when a document is built.

Nothing else of an image is public. Each file is owned by the documents that show it (`PublicPicture` rows), and goes with the
last of them. A draft's preview shows Wagtail's own renditions instead, through whatever the default storage allows: in the
stand-alone site, to signed-in staff only.
"""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from wagtail.images.models import AbstractImage, Filter, SourceImageIOError

from ..conf import conf
from ..models import PublicPicture
from ..schemas import FocalPoint, Picture, Rendition
from .addresses import file_address

logger = logging.getLogger(__name__)

WEBP_QUALITY = 80


@dataclass(frozen=True)
class Shape:
    """Widths in pixels; with a ratio (width / height) the picture is cropped around its focal point."""

    widths: tuple[int, ...]
    ratio: float | None = None
    fallback_width: int = 960

    def specs(self) -> list[str]:
        return [self._spec(width, "webp") for width in self.widths] + [self._spec(self.fallback_width, "jpeg")]

    def _spec(self, width: int, format: str) -> str:
        size = f"fill-{width}x{round(width / self.ratio)}" if self.ratio else f"width-{width}"
        return f"{size}|bgcolor-fff|format-{format}" if format == "jpeg" else f"{size}|format-{format}"


class Format(Enum):
    """The named shapes a picture is shown in."""

    # The fallback is also what others show who link to the page; they want 1200.
    HERO = Shape(widths=(640, 1200, 1920), ratio=16 / 9, fallback_width=1200)
    CARD = Shape(widths=(400, 800), ratio=3 / 2, fallback_width=640)
    BODY = Shape(widths=(480, 960, 1600))


@dataclass(frozen=True)
class File:
    """A public file. Sizes in pixels."""

    image_id: int
    spec: str
    fingerprint: str
    name: str
    width: int
    height: int

    @property
    def format(self) -> str:
        return format_of(self.spec)


class Pictures:
    """The pictures of one build. `files`: what it needs in the public storage; nothing is written before `write`."""

    def __init__(self, *, draft: bool) -> None:
        self.draft = draft
        #: For what is shown to some but not to all: public files of it must not be, and staff alone see private ones.
        self.withheld = False
        self.files: dict[tuple[int, str], File] = {}
        self._new: dict[str, bytes] = {}

    @property
    def unwritten(self) -> set[str]:
        """Names of files that are not in the public storage."""
        return set(self._new)

    def read(self, url: str) -> bytes:
        """What is in the file at this address, written or not. Raises KeyError for an address that this build did not make."""
        storage = storages[conf.PUBLIC_PICTURES_STORAGE]
        names = {file_address(storage.url(file.name)): file.name for file in self.files.values()}
        name = names[url]
        if name in self._new:
            return self._new[name]
        with storage.open(name) as file:
            return file.read()

    def write(self) -> None:
        """Put the new files into the public storage. Whoever calls it sees to it that a document owns them."""
        storage = storages[conf.PUBLIC_PICTURES_STORAGE]
        for name, content in self._new.items():
            if not storage.exists(name):
                storage.save(name, ContentFile(content))

    def get(self, image: AbstractImage, *, alt: str, credit: str, caption: str, format: Format) -> Picture | None:
        """The picture, or None: for one in a collection that is not public, and where the file cannot be read (logged)."""
        if self.withheld:
            return None
        specs = format.value.specs()
        try:
            renditions = self.renditions(image, specs)
        except (OSError, SourceImageIOError):
            logger.exception("The file of image %s cannot be read; the page is shown without it.", image.pk)
            return None
        if not renditions:
            return None
        return Picture(
            alt=alt,
            credit=credit,
            caption=caption,
            focal_point=_focal_point(image),
            renditions=_narrow_to_wide(renditions),
        )

    def renditions(self, image: AbstractImage, specs: list[str]) -> list[Rendition]:
        """Its files; none for a picture that may not be shown."""
        return _private(image, specs) if self.draft else self._published(image, specs)

    def _published(self, image: AbstractImage, specs: list[str]) -> list[Rendition]:
        if image.collection.get_view_restrictions().exists():
            return []
        missing = [spec for spec in specs if (image.pk, spec) not in self.files]
        if missing:
            self._find_or_encode(image, missing)
        storage = storages[conf.PUBLIC_PICTURES_STORAGE]
        files = [self.files[image.pk, spec] for spec in specs]
        return [
            Rendition(
                url=file_address(storage.url(file.name)), width=file.width, height=file.height, format=file.format
            )
            for file in files
        ]

    def _find_or_encode(self, image: AbstractImage, specs: list[str]) -> None:
        """Files that some document has already, or new ones."""
        storage = storages[conf.PUBLIC_PICTURES_STORAGE]
        fingerprint = fingerprint_of(image)
        known = PublicPicture.objects.filter(image_id=image.pk, fingerprint=fingerprint, spec__in=specs)
        for row in known.filter(file__startswith=f"{conf.PUBLIC_PICTURES_FOLDER}/"):
            if (image.pk, row.spec) not in self.files and storage.exists(row.file):
                self.files[image.pk, row.spec] = File(image.pk, row.spec, fingerprint, row.file, row.width, row.height)
        missing = [spec for spec in specs if (image.pk, spec) not in self.files]
        for spec, (content, width, height) in encode(image, missing).items() if missing else ():
            name = f"{conf.PUBLIC_PICTURES_FOLDER}/{hashlib.sha256(content).hexdigest()[:40]}.{format_of(spec)}"
            self._new[name] = content
            self.files[image.pk, spec] = File(image.pk, spec, fingerprint, name, width, height)


def encode(image: AbstractImage, specs: Iterable[str]) -> dict[str, tuple[bytes, int, int]]:
    """The picture in several sizes: content without metadata, width and height of each. It is decoded once for all.

    Raises OSError or SourceImageIOError where the original cannot be read.
    """
    made = {}
    with image.get_willow_image() as original:
        upright = original.auto_orient()
        for spec in specs:
            transform = Filter(spec).get_transform(image, upright.get_size())
            picture = upright.crop(transform.get_rect().round()).resize(transform.size)
            if format_of(spec) == "jpeg" and picture.has_alpha():
                picture = picture.set_background_color_rgb((255, 255, 255))
            pixels = picture.get_pillow_image()
            out = BytesIO()
            # Without `exif`: Wagtail's own renditions keep it on purpose, and with it the place a picture was taken at.
            kept = {"icc_profile": pixels.info.get("icc_profile"), "exif": b"", "xmp": b""}
            if format_of(spec) == "jpeg":
                pixels.convert("RGB").save(out, "JPEG", quality=jpeg_quality(), progressive=True, optimize=True, **kept)
            else:
                mode = "RGBA" if picture.has_alpha() else "RGB"
                pixels.convert(mode).save(out, "WEBP", quality=WEBP_QUALITY, **kept)
            made[spec] = (out.getvalue(), *pixels.size)
    return made


def delete_files_without_owner(names: Iterable[str]) -> None:
    """Delete those of these public files that no document owns."""
    names = set(names)
    owned = set(PublicPicture.objects.filter(file__in=names).values_list("file", flat=True))
    for name in names - owned:
        storages[conf.PUBLIC_PICTURES_STORAGE].delete(name)


def fingerprint_of(image: AbstractImage) -> str:
    """Changes whenever the files would: another original, another focal point, another way to encode."""
    focal_point = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    parts = (image.file.name, image.get_file_hash(), focal_point, WEBP_QUALITY, jpeg_quality())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]


def jpeg_quality() -> int:
    return getattr(settings, "WAGTAILIMAGES_JPEG_QUALITY", 76)


def _private(image: AbstractImage, specs: list[str]) -> list[Rendition]:
    found = image.get_renditions(*specs)
    return [
        Rendition(url=found[spec].url, width=found[spec].width, height=found[spec].height, format=format_of(spec))
        for spec in specs
    ]


def _focal_point(image: AbstractImage) -> FocalPoint | None:
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    return FocalPoint(x=round(image.focal_point_x / image.width, 4), y=round(image.focal_point_y / image.height, 4))


def format_of(spec: str) -> str:
    return spec.rpartition("format-")[2]


def _narrow_to_wide(renditions: list[Rendition]) -> tuple[Rendition, ...]:
    """Without doubles: a small original gives the same width for several specs."""
    webp = {rendition.width: rendition for rendition in renditions if rendition.format == "webp"}
    jpeg = [rendition for rendition in renditions if rendition.format == "jpeg"]
    return (*(webp[width] for width in sorted(webp)), *jpeg)
