"""Make parts of a picture unrecognisable, for good: what was there is in no byte of the result.

An engine: bytes in, bytes out. It knows no model, no request and no Django.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from .strip_metadata import CleanImage, strip_metadata

Manner = Literal["pixelate", "cover"]

#: More than anybody draws by hand.
MAX_REGIONS = 50

# Blocks of a fixed size would show a large face in good detail. Tied to the region they show any face by 8 × 8 points at
# most: too few for an eye or a mouth. Those who know her may still know hair and clothes, and programs that compare faces do
# better than chance with mosaics; whoever must be sure covers.
BLOCKS = 8
# A region of a few pixels would otherwise be its own mosaic; and many small ones over one face, with gaps between them that
# nobody sees, would show it in many small blocks. So the whole picture has no more than so many along its longer side, either.
MIN_BLOCK_PIXELS = 8
MOST_BLOCKS = 50
# Sixteen levels a channel: the exact averages are what such programs compute with.
LEVELS = [value // 16 * 17 for value in range(256)]

#: A dark grey, in each way in which a picture writes its colours.
COVER = {"L": 51, "LA": (51, 255), "RGB": (51, 51, 51), "RGBA": (51, 51, 51, 255), "CMYK": (0, 0, 0, 204)}

# Thirds and percentages do not add up exactly.
ROUNDING = 1e-6

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels


class UnusableRegions(Exception):
    """`code` says why; `index` which region, counted from 0, where it is one.

    | code | |
    |---|---|
    | `none` | there is no region |
    | `too_many` | more than MAX_REGIONS |
    | `empty` | a region has no width or no height |
    | `outside` | a region is not, or not wholly, inside the picture |
    """

    def __init__(self, code: str, index: int | None = None):
        super().__init__(code)
        self.code = code
        self.index = index


@dataclass(frozen=True)
class Region:
    """A rectangle in fractions of the upright picture: 0 is its left or upper edge, 1 its right or lower one."""

    left: float
    top: float
    width: float
    height: float

    def box(self, size: tuple[int, int]) -> Box:
        """In pixels; every pixel that is touched belongs to it."""
        across, down = size
        return (
            max(0, math.floor(self.left * across + ROUNDING)),
            max(0, math.floor(self.top * down + ROUNDING)),
            min(across, math.ceil((self.left + self.width) * across - ROUNDING)),
            min(down, math.ceil((self.top + self.height) * down - ROUNDING)),
        )


def refuse_unusable(regions: Sequence[Region]) -> None:
    """Raises UnusableRegions."""
    if not regions:
        raise UnusableRegions("none")
    if len(regions) > MAX_REGIONS:
        raise UnusableRegions("too_many")
    for index, region in enumerate(regions):
        edges = (region.left, region.top, region.left + region.width, region.top + region.height)
        if not all(math.isfinite(edge) for edge in edges):
            raise UnusableRegions("outside", index)
        if region.width <= ROUNDING or region.height <= ROUNDING:
            raise UnusableRegions("empty", index)
        if min(edges) < -ROUNDING or max(edges) > 1 + ROUNDING:
            raise UnusableRegions("outside", index)


def obscure(content: bytes, regions: Sequence[Region], manner: Manner, *, max_pixels: int = 60_000_000) -> CleanImage:
    """The picture with these regions pixelated or covered, and as `strip_metadata` leaves it otherwise.

    The pixels themselves are changed before the picture is encoded: there is no layer that could be taken off, no
    thumbnail, and no transparent pixel that keeps its colour. The same input gives the same bytes. A palette becomes plain
    colours, and 16-bit grey 8-bit.

    Regions that touch, or nearly, are pixelated as one, or a face under many small ones would be seen in small blocks.

    Raises UnusableRegions, UnusableImage, and nothing else. Memory and formats: as `strip_metadata`.
    """
    refuse_unusable(regions)

    def change(image: Image.Image) -> Image.Image:
        image = _in_plain_colours(image)
        smallest = max(MIN_BLOCK_PIXELS, max(image.size) / MOST_BLOCKS)
        for group in _near([region.box(image.size) for region in regions], smallest):
            if manner == "cover":
                for box in group:
                    image.paste(COVER[image.mode], box)
            else:
                _pixelate(image, group, smallest)
        return image

    return strip_metadata(content, max_pixels=max_pixels, change=change)


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """In a mode whose averages are colours again."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in COVER and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _pixelate(image: Image.Image, group: list[Box], smallest: float) -> None:
    left, top, right, bottom = _around(group)
    width, height = right - left, bottom - top
    block = max(max(width, height) / BLOCKS, smallest)
    blocks = (max(1, math.floor(width / block)), max(1, math.floor(height / block)))
    small = image.crop((left, top, right, bottom)).resize(blocks, Image.Resampling.BOX)
    small = small.point(LEVELS * len(small.getbands()))
    if small.mode in {"LA", "RGBA"}:
        small.putalpha(255)  # or the outline of what was there would show
    large = small.resize((width, height), Image.Resampling.NEAREST)
    for box in group:
        image.paste(large.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top)), box)


def _near(boxes: list[Box], gap: float) -> list[list[Box]]:
    """Boxes in groups, within which none, nor the rectangle around some, is farther than this gap from another one."""
    groups: list[list[Box]] = []
    for box in boxes:
        joined = [box]
        while near := [group for group in groups if _is_near(_around(group), _around(joined), gap)]:
            groups = [group for group in groups if group not in near]
            joined = [other for group in near for other in group] + joined
        groups.append(joined)
    return groups


def _is_near(one: Box, other: Box, gap: float) -> bool:
    return all(one[side] - gap <= other[side + 2] and other[side] - gap <= one[side + 2] for side in (0, 1))


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
