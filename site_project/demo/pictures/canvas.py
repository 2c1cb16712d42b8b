"""Drawing with Pillow: smooth colour, smooth edges, a little grain. The same seed gives the same picture."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = SIZE = (2400, 1600)

Point = tuple[float, float]
#: Colours from top to bottom: (position from 0 to 1, "#rrggbb").
Stops = Sequence[tuple[float, str]]
Fill = str | Stops | Image.Image


class Canvas:
    """A picture in the making. Shapes are given in pixels of the finished picture and drawn twice as large."""

    def __init__(self, seed: str, background: Fill) -> None:
        self.random = Random(seed)  # noqa: S311 - for drawing, not for secrets
        self.image = _filling(background, (0, 0, *SIZE), SIZE)

    # --- Shapes -------------------------------------------------------------------------------------------------

    def polygon(self, points: Iterable[Point], fill: Fill, **options) -> None:
        self.polygons([list(points)], fill, **options)

    def polygons(self, shapes: Iterable[Sequence[Point]], fill: Fill, *, opacity: float = 1.0, blur: float = 0) -> None:
        """Fill closed shapes, all in one colour or one gradient over all of them. blur: softens the edge, in pixels."""
        shapes = [list(shape) for shape in shapes]
        margin = math.ceil(blur * 2.5) + 2
        box = (
            max(0, math.floor(min(x for shape in shapes for x, _ in shape)) - margin),
            max(0, math.floor(min(y for shape in shapes for _, y in shape)) - margin),
            min(WIDTH, math.ceil(max(x for shape in shapes for x, _ in shape)) + margin),
            min(HEIGHT, math.ceil(max(y for shape in shapes for _, y in shape)) + margin),
        )
        size = (box[2] - box[0], box[3] - box[1])
        if size[0] <= 0 or size[1] <= 0:
            return
        mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
        pen = ImageDraw.Draw(mask)
        for shape in shapes:
            pen.polygon([((x - box[0]) * 2, (y - box[1]) * 2) for x, y in shape], fill=255)
        mask = mask.reduce(2)
        if blur:
            mask = soften(mask, blur)
        if opacity < 1:
            mask = mask.point(_fade(round(opacity, 2)))
        self.image.paste(_filling(fill, box, size), box[:2], mask)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Fill, **options) -> None:
        self.polygon(ellipse(x, y, rx, ry), fill, **options)

    def line(self, points: Sequence[Point], width: float, fill: Fill, **options) -> None:
        self.polygon(ribbon(points, lambda _t: width), fill, **options)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0) -> None:
        """Light that fades evenly to nothing."""
        side = round(radius * 2)
        fade = [round(255 * strength * (1 - value / 255) ** 2) for value in range(256)]
        mask = Image.radial_gradient("L").point(fade).resize((side, side), Image.Resampling.BICUBIC)
        whole = Image.new("L", SIZE, 0)
        whole.paste(mask, (round(x - radius), round(y - radius)))
        self.image.paste(colour, (0, 0, *SIZE), whole)

    # --- The finish ---------------------------------------------------------------------------------------------

    def finish(self, mottle: float = 0.10, grain: int = 3) -> Image.Image:
        """The picture with the look of paint on paper, which also hides the steps in smooth colour."""
        clouds = noise(self.random, [(6, 4), (24, 16), (120, 80)])
        clouds = clouds.point([min(255, max(0, round(128 + (value - 128) * mottle * 4))) for value in range(256)])
        image = ImageChops.soft_light(self.image, Image.merge("RGB", [clouds] * 3))
        return ImageChops.add(image, Image.merge("RGB", [_grain(self.random, grain)] * 3), 1, -grain)


def gradient(stops: Stops, size: tuple[int, int] = SIZE) -> Image.Image:
    """Colours from top to bottom, mixed so that they look evenly spaced."""
    column = Image.frombytes(
        "RGB", (1, 256 if size[1] > 300 else 32), _column(tuple(stops), 256 if size[1] > 300 else 32)
    )
    return column.resize(size, Image.Resampling.BILINEAR)


def diagonal(stops: Stops, angle: float) -> Image.Image:
    """The same across the canvas at an angle; 0 is from top to bottom, 90 from left to right."""
    turn = math.radians(angle)
    width, height = WIDTH // 4, HEIGHT // 4
    reach = abs(math.cos(turn)) * height + abs(math.sin(turn)) * width
    column = gradient(stops, (4, 512))
    down, across = math.cos(turn) * 511 / reach, math.sin(turn) * 511 / reach
    way = (0, 0, 2, across, down, 256 - (across * width + down * height) / 2)
    small = column.transform((width, height), Image.Transform.AFFINE, way, Image.Resampling.BILINEAR)
    return small.resize(SIZE, Image.Resampling.BILINEAR)


def noise(random: Random, grids: Sequence[tuple[int, int]]) -> Image.Image:
    """Clouds around the middle grey: grids of chance, from coarse to fine, all of the same strength."""
    size = (WIDTH // 4, HEIGHT // 4)
    clouds = None
    for level, grid in enumerate(grids):
        layer = Image.frombytes("L", grid, random.randbytes(grid[0] * grid[1])).resize(size, Image.Resampling.BICUBIC)
        clouds = layer if clouds is None else Image.blend(clouds, layer, 1 / (level + 1))
    return clouds.resize(SIZE, Image.Resampling.BILINEAR)


def soften(mask: Image.Image, radius: float) -> Image.Image:
    """A blur that is quick for any radius: a wide one is made small."""
    factor = max(1, min(16, int(radius / 4)))
    if factor == 1:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.reduce(factor).filter(ImageFilter.GaussianBlur(radius / factor))
    return small.resize(mask.size, Image.Resampling.BICUBIC)


# --- Outlines -------------------------------------------------------------------------------------------------------


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0, start: float = 0, end: float = 360):
    steps = max(24, int((rx + ry) / 6))
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [
        (
            x + rx * math.cos(a) * math.cos(turn) - ry * math.sin(a) * math.sin(turn),
            y + rx * math.cos(a) * math.sin(turn) + ry * math.sin(a) * math.cos(turn),
        )
        for a in angles
    ]


def rectangle(x1: float, y1: float, x2: float, y2: float, radius: float = 0) -> list[Point]:
    if not radius:
        return [(x1, y1), (x2, y1), (x2, y2), (x1, y2)]
    corners = [(x2 - radius, y1 + radius, -90), (x2 - radius, y2 - radius, 0)]
    corners += [(x1 + radius, y2 - radius, 90), (x1 + radius, y1 + radius, 180)]
    return [point for x, y, start in corners for point in ellipse(x, y, radius, radius, 0, start, start + 90)]


def smooth(points: Sequence[Point], steps: int = 16) -> list[Point]:
    """A curve through the points."""
    padded = [points[0], *points, points[-1]]
    curve = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(tuple(_catmull(a, b, c, d, t) for a, b, c, d in zip(p0, p1, p2, p3, strict=True)))
    return [*curve, points[-1]]


def ribbon(points: Sequence[Point], width) -> list[Point]:
    """The outline of a line whose width is a function of the way along it (0 to 1)."""
    left, right = [], []
    for index, (x, y) in enumerate(points):
        before, after = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1
        half = width(index / (len(points) - 1)) / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return left + right[::-1]


def ridge(random: Random, y: float, height: float, waves: float = 2, detail: int = 4) -> list[Point]:
    """A line of hills from the left edge to the right."""
    parts = [
        (height / (level + 1) ** 1.4, waves * (level + 1) * random.uniform(0.8, 1.2), random.uniform(0, 6.3))
        for level in range(detail)
    ]
    return [
        (x, y + sum(size * math.sin(2 * math.pi * count * x / WIDTH + phase) for size, count, phase in parts) / 2)
        for x in range(-20, WIDTH + 40, 16)
    ]


def down_from(line: Sequence[Point], bottom: float = HEIGHT + 10) -> list[Point]:
    """The area between a line across the canvas and the bottom."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def leaf(x: float, y: float, length: float, width: float, angle: float, bend: float = 0.15) -> list[Point]:
    """From its stalk at (x, y) in the direction of the angle (radians; 0 is to the right)."""
    spine = [
        (
            x + length * t * math.cos(angle + bend * t),
            y + length * t * math.sin(angle + bend * t),
        )
        for t in (step / 24 for step in range(25))
    ]
    return ribbon(spine, lambda t: width * math.sin(math.pi * min(1, t * 1.02) ** 0.8) ** 0.9 if 0 < t < 1 else 0)


# --- Colour ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def mix(first: str, second: str, share: float) -> str:
    """A colour between two, as the eye sees it (OKLab)."""
    a, b = _to_lab(first), _to_lab(second)
    return "#{:02x}{:02x}{:02x}".format(*_to_rgb([p + (q - p) * share for p, q in zip(a, b, strict=True)]))


@lru_cache(maxsize=4096)
def _column(stops: tuple[tuple[float, str], ...], steps: int) -> bytes:
    known = [(position, _to_lab(colour)) for position, colour in stops]
    pixels = bytearray()
    for index in range(steps):
        position = index / (steps - 1)
        before = max((stop for stop in known if stop[0] <= position), default=known[0], key=itemgetter(0))
        after = min((stop for stop in known if stop[0] >= position), default=known[-1], key=itemgetter(0))
        span = after[0] - before[0]
        share = (position - before[0]) / span if span else 0
        pixels += bytes(_to_rgb([p + (q - p) * share for p, q in zip(before[1], after[1], strict=True)]))
    return bytes(pixels)


@lru_cache(maxsize=4096)
def _to_lab(colour: str) -> list[float]:
    r, g, b = (_linear(int(colour[index : index + 2], 16) / 255) for index in (1, 3, 5))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return [
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    ]


def _to_rgb(lab: list[float]) -> tuple[int, int, int]:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return tuple(round(255 * min(1, max(0, _gamma(value)))) for value in linear)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


@lru_cache
def _fade(opacity: float) -> list[int]:
    return [round(value * opacity) for value in range(256)]


def _filling(fill: Fill, box: tuple[int, ...], size: tuple[int, int]) -> Image.Image:
    if isinstance(fill, str):
        return Image.new("RGB", size, fill)
    return fill.crop(box) if isinstance(fill, Image.Image) else gradient(fill, size)


def _grain(random: Random, strength: int) -> Image.Image:
    side = 512
    tile = Image.frombytes("L", (side, side), random.randbytes(side * side))
    tile = tile.point([round(value * 2 * strength / 255) for value in range(256)])
    whole = Image.new("L", SIZE)
    for x in range(0, WIDTH, side):
        for y in range(0, HEIGHT, side):
            whole.paste(tile, (x, y))
    return whole
