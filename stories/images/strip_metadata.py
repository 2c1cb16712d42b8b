"""Rebuild an uploaded picture so that nothing is left in it but the picture.

An engine: bytes in, bytes out. It knows no model, no request and no Django.
"""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, JpegImagePlugin
from pillow_heif import register_heif_opener

# Here and not in a function: the import lock makes it happen once, whatever the number of threads.
register_heif_opener()

# Pictures made anew in a lossy format. High, because renditions are made from the result and lose a little again.
LOSSY_QUALITY = 92

# Cameras and editors write about ten scans and, with large XMP blocks, some two hundred segments. A JPEG of a few
# megabytes can hold 100,000 of either, each costing a pass over all pixels (or over all EXIF read so far): hours.
MAX_JPEG_SCANS = 100
MAX_JPEG_SEGMENTS = 1000

# FF 00 and FF D0..D7 belong to compressed data, FF FF is padding.
JPEG_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")

# What is known to be a picture, so that the refusal can name it.
OTHER_FORMATS = {
    "gif": rb"GIF8[79]a",
    "tiff": rb"II\*\0|MM\0\*",
    "bmp": rb"BM",
    "psd": rb"8BPS",
    "ico": rb"\0\0[\1\2]\0",
    "jpeg2000": rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51",
    "jpegxl": rb"\0\0\0\x0cJXL |\xff\x0a",
    "svg": rb"(?s)(?:\xef\xbb\xbf)?\s*(?:<[?!].{,4000}?)?<svg[\s>]",
}

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
QUARTER_TURNS = {TURNS[5], TURNS[6], TURNS[7], TURNS[8]}


class UnusableImage(Exception):
    """`code` says why, `detail` holds the figures a message to a person needs.

    | code | detail |
    |---|---|
    | `not_an_image` | |
    | `unsupported_format` | `format`: "gif", "tiff", "svg", ... |
    | `animated` | |
    | `too_many_pixels` | `limit`, and `pixels` unless Pillow's own limit stopped it first |
    | `damaged` | |
    """

    def __init__(self, code: str, **detail: Any):
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class CleanImage:
    content: bytes
    format: str  # "jpeg", "png", "webp" or "avif"
    extension: str  # "jpg", "png", "webp" or "avif": no dot
    width: int
    height: int


#: Gets the upright picture as it was decoded, and gives the one to be encoded.
Change = Callable[[Image.Image], Image.Image]


def strip_metadata(content: bytes, *, max_pixels: int = 60_000_000, change: Change | None = None) -> CleanImage:
    """The same picture, encoded anew from its pixels, upright, and with nothing else in the file.

    Gone: EXIF, GPS, XMP, IPTC, comments, text and time chunks, thumbnails, further pictures (MPO, HEIC, gain maps)
    and whatever follows the picture. Kept: size in pixels (sides swapped if it had to be turned), transparency,
    colour profile (whole: also the words in it, which may name a screen or scanner), grey and 16-bit grey, a JPEG's
    quantisation and whether it is progressive, a WebP's losslessness. 16-bit colour becomes 8-bit.

    JPEG, PNG, WebP and AVIF, told by content, stay what they are. HEIC, which browsers do not show, becomes JPEG,
    or WebP where it has transparent parts.

    `change` alters the picture on the way, so that it is decoded and encoded only once.

    Raises UnusableImage, and nothing else. `max_pixels` is width times height, and is judged before any pixel
    is decoded. Memory at the peak: some 10 bytes a pixel for JPEG, PNG and HEIC, up to 35 for WebP and AVIF.
    """
    decoder = _recognise(content)
    # Third-party decoders fed with odd bytes raise what they like: OSError, SyntaxError, EOFError, RuntimeError and
    # ValueError were seen, and none is promised. To the person who uploaded it each means that the file is damaged.
    try:
        if decoder == "JPEG":
            _refuse_endless_jpeg(content)
        with Image.open(BytesIO(content), formats=[decoder]) as source:
            _refuse_too_large(source, max_pixels)
            _refuse_animated(source)
            return _rebuild(source, content, change)
    except UnusableImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusableImage("too_many_pixels", limit=max_pixels) from error
    except Exception as error:
        raise UnusableImage("damaged") from error


def _recognise(content: bytes) -> str:
    """Pillow's name of the one decoder that may run."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and (decoder := _recognise_brand(content)):
        return decoder
    for name, signature in OTHER_FORMATS.items():
        if re.match(signature, content):
            raise UnusableImage("unsupported_format", format=name)
    raise UnusableImage("not_an_image")


def _recognise_brand(content: bytes) -> str | None:
    major, compatible = content[8:12], content[16 : int.from_bytes(content[:4])]
    if major in {b"avif", b"avis"}:
        return "AVIF"
    if major in {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}:
        return "HEIF"
    if major in {b"mif1", b"msf1"}:  # names the container only
        return "AVIF" if b"avif" in compatible else "HEIF"
    return None


def _refuse_endless_jpeg(content: bytes) -> None:
    scans = 0
    for count, marker in enumerate(_jpeg_markers(content)):
        scans += marker == 0xDA
        if scans > MAX_JPEG_SCANS or count > MAX_JPEG_SEGMENTS:
            raise UnusableImage("damaged")


def _jpeg_markers(content: bytes) -> Iterator[int]:
    """Those of the first picture: stops at its end, so that a phone's appended video is not counted."""
    position = 2
    while found := JPEG_MARKER.search(content, position):
        marker = found[1][0]
        if marker == 0xD9:
            return
        yield marker
        position = found.end()
        if marker != 0x01:  # the one left that has no length
            position += int.from_bytes(content[position : position + 2])


def _refuse_too_large(source: Image.Image, limit: int) -> None:
    pixels = source.width * source.height
    if pixels > limit:
        raise UnusableImage("too_many_pixels", pixels=pixels, limit=limit)


def _refuse_animated(source: Image.Image) -> None:
    # In the others, further pictures are no animation: the left eye, a gain map, a burst. The first or primary counts.
    if source.format in {"PNG", "WEBP", "AVIF"} and getattr(source, "n_frames", 1) > 1:
        raise UnusableImage("animated")


def _rebuild(source: Image.Image, content: bytes, change: Change | None) -> CleanImage:
    source.load()
    turn = _turn_to_upright(source)
    output_format, options = ENCODINGS[source.format](source, content, turn)
    profile = _colour_profile(source)

    image = _as_encodable(source, output_format)
    if turn is not None:
        image = image.transpose(turn)
    if change is not None:
        image = change(image)
        options.pop("transparency", None)  # it belongs to the pixels as they were
    # Pillow's encoders take what they like from here (comment, profile, transparency): they get what was chosen.
    image.info = {}
    return CleanImage(
        content=_encode(image, output_format, {**options, "icc_profile": profile}),
        format=output_format.lower(),
        extension={"JPEG": "jpg"}.get(output_format, output_format.lower()),
        width=image.width,
        height=image.height,
    )


def _turn_to_upright(source: Image.Image) -> Image.Transpose | None:
    # Not ImageOps.exif_transpose: it also writes all other EXIF anew, and one odd tag among them makes it fail.
    try:
        return TURNS.get(source.getexif().get(ExifTags.Base.Orientation))
    except Exception:
        # EXIF that cannot be read is common in sound photographs, and it is about to be dropped.
        return None


def _colour_profile(source: Image.Image) -> bytes | None:
    profile = source.info.get("icc_profile") or b""
    size = int.from_bytes(profile[:4])
    # Anything can hide under this name; a profile says what it is, and where it ends.
    return profile[:size] if profile[36:40] == b"acsp" and size <= len(profile) else None


def _as_encodable(source: Image.Image, output_format: str) -> Image.Image:
    """Only what HEIC gives needs a change: every other format is written by the encoder it came from."""
    if output_format == "JPEG" and source.mode == "I;16":
        return source.point(lambda value: value / 256).convert("L")
    if output_format == "JPEG" and source.mode not in {"L", "RGB", "CMYK"}:
        return source.convert("RGB")
    return source


def _encode(image: Image.Image, output_format: str, options: dict[str, Any]) -> bytes:
    output = BytesIO()
    try:
        image.save(output, output_format, **options)
    except OSError:
        if not options.get("progressive"):
            raise
        # Pillow gives the progressive encoder two bytes a pixel, which very noisy pictures overrun.
        return _encode(image, output_format, {**options, "progressive": False})
    return output.getvalue()


# How each format is written again: (source, its bytes, turn) -> (Pillow's name of the format, options to save).
Encoding = tuple[str, dict[str, Any]]


def _jpeg(source: JpegImagePlugin.JpegImageFile, content: bytes, turn: Image.Transpose | None) -> Encoding:
    # With its own tables and sampling a picture loses next to nothing, turned ones too if the tables are turned along.
    tables = [source.quantization[table] for _, _, _, table in source.layer]
    if source.mode == "CMYK":
        tables = tables[:1]  # its four inks are written alike
    if turn in QUARTER_TURNS:
        tables = [[table[i % 8 * 8 + i // 8] for i in range(64)] for table in tables]

    sampling = JpegImagePlugin.get_sampling(source)
    if source.mode == "RGB" and (sampling == -1 or (sampling == 1 and turn in QUARTER_TURNS)):
        sampling = 0  # one that Pillow cannot write, or 4:2:2 on its side: keep all colour rather than halve it twice
    return "JPEG", {
        "qtables": tables,
        "subsampling": sampling,
        "progressive": "progressive" in source.info,
    }


def _png(source: Image.Image, content: bytes, turn: Image.Transpose | None) -> Encoding:
    transparency = source.info.get("transparency")
    # Pillow brings pixels to 8 bits, but not the colour that stands for "transparent".
    bits = content[24]
    if transparency is not None and source.mode == "L":
        transparency = transparency * 255 // (2**bits - 1)
    if transparency is not None and source.mode == "RGB" and bits == 16:
        transparency = tuple(value >> 8 for value in transparency)
    return "PNG", {} if transparency is None else {"transparency": transparency}


def _webp(source: Image.Image, content: bytes, turn: Image.Transpose | None) -> Encoding:
    position = 12
    while position + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, position)
        if name == b"VP8L":
            return "WEBP", {"lossless": True, "exact": True}
        if name == b"VP8 ":
            break
        position += 8 + size + size % 2
    return "WEBP", {"quality": LOSSY_QUALITY}


def _avif(source: Image.Image, content: bytes, turn: Image.Transpose | None) -> Encoding:
    options: dict[str, Any] = {"quality": LOSSY_QUALITY, "speed": 8}  # slower ones take seconds more for a percent
    if source.mode != "L":
        options["subsampling"] = "4:4:4"  # what it was is not told
    return "AVIF", options


def _heif(source: Image.Image, content: bytes, turn: Image.Transpose | None) -> Encoding:
    if source.mode == "RGBA" and source.getchannel("A").getextrema() != (255, 255):
        return "WEBP", {"quality": LOSSY_QUALITY}
    return "JPEG", {"quality": LOSSY_QUALITY, "subsampling": "4:4:4" if source.mode != "L" else -1}


ENCODINGS: dict[str | None, Callable[..., Encoding]] = {
    "JPEG": _jpeg,
    "MPO": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
    "AVIF": _avif,
    "HEIF": _heif,
}
