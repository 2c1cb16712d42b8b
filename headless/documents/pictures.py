"""Pictures that readers see: content-hashed public files, copied from the private renditions of a public page.

Nothing else of an image is public. Each public file is owned by the pages that show it (`PublicPicture` rows), and goes
with the last of them. A draft's preview shows Wagtail's own renditions instead, through whatever the default storage
allows: in the stand-alone site, to signed-in staff only.
"""

import hashlib
import logging
from dataclasses import dataclass
from enum import Enum
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from PIL import Image as PillowImage
from wagtail.images.models import AbstractImage, SourceImageIOError
from wagtail.models import Page

from ..conf import conf
from ..schemas import FocalPoint, Picture, Rendition

logger = logging.getLogger(__name__)


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

    HERO = Shape(widths=(640, 1200, 1920), ratio=16 / 9)
    CARD = Shape(widths=(400, 800), ratio=3 / 2, fallback_width=640)
    BODY = Shape(widths=(480, 960, 1600))


class PagePictures:
    """The pictures of one page, during one build.

    verify: look whether each public file is still there, and make lost ones again (when publishing; not on each read).
    rows: what is noted of them already, for a page that is known to be public.
    """

    def __init__(self, page: Page, *, draft: bool, verify: bool = False, rows=None) -> None:
        self.page = page
        self.draft = draft
        self.verify = verify
        self.public = rows is not None or (not draft and bool(page.pk) and is_public(page))
        self.used: set[int] = set()
        rows = self._rows() if rows is None and self.public else rows or ()
        self._known = {(row.image_id, row.spec): row for row in rows}

    @classmethod
    def of_public_pages(cls, pages: list[Page]) -> dict[int, "PagePictures"]:
        """For pages that are known to be public: the rows of all of them in one query."""
        from ..models import PublicPicture

        rows: dict[int, list[PublicPicture]] = {page.pk: [] for page in pages}
        for row in PublicPicture.objects.filter(page__in=pages):
            rows[row.page_id].append(row)
        return {page.pk: cls(page, draft=False, rows=rows[page.pk]) for page in pages}

    def _rows(self):
        from ..models import PublicPicture

        return PublicPicture.objects.filter(page=self.page)

    def get(self, image: AbstractImage, *, alt: str, credit: str, caption: str, format: Format) -> Picture | None:
        """The picture, or None: for a page that is not public, and for a file that cannot be read (it is logged)."""
        specs = format.value.specs()
        try:
            if self.draft:
                renditions = _private(image, specs)
            elif self.public:
                renditions = self._published(image, specs)
            else:
                return None
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

    def _published(self, image: AbstractImage, specs: list[str]) -> list[Rendition]:
        storage = storages[conf.PUBLIC_PICTURES_STORAGE]
        fingerprint = fingerprint_of(image)
        rows = [self._known.get((image.pk, spec)) for spec in specs]
        stale = any(row is None or row.fingerprint != fingerprint for row in rows)
        if stale or (self.verify and not all(storage.exists(row.file) for row in rows)):
            rows = _publish(self.page, image, specs, fingerprint)
            self._known.update({(row.image_id, row.spec): row for row in rows})
        self.used.update(row.pk for row in rows)
        return [
            Rendition(url=storage.url(row.file), width=row.width, height=row.height, format=row.format) for row in rows
        ]

    def withdraw_unused(self) -> None:
        """Delete the public files that the page no longer shows, going by what this build asked for."""
        if not self.draft:
            self._rows().exclude(pk__in=self.used).delete()


def is_public(page: Page) -> bool:
    """Whether anyone may read the page."""
    return page.live and not page.get_view_restrictions().exists()


def _private(image: AbstractImage, specs: list[str]) -> list[Rendition]:
    found = image.get_renditions(*specs)
    return [
        Rendition(url=found[spec].url, width=found[spec].width, height=found[spec].height, format=_format(spec))
        for spec in specs
    ]


def _publish(page: Page, image: AbstractImage, specs: list[str], fingerprint: str):
    """Copy renditions to the public storage and note who owns them. Encoding happens before the transaction.

    Gives no rows, and leaves no file, if the page is not public any more. Files that these replace are deleted.
    """
    from ..models import PublicPicture

    storage = storages[conf.PUBLIC_PICTURES_STORAGE]
    found = image.get_renditions(*specs)
    made = []
    for spec in specs:
        content = _content(image, spec, found[spec])
        if _format(spec) == "jpeg":
            content = _without_metadata(content)
        name = f"{conf.PUBLIC_PICTURES_FOLDER}/{hashlib.sha256(content).hexdigest()[:40]}.{_format(spec)}"
        if not storage.exists(name):
            name = storage.save(name, ContentFile(content))
        made.append((spec, name, found[spec].width, found[spec].height))
    names = {name for _spec, name, _width, _height in made}
    with transaction.atomic():
        # While the files were made somebody may have unpublished the page. The lock makes that wait for us, or us for it.
        current = Page.objects.select_for_update().filter(pk=page.pk).first()
        if current is None or not is_public(current):
            transaction.on_commit(lambda: delete_files_without_owner(names))
            return []
        replaced = PublicPicture.objects.filter(page=page, image_id=image.pk, spec__in=specs).exclude(file__in=names)
        replaced_names = set(replaced.values_list("file", flat=True))
        rows = [
            PublicPicture.objects.update_or_create(
                page=page,
                image_id=image.pk,
                spec=spec,
                defaults={
                    "fingerprint": fingerprint,
                    "file": name,
                    "width": width,
                    "height": height,
                    "format": _format(spec),
                },
            )[0]
            for spec, name, width, height in made
        ]
        transaction.on_commit(lambda: delete_files_without_owner(replaced_names))
    return rows


def delete_files_without_owner(names: set[str]) -> None:
    """Delete those of these public files that no page owns."""
    from ..models import PublicPicture

    owned = set(PublicPicture.objects.filter(file__in=names).values_list("file", flat=True))
    for name in names - owned:
        storages[conf.PUBLIC_PICTURES_STORAGE].delete(name)


def _content(image: AbstractImage, spec: str, rendition) -> bytes:
    try:
        with rendition.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        # Wagtail remembers the rendition, but its file was lost (a backup without them): make it again.
        rendition.delete()
        with image.get_rendition(spec).file.open("rb") as file:
            return file.read()


def withdraw(page_ids: list[int]) -> None:
    """Delete the public files of these pages that no other page owns."""
    from ..models import PublicPicture

    PublicPicture.objects.filter(page_id__in=page_ids).delete()


def _without_metadata(jpeg: bytes) -> bytes:
    """Wagtail's JPEG renditions keep the original's EXIF on purpose, and with it the place where it was taken."""
    with PillowImage.open(BytesIO(jpeg), formats=["JPEG"]) as picture:
        out = BytesIO()
        picture.save(
            out,
            "JPEG",
            quality="keep",
            exif=b"",
            xmp=b"",
            comment=b"",
            progressive=True,
            icc_profile=picture.info.get("icc_profile"),
        )
    return out.getvalue()


def fingerprint_of(image: AbstractImage) -> str:
    """Changes whenever the renditions would: another file, another focal point."""
    focal_point = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    parts = (image.file.name, image.get_file_hash(), focal_point)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]


def _focal_point(image: AbstractImage) -> FocalPoint | None:
    if not image.has_focal_point() or not image.width or not image.height:
        return None
    return FocalPoint(x=round(image.focal_point_x / image.width, 4), y=round(image.focal_point_y / image.height, 4))


def _format(spec: str) -> str:
    return spec.rpartition("format-")[2]


def _narrow_to_wide(renditions: list[Rendition]) -> tuple[Rendition, ...]:
    """Without doubles: a small original gives the same width for several specs."""
    webp = {rendition.width: rendition for rendition in renditions if rendition.format == "webp"}
    jpeg = [rendition for rendition in renditions if rendition.format == "jpeg"]
    return (*(webp[width] for width in sorted(webp)), *jpeg)
