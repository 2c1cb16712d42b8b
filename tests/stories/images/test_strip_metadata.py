"""Every fixture carries CANARY in each field its format has for words, and a position. None may come out."""

import functools
import io
import random
import struct
import warnings
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageStat

from stories.images.strip_metadata import CleanImage, UnusableImage, strip_metadata
from tests.data.make_photograph import (
    FILE,
    LATITUDE,
    LONGITUDE,
    SIZE,
    as_jpeg,
    draw_scene,
    exif,
    photoshop,
    with_segments,
    xmp,
)

# What Pillow has to say about bytes flipped on purpose.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

CANARY = "canary-4417-kestrel"
TRACES = [
    CANARY.encode(),
    CANARY.encode("utf-16-le"),
    LATITUDE,
    LONGITUDE,
    b"SN-0042",
    b"2024:05:17",
    b"GPSLatitude",
    b"8BIM",
    b"Exif",
    b"rdf:RDF",
    b"PK\x03\x04",
]
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

TURN_BACK = {  # from upright to how a camera stores it under each orientation
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


# Pictures


@functools.cache
def scene(mode: str = "RGB") -> Image.Image:
    """96 x 64, no symmetry."""
    picture = draw_scene().resize((96, 64))
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize((96, 64)))
        return picture
    return picture.convert(mode)


def saved(image: Image.Image, image_format: str, **options) -> bytes:
    output = io.BytesIO()
    image.save(output, image_format, **options)
    return output.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean, in steps of 0..255, over all channels."""
    mean = ImageStat.Stat(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))).mean
    return sum(mean) / len(mean)


# Files full of metadata


@functools.cache
def thumbnail() -> bytes:
    return with_segments(as_jpeg(scene().resize((48, 32))), [(0xFE, CANARY.encode())])


def tiff(orientation: int = 1) -> bytes:
    return exif(CANARY, orientation=orientation, thumbnail=thumbnail())


def archive() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        file.writestr(f"{CANARY}.txt", CANARY)
    return output.getvalue()


def jpeg(image: Image.Image | None = None, orientation: int = 1, **options) -> bytes:
    word = CANARY.encode()
    segments = [
        (0xE1, b"Exif\0\0" + tiff(orientation)),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(CANARY)),
        (0xE1, b"http://ns.adobe.com/xmp/extension/\0" + word),
        (0xE2, b"FPXR\0" + word),
        (0xEB, b"JP" + word),  # where content credentials (C2PA) are
        (0xEC, b"Ducky" + word),
        (0xED, photoshop(CANARY)),
        (0xE5, b"of some maker " + word),
        (0xFE, word),
    ]
    options = {"quality": 90, "icc_profile": ICC, "comment": CANARY} | options
    return with_segments(saved(image or scene(), "JPEG", **options), segments) + archive()


def mpo() -> bytes:
    options = {"quality": 90, "icc_profile": ICC, "comment": CANARY, "exif": b"Exif\0\0" + tiff(), "save_all": True}
    return saved(scene(), "MPO", append_images=[scene().rotate(180)], **options)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def chunks_of(content: bytes) -> list[tuple[bytes, bytes]]:
    chunks, position = [], 8
    while position < len(content):
        (size,) = struct.unpack_from(">I", content, position)
        chunks.append((content[position + 4 : position + 8], content[position + 8 : position + 8 + size]))
        position += 12 + size
    return chunks


def png(image: Image.Image | None = None, orientation: int = 1, **options) -> bytes:
    word = CANARY.encode()
    plain = saved(image or scene(), "PNG", **({"icc_profile": ICC} | options))
    before = [
        chunk(b"tEXt", b"Author\0" + word),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(word)),
        chunk(b"iTXt", b"Title\0\0\0\0\0" + word),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(CANARY)),
        chunk(b"eXIf", tiff(orientation)),
        chunk(b"tIME", struct.pack(">H5B", 2024, 5, 17, 14, 3, 11)),
        chunk(b"caNv", word),
    ]
    after = [chunk(b"tEXt", b"Source\0" + word)]
    return plain[:33] + b"".join(before) + plain[33:-12] + b"".join(after) + plain[-12:] + archive()


def raw_png(size: tuple[int, int], bits: int, colour: int, rows: bytes, *chunks: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">2I5B", *size, bits, colour, 0, 0, 0))
    body = b"".join(chunks) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + body


def webp(image: Image.Image | None = None, orientation: int = 1, **options) -> bytes:
    options = {"quality": 90, "icc_profile": ICC, "exif": tiff(orientation), "xmp": xmp(CANARY)} | options
    plain = saved(image or scene(), "WEBP", **options)
    extra = b"caNv" + struct.pack("<I", 20) + CANARY.encode().ljust(20)
    return b"RIFF" + struct.pack("<I", len(plain) - 8 + len(extra)) + plain[8:] + extra + archive()


def avif(image: Image.Image | None = None, orientation: int = 1, **options) -> bytes:
    options = {"quality": 90, "icc_profile": ICC, "exif": tiff(orientation), "xmp": xmp(CANARY)} | options
    return saved(image or scene(), "AVIF", **options) + chunk(b"free", CANARY.encode())


def heic(image: Image.Image | None = None, orientation: int = 1, **options) -> bytes:
    options = {"quality": 90, "icc_profile": ICC, "exif": tiff(orientation), "xmp": xmp(CANARY)} | options
    return saved(image or scene(), "HEIF", **options) + chunk(b"free", CANARY.encode())


MAKERS = {"jpeg": jpeg, "png": png, "webp": webp, "avif": avif, "heic": heic}


@functools.cache
def fixtures() -> dict[str, bytes]:
    return {
        "jpeg": jpeg(),
        "jpeg progressive": jpeg(progressive=True),
        "jpeg grey": jpeg(scene("L")),
        "jpeg cmyk": jpeg(scene("CMYK")),
        "mpo": mpo(),
        "png": png(),
        "png with alpha": png(scene("RGBA")),
        "png with palette": png(scene().quantize(16)),
        "webp": webp(),
        "webp lossless": webp(scene("RGBA"), lossless=True),
        "avif": avif(),
        "heic": heic(),
        "heic with alpha": heic(scene("RGBA")),
        "photograph": FILE.read_bytes(),
    }


def clean_or_refused(content: bytes) -> CleanImage | None:
    """Anything else than these two fails the test."""
    try:
        clean = strip_metadata(content)
    except UnusableImage as refusal:
        assert refusal.code in {"not_an_image", "unsupported_format", "animated", "too_many_pixels", "damaged"}
        return None
    assert opened(clean.content).size == (clean.width, clean.height)
    return clean


def refusal_of(content: bytes, **options) -> UnusableImage:
    with pytest.raises(UnusableImage) as caught:
        strip_metadata(content, **options)
    return caught.value


# Nothing left behind


@pytest.mark.parametrize("name", fixtures())
def test_nothing_but_the_picture_comes_out(name):
    content = fixtures()[name]
    assert b"SN-0042" in content and LATITUDE in content  # or the test would test nothing

    clean = strip_metadata(content)

    for trace in TRACES:
        assert trace not in clean.content
    image = opened(clean.content)
    assert not image.getexif()
    told = {"icc_profile", "progressive", "progression", "adobe", "adobe_transform", "transparency"}
    told |= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}  # a version number and "no density"
    told |= {"loop", "background", "timestamp", "duration"}  # of Pillow's own making for WebP and AVIF
    assert set(image.info) <= told
    assert getattr(image, "n_frames", 1) == 1


@pytest.mark.parametrize("name", ["jpeg", "jpeg progressive", "jpeg grey", "jpeg cmyk", "mpo", "heic", "photograph"])
def test_a_jpeg_holds_only_the_segments_that_make_a_picture(name):
    clean = strip_metadata(fixtures()[name])
    image = opened(clean.content)
    assert {segment for segment, _ in image.applist} <= {"APP0", "APP2", "APP14"}
    assert all(data.startswith(b"ICC_PROFILE\0") for segment, data in image.applist if segment == "APP2")
    assert all(len(data) == 14 for segment, data in image.applist if segment == "APP0")  # JFIF without thumbnail
    assert clean.content.count(b"\xff\xd8\xff") == 1
    assert clean.content.endswith(b"\xff\xd9")


@pytest.mark.parametrize("name", ["png", "png with alpha", "png with palette"])
def test_a_png_holds_only_the_chunks_that_make_a_picture(name):
    names = [name for name, _ in chunks_of(strip_metadata(fixtures()[name]).content)]
    assert set(names) <= {b"IHDR", b"iCCP", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
    assert names[-1] == b"IEND"


@pytest.mark.parametrize("name", ["webp", "webp lossless", "heic with alpha"])
def test_a_webp_holds_only_the_chunks_that_make_a_picture(name):
    content = strip_metadata(fixtures()[name]).content
    names, position = set(), 12
    while position < len(content):
        chunk_name, size = struct.unpack_from("<4sI", content, position)
        names.add(chunk_name)
        position += 8 + size + size % 2
    assert names <= {b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L"}
    assert position == len(content) == 8 + struct.unpack_from("<I", content, 4)[0]


@pytest.mark.parametrize("size", [380, 381, 10**9])
def test_what_is_no_colour_profile_is_not_kept_as_one(size):
    words = struct.pack(">I", size) + CANARY.encode() * 20
    clean = strip_metadata(jpeg(icc_profile=words[:380]))
    assert "icc_profile" not in opened(clean.content).info
    assert CANARY.encode() not in clean.content


def test_colour_profile_cut_short_is_not_kept():
    assert "icc_profile" not in opened(strip_metadata(webp(icc_profile=ICC[:-10])).content).info


def test_bytes_after_a_colour_profile_are_not_kept_with_it():
    clean = strip_metadata(png(icc_profile=ICC + CANARY.encode()))
    assert opened(clean.content).info["icc_profile"] == ICC


# Nothing lost


@pytest.mark.parametrize(
    ("name", "image_format", "extension"),
    [
        ("jpeg", "jpeg", "jpg"),
        ("mpo", "jpeg", "jpg"),
        ("png", "png", "png"),
        ("webp", "webp", "webp"),
        ("avif", "avif", "avif"),
        ("heic", "jpeg", "jpg"),
        ("heic with alpha", "webp", "webp"),
    ],
)
def test_format_is_kept_where_browsers_know_it(name, image_format, extension):
    clean = strip_metadata(fixtures()[name])
    assert (clean.format, clean.extension) == (image_format, extension)
    assert opened(clean.content).format.lower() == image_format


@pytest.mark.parametrize("name", fixtures())
def test_size_and_look_are_kept(name):
    content = fixtures()[name]
    clean = strip_metadata(content)
    assert (clean.width, clean.height) == opened(content).size
    assert difference(opened(clean.content), opened(content)) < 1.5


@pytest.mark.parametrize("name", [name for name in fixtures() if name != "photograph"])
def test_colour_profile_is_kept(name):
    assert opened(strip_metadata(fixtures()[name]).content).info["icc_profile"] == ICC


@pytest.mark.parametrize("orientation", TURN_BACK)
@pytest.mark.parametrize("kind", MAKERS)
def test_picture_comes_out_upright(kind, orientation):
    turn = TURN_BACK[orientation]
    stored = scene() if turn is None else scene().transpose(turn)
    clean = strip_metadata(MAKERS[kind](stored, orientation))
    assert (clean.width, clean.height) == (96, 64)
    assert difference(opened(clean.content), scene()) < 4.0  # twice lossy; a wrong turn gives more than 20


def test_size_is_given_as_it_is_after_turning():
    clean = strip_metadata(jpeg(scene(), orientation=6))
    assert (clean.width, clean.height) == (64, 96)


def test_unreadable_exif_does_not_spoil_a_sound_picture():
    clean = strip_metadata(with_segments(as_jpeg(scene()), [(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff" + b"?" * 50)]))
    assert (clean.width, clean.height) == (96, 64)


def test_odd_exif_value_does_not_stop_the_turning():
    # A number where the name of the maker belongs: Pillow reads it, but cannot write it again.
    odd = tiff(6).replace(struct.pack("<HHI", 0x010F, 2, 25), struct.pack("<HHI", 0x010F, 10, 1))
    clean = strip_metadata(with_segments(as_jpeg(scene()), [(0xE1, b"Exif\0\0" + odd)]))
    assert (clean.width, clean.height) == (64, 96)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("quality", [60, 90])
def test_jpeg_is_quantised_as_before(quality, orientation):
    content = as_jpeg(scene(), quality=quality, subsampling="4:2:0", exif=b"Exif\0\0" + tiff(orientation))
    before, after = opened(content), opened(strip_metadata(content).content)
    if orientation == 6:
        before = before.transpose(Image.Transpose.ROTATE_270)
    assert difference(after, before) < 0.4
    assert max(max(table) for table in after.quantization.values()) == max(
        max(table) for table in opened(content).quantization.values()
    )


@pytest.mark.parametrize(("subsampling", "layout"), [("4:4:4", (1, 1)), ("4:2:2", (2, 1)), ("4:2:0", (2, 2))])
def test_jpeg_sampling_is_kept(subsampling, layout):
    after = opened(strip_metadata(as_jpeg(scene(), subsampling=subsampling)).content)
    assert after.layer[0][1:3] == layout


def test_colour_of_a_turned_422_jpeg_is_not_halved_twice():
    content = as_jpeg(scene(), quality=90, subsampling="4:2:2", exif=b"Exif\0\0" + tiff(6))
    after = opened(strip_metadata(content).content)
    assert after.layer[0][1:3] == (1, 1)
    assert difference(after, opened(content).transpose(Image.Transpose.ROTATE_270)) < 1.0


def test_inks_of_a_cmyk_jpeg_are_quantised_alike():
    # As Photoshop writes it (YCCK): the second and third channel point to a coarser table.
    content = bytearray(as_jpeg(scene("CMYK"), quality=90))
    channels = content.index(b"\xff\xc0") + 10
    content[channels + 5] = content[channels + 8] = 1
    before = opened(with_segments(bytes(content), [(0xDB, b"\x01" + b"\x40" * 64)]))
    after = opened(strip_metadata(with_segments(bytes(content), [(0xDB, b"\x01" + b"\x40" * 64)])).content)
    assert [after.quantization[channel[3]] for channel in after.layer] == [before.quantization[0]] * 4


@pytest.mark.parametrize("progressive", [True, False])
def test_progressive_is_kept(progressive):
    after = opened(strip_metadata(as_jpeg(scene(), progressive=progressive)).content)
    assert ("progressive" in after.info) is progressive


def test_very_noisy_progressive_jpeg_is_still_accepted(monkeypatch):
    noise = Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(270_000))
    with monkeypatch.context() as larger_buffer:  # Pillow itself can neither make it nor write it again without
        larger_buffer.setattr(ImageFile, "MAXBLOCK", 1_000_000)
        content = as_jpeg(noise, quality=95, subsampling="4:4:4", progressive=True)

    after = opened(strip_metadata(content).content)

    assert "progressive" not in after.info
    assert difference(after, opened(content)) < 1.0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_png_is_lossless(mode, orientation):
    image = scene("L").convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else scene(mode)
    after = opened(strip_metadata(png(image, orientation)).content)
    expected = image if orientation == 1 else image.transpose(Image.Transpose.ROTATE_270)
    assert after.mode == mode
    assert after.convert("RGBA").tobytes() == expected.convert("RGBA").tobytes()
    if mode == "I;16":
        assert after.tobytes() == expected.tobytes()


@pytest.mark.parametrize("transparency", [3, bytes([0, 60, 120, 180, 255])], ids=["one colour", "alpha per colour"])
def test_palette_keeps_its_transparency(transparency):
    content = png(scene().quantize(16), transparency=transparency)
    after = opened(strip_metadata(content).content)
    assert after.mode == "P"
    assert after.info["transparency"] == transparency
    assert after.convert("RGBA").tobytes() == opened(content).convert("RGBA").tobytes()


@pytest.mark.parametrize(
    ("bits", "colour", "row", "transparent", "alpha"),
    [
        (1, 0, b"\x40", struct.pack(">H", 1), [255, 0, 255, 255]),
        (2, 0, b"\x1b", struct.pack(">H", 1), [255, 0, 255, 255]),
        (4, 0, b"\x01\x23", struct.pack(">H", 2), [255, 255, 0, 255]),
        (8, 0, b"\x00\x01\x02\x03", struct.pack(">H", 3), [255, 255, 255, 0]),
        (8, 2, bytes(range(12)), struct.pack(">3H", 0, 1, 2), [0, 255, 255, 255]),
        (16, 2, bytes(range(24)), struct.pack(">3H", 0x0001, 0x0203, 0x0405), [0, 255, 255, 255]),
    ],
)
def test_colour_that_stands_for_transparent_is_kept_at_every_depth(bits, colour, row, transparent, alpha):
    clean = strip_metadata(raw_png((4, 1), bits, colour, b"\0" + row, chunk(b"tRNS", transparent)))
    assert list(opened(clean.content).convert("RGBA").getchannel("A").tobytes()) == alpha


def test_sixteen_bit_grey_keeps_its_transparent_grey():
    rows = b"\0" + struct.pack(">2H", 0x1234, 0xFFFF)
    after = opened(strip_metadata(raw_png((2, 1), 16, 0, rows, chunk(b"tRNS", b"\x12\x34"))).content)
    assert (after.mode, after.info["transparency"]) == ("I;16", 0x1234)


def test_lossless_webp_stays_lossless():
    image = scene("RGBA").copy()
    image.putalpha(image.getchannel("A").point(lambda value: 255 * (value > 99)))
    clean = strip_metadata(webp(image, lossless=True, exact=True))
    assert b"VP8L" in clean.content
    assert opened(clean.content).tobytes() == image.tobytes()


def test_lossy_webp_does_not_grow_into_a_lossless_one():
    assert b"VP8L" not in strip_metadata(fixtures()["webp"]).content


@pytest.mark.parametrize("kind", ["webp", "avif", "heic"])
def test_alpha_is_kept(kind):
    after = opened(strip_metadata(MAKERS[kind](scene("RGBA"))).content)
    assert after.mode == "RGBA"
    assert ImageStat.Stat(ImageChops.difference(after.getchannel("A"), scene("RGBA").getchannel("A"))).mean[0] < 3


def test_heic_with_an_alpha_channel_that_hides_nothing_is_a_jpeg():
    opaque = scene().copy()
    opaque.putalpha(255)
    assert strip_metadata(heic(opaque)).format == "jpeg"


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_cmyk_jpeg_keep_their_mode(mode):
    assert opened(strip_metadata(jpeg(scene(mode))).content).mode == mode


def test_ten_bit_grey_heic_keeps_its_greys():
    grey = Image.new("I;16", (64, 64), 40_000)
    after = opened(strip_metadata(heic(grey, icc_profile=None)).content)
    assert after.mode == "L"
    assert abs(after.getpixel((9, 9)) - 156) <= 2


# One picture, not several


def test_first_picture_of_an_mpo_is_taken():
    assert difference(opened(strip_metadata(mpo()).content), scene()) < 4.0


def test_primary_picture_of_a_heic_is_taken():
    other = scene().rotate(180)
    content = saved(other, "HEIF", save_all=True, append_images=[scene()], primary_index=1, quality=90)
    assert difference(opened(strip_metadata(content).content), scene()) < 4.0


@pytest.mark.parametrize("image_format", ["WEBP", "PNG", "AVIF"])
def test_animated_is_refused(image_format):
    content = saved(scene(), image_format, save_all=True, append_images=[scene().rotate(180)], duration=100)
    assert refusal_of(content).code == "animated"


# Not a picture we take


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (saved(scene("P"), "GIF"), "gif"),
        (saved(scene(), "TIFF"), "tiff"),
        (saved(scene(), "BMP"), "bmp"),
        (saved(scene(), "ICO"), "ico"),
        (saved(scene(), "JPEG2000"), "jpeg2000"),
        (b"8BPS\0\1" + b"\0" * 50, "psd"),
        (b"\xff\x0a" + b"\0" * 50, "jpegxl"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_pictures_are_refused_by_name(content, name):
    refusal = refusal_of(content)
    assert (refusal.code, refusal.detail) == ("unsupported_format", {"format": name})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"hello",
        b"%PDF-1.7\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"<html><body><svg ></body></html>",
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
        b"RIFF\x24\0\0\0WAVEfmt ",
        archive(),
        random.Random(3).randbytes(5000),
    ],
    ids=["empty", "zero", "text", "pdf", "eps", "html", "mp4", "wav", "zip", "random"],
)
def test_what_is_no_picture_is_refused(content):
    assert refusal_of(content).code == "not_an_image"


def test_no_other_decoder_runs(monkeypatch):
    def forbidden(*args, **options):
        raise AssertionError("a decoder that nobody asked for")

    asked_for = {"JPEG", "PNG", "WEBP", "AVIF", "HEIF"}
    Image.init()
    for name in set(Image.OPEN) - asked_for:
        monkeypatch.setitem(Image.OPEN, name, (forbidden, None))
    for content in fixtures().values():
        assert strip_metadata(content)
        clean_or_refused(content[:9] + b"?" * 90)


# Too much of it


def header_of_png(width: int, height: int) -> bytes:
    return raw_png((width, height), 8, 2, b"\0")


@pytest.mark.parametrize("side", [20_000, 60_000])
def test_huge_png_is_refused_from_its_header(side):
    refusal = refusal_of(header_of_png(side, side))
    assert refusal.code == "too_many_pixels"
    assert refusal.detail["limit"] == 60_000_000


@pytest.mark.parametrize("action", ["ignore", "error"])
def test_size_at_which_pillow_only_warns_is_refused(action):
    with warnings.catch_warnings():
        warnings.simplefilter(action, Image.DecompressionBombWarning)
        assert refusal_of(header_of_png(10_000, 10_000)).code == "too_many_pixels"


@pytest.mark.parametrize("name", fixtures())
def test_pixel_limit_holds_for_every_format_before_any_decoding(name, monkeypatch):
    content = fixtures()[name]
    width, height = SIZE if name == "photograph" else (96, 64)
    assert strip_metadata(content, max_pixels=width * height)

    for decoder in {type(opened(content)), ImageFile.ImageFile}:
        monkeypatch.setattr(decoder, "load", lambda self: pytest.fail("decoded"))
    refusal = refusal_of(content, max_pixels=width * height - 1)
    assert refusal.code == "too_many_pixels"
    assert refusal.detail == {"pixels": width * height, "limit": width * height - 1}


def test_webp_canvas_that_no_memory_could_hold_is_refused():
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + b"\xff\xff\0" * 2
    assert clean_or_refused(b"RIFF" + struct.pack("<I", 22) + b"WEBP" + canvas) is None


@pytest.mark.parametrize(
    "bomb",
    [
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000))),
        chunk(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(bytes(50_000_000))),
        chunk(b"iCCP", b"Profile\0\0" + zlib.compress(bytes(50_000_000))),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(1_000_000))) * 100,
    ],
    ids=["zTXt", "iTXt", "iCCP", "many"],
)
def test_png_whose_words_unpack_without_end_is_damaged(bomb):
    assert refusal_of(raw_png((1, 1), 8, 0, b"\0\0", bomb)).code == "damaged"


def test_jpeg_with_scans_without_end_is_damaged():
    content = as_jpeg(scene(), progressive=True)
    last_scan = content[content.rindex(b"\xff\xda") : -2]
    assert strip_metadata(content[:-2] + last_scan * 10 + b"\xff\xd9")
    assert refusal_of(content[:-2] + last_scan * 200 + b"\xff\xd9").code == "damaged"


def test_jpeg_with_segments_without_end_is_damaged():
    crumbs = [(0xE1, b"Exif\0\0crumb")] * 100_000
    assert refusal_of(with_segments(as_jpeg(scene()), crumbs)).code == "damaged"


def test_scans_in_a_video_behind_the_picture_do_not_count():
    assert strip_metadata(as_jpeg(scene()) + b"\xff\xda\0\x02" * 50_000)


# Broken


@pytest.mark.parametrize("name", fixtures())
def test_cut_short_anywhere_is_refused_or_clean(name):
    content = fixtures()[name]
    lengths = {*range(0, 40, 3), *range(40, len(content), max(1, len(content) // 40)), len(content) - 1}
    for length in lengths:
        clean_or_refused(content[:length])


@pytest.mark.parametrize("name", fixtures())
def test_half_a_picture_is_damaged(name):
    whole = opened(fixtures()[name])
    assert whole
    bare = saved(
        scene(), {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF"}.get(name, "JPEG")
    )
    assert refusal_of(bare[: len(bare) * 2 // 3]).code == "damaged"


@pytest.mark.parametrize("name", fixtures())
def test_flipped_bytes_give_a_refusal_or_a_clean_picture(name):
    content, chance = fixtures()[name], random.Random(name)
    for _ in range(60):
        flipped = bytearray(content)
        for _ in range(chance.choice((1, 1, 3))):
            # Half of them near the beginning, where the structure is.
            flipped[chance.randrange(len(content) if chance.random() < 0.5 else 400)] ^= chance.randrange(1, 256)
        clean = clean_or_refused(bytes(flipped))
        assert clean is None or not opened(clean.content).getexif()


@pytest.mark.parametrize("name", fixtures())
def test_a_right_beginning_with_nonsense_after_it_is_refused(name):
    content = fixtures()[name]
    assert refusal_of(content[:12] + random.Random(5).randbytes(3000)).code == "damaged"


# A good neighbour


def test_threads_get_the_same_and_pillow_is_left_as_it_was():
    def globals_of_pillow():
        return (
            Image.MAX_IMAGE_PIXELS,
            ImageFile.LOAD_TRUNCATED_IMAGES,
            ImageFile.MAXBLOCK,
            dict(Image.OPEN),
            dict(Image.SAVE),
            list(warnings.filters),
        )

    contents = list(fixtures().values())
    Image.init()
    before = globals_of_pillow()
    alone = [strip_metadata(content) for content in contents]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(strip_metadata, contents * 4))
    assert together == alone * 4
    assert globals_of_pillow() == before


def test_cleaning_twice_is_harmless():
    once = strip_metadata(fixtures()["photograph"])
    again = strip_metadata(once.content)
    assert difference(opened(once.content), opened(again.content)) < 0.3


def test_the_photograph_for_other_tests_is_what_it_says():
    content = FILE.read_bytes()
    image = opened(content)
    assert image.size == SIZE and len(content) < 60_000
    assert image.getexif().get_ifd(0x8825)[2] == (52.0, 30.0, 52.1)
    assert content.count(b"\xff\xd8\xff") == 2  # the picture and its thumbnail
