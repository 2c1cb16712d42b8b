"""A picture with a "face", a pattern that is nowhere else, and where it can still be seen."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image, ImageDraw

from stories.images.obscure import Region
from tests.factories.site_project import SiteImageFactory

SIZE = (700, 440)
#: Where the face is, with a little around it.
FACE = Region(0.25, 0.25, 0.5, 0.5)


def with_face(format: str = "PNG") -> bytes:
    """Stripes so narrow that large squares mix them to grey, and so wide that every size for readers shows them."""
    image = Image.new("RGB", SIZE, (120, 150, 140))
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = FACE.box(SIZE)
    for number, x in enumerate(range(left + 10, right - 20, 11)):
        draw.rectangle((x, top + 10, x + 10, bottom - 10), fill=(255, 0, 255) if number % 2 else (0, 255, 0))
    out = io.BytesIO()
    image.save(out, format, quality=92)
    return out.getvalue()


def picture_with_face(format: str = "PNG", **values):
    name = f"zuleika-portrait.{format.lower()}"
    return SiteImageFactory(file=ContentFile(with_face(format), name), **values)


def shows_face(content: bytes) -> bool:
    """Whether pixels of the pattern are in a file. What is no picture shows nothing, unless it holds one in the clear."""
    try:
        image = Image.open(io.BytesIO(content)).convert("RGB")
    except OSError:
        return any(signature in content for signature in (b"\x89PNG", b"\xff\xd8\xff", b"WEBP"))
    reds, greens, blues = image.split()
    magenta = [low.point(lambda v: v > 170 and 255) for low in (reds, blues)]
    not_green = greens.point(lambda v: v < 90 and 255)
    both = Image.new("L", image.size)
    both.paste(not_green, mask=magenta[0])
    found = Image.new("L", image.size)
    found.paste(both, mask=magenta[1])
    return found.histogram()[255] > 20


def files() -> dict[str, bytes]:
    """Every file of every storage, by storage and name."""
    found = {}
    for alias in ("default", "public_pictures"):
        for name in _walk(storages[alias], ""):
            with storages[alias].open(name) as file:
                found[f"{alias}:{name}"] = file.read()
    return found


def _walk(storage, folder: str):
    if folder and not storage.exists(folder):
        return
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in names)
    for inner in folders:
        yield from _walk(storage, f"{folder}{inner}/")


def files_that_show_face() -> list[str]:
    return sorted(name for name, content in files().items() if shows_face(content))
