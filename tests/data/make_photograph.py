"""Draws `photograph-with-gps.jpg`: what a phone hands over, with everything in it that must not be published.

    python tests/data/make_photograph.py

The blocks it is made of serve the tests of stories.images too. No person and no place is shown; the position is
that of a public park (Tiergarten, Berlin), the serial numbers are invented.
"""

import random
import struct
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FILE = Path(__file__).with_name("photograph-with-gps.jpg")
SIZE = (1200, 800)

ASCII, SHORT, LONG, RATIONAL, UNDEFINED, BYTE = 2, 3, 4, 5, 7, 1
BYTES_PER_VALUE = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1}
Entry = tuple[int, int, bytes]  # tag, type, value

LATITUDE = struct.pack("<6I", 52, 1, 30, 1, 521, 10)
LONGITUDE = struct.pack("<6I", 13, 1, 21, 1, 217, 100)


def photograph() -> bytes:
    """1200 x 800 pixels, under 60 kB: EXIF with GPS, serial numbers and a thumbnail, XMP, IPTC and a comment."""
    scene = draw_scene()
    segments = [
        (0xE1, b"Exif\0\0" + exif("Second Chances", orientation=1, thumbnail=thumbnail_of(scene))),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp("Second Chances")),
        (0xED, photoshop("Second Chances")),
        (0xFE, b"Second Chances"),
    ]
    return with_segments(as_jpeg(scene, quality=70), segments)


def draw_scene() -> Image.Image:
    """Hills, sky, a path and trees, with some grain; the same at every call."""
    width, height = SIZE
    chance = random.Random(7)
    sky = Image.linear_gradient("L").resize(SIZE)
    scene = Image.merge("RGB", [sky.point(lambda v, a=a: int(a + v * (235 - a) / 255)) for a in (70, 130, 205)])
    draw = ImageDraw.Draw(scene)
    draw.ellipse((880, 90, 990, 200), fill=(255, 244, 200))
    for base, colour in ((430, (120, 150, 160)), (520, (88, 128, 96)), (610, (70, 104, 58))):
        ridge, level = [], base
        for x in range(0, width + 60, 60):
            level += chance.randint(-28, 28)
            ridge.append((x, level))
        draw.polygon([*ridge, (width, height), (0, height)], fill=colour)
    draw.polygon([(520, height), (720, height), (640, 640), (622, 640)], fill=(196, 178, 140))
    for _ in range(40):
        x, y, size = chance.randint(0, width), chance.randint(600, 760), chance.randint(18, 46)
        draw.rectangle((x - 3, y, x + 3, y + size), fill=(72, 54, 40))
        draw.ellipse((x - size, y - 2 * size, x + size, y), fill=(40, chance.randint(78, 110), 44))
    grain = Image.frombytes("L", (width // 4, height // 4), chance.randbytes(width * height // 16)).resize(SIZE)
    grain = Image.merge("RGB", [grain] * 3)
    return Image.blend(scene.filter(ImageFilter.GaussianBlur(1)), grain, 0.03)


def thumbnail_of(scene: Image.Image) -> bytes:
    small = scene.copy()
    small.thumbnail((160, 160))
    return as_jpeg(small, quality=60)


def as_jpeg(image: Image.Image, **options) -> bytes:
    output = BytesIO()
    image.save(output, "JPEG", **options)
    return output.getvalue()


def with_segments(jpeg: bytes, segments: list[tuple[int, bytes]]) -> bytes:
    """The JPEG with each (marker, payload) placed at its very beginning, as cameras do with EXIF."""
    blocks = (b"\xff" + bytes([marker]) + struct.pack(">H", len(payload) + 2) + payload for marker, payload in segments)
    return jpeg[:2] + b"".join(blocks) + jpeg[2:]


def exif(text: str, *, orientation: int, thumbnail: bytes) -> bytes:
    """A little-endian TIFF block, `text` in every field that takes one: main, Exif, GPS and thumbnail directories."""
    word = text.encode() + b"\0"
    camera = [
        (0x829A, RATIONAL, struct.pack("<2I", 1, 250)),  # ExposureTime
        (0x9003, ASCII, b"2024:05:17 14:03:11\0"),  # DateTimeOriginal
        (0x927C, UNDEFINED, b"MakerNote " + word),
        (0x9286, UNDEFINED, b"ASCII\0\0\0" + word),  # UserComment
        (0xA430, ASCII, word),  # CameraOwnerName
        (0xA431, ASCII, b"SN-0042-" + word),  # BodySerialNumber
        (0xA435, ASCII, b"LS-0042-" + word),  # LensSerialNumber
    ]
    position = [
        (0x0001, ASCII, b"N\0"),
        (0x0002, RATIONAL, LATITUDE),
        (0x0003, ASCII, b"E\0"),
        (0x0004, RATIONAL, LONGITUDE),
        (0x001C, UNDEFINED, b"ASCII\0\0\0" + word),  # GPSAreaInformation
    ]

    def main(camera_at: int, position_at: int) -> list[Entry]:
        return [
            (0x010E, ASCII, word),  # ImageDescription
            (0x010F, ASCII, b"Acme " + word),  # Make
            (0x0110, ASCII, b"Phone 4 " + word),  # Model
            (0x0112, SHORT, struct.pack("<H", orientation)),
            (0x0132, ASCII, b"2024:05:17 14:03:11\0"),  # DateTime
            (0x013B, ASCII, word),  # Artist
            (0x8298, ASCII, word),  # Copyright
            (0x8769, LONG, struct.pack("<I", camera_at)),
            (0x8825, LONG, struct.pack("<I", position_at)),
            (0x9C9C, BYTE, text.encode("utf-16-le")),  # XPComment
        ]

    def small_picture(at: int) -> list[Entry]:
        return [
            (0x0103, SHORT, struct.pack("<H", 6)),
            (0x0201, LONG, struct.pack("<I", at)),
            (0x0202, LONG, struct.pack("<I", len(thumbnail))),
        ]

    camera_at = 8 + len(_directory(main(0, 0), 0))
    position_at = camera_at + len(_directory(camera, 0))
    small_at = position_at + len(_directory(position, 0))
    thumbnail_at = small_at + len(_directory(small_picture(0), 0))
    return b"".join(
        [
            b"II*\0" + struct.pack("<I", 8),
            _directory(main(camera_at, position_at), 8, following=small_at),
            _directory(camera, camera_at),
            _directory(position, position_at),
            _directory(small_picture(thumbnail_at), small_at),
            thumbnail,
        ]
    )


def _directory(entries: list[Entry], at: int, following: int = 0) -> bytes:
    """A TIFF directory placed `at` bytes into the block: its entries, then the values too long for an entry."""
    table, values = struct.pack("<H", len(entries)), b""
    values_at = at + 2 + 12 * len(entries) + 4
    for tag, kind, value in entries:
        field = value.ljust(4, b"\0")
        if len(value) > 4:
            field = struct.pack("<I", values_at + len(values))
            values += value + b"\0" * (len(value) % 2)
        table += struct.pack("<HHI", tag, kind, len(value) // BYTES_PER_VALUE[kind]) + field
    return table + struct.pack("<I", following) + values


def xmp(text: str) -> bytes:
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" exif:GPSLatitude="52,30.8683N" exif:GPSLongitude="13,21.0362E"
 aux:SerialNumber="SN-0042"><dc:creator>{text}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def photoshop(text: str) -> bytes:
    """An APP13 payload: an IPTC by-line, caption and city, and the path name that Photoshop keeps."""
    word = text.encode()
    iptc = b"".join(b"\x1c\x02" + struct.pack(">BH", field, len(word)) + word for field in (80, 90, 120))
    blocks = ((0x0404, iptc), (0x07D0, word))
    return b"Photoshop 3.0\0" + b"".join(
        b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2) for number, data in blocks
    )


if __name__ == "__main__":
    FILE.write_bytes(photograph())
