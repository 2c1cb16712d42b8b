"""Pictures hold a pattern that is nowhere else, in the part that is obscured. None of it may come out."""

import math

import pytest
from PIL import Image, ImageChops

from stories.images.obscure import BLOCKS, MAX_REGIONS, Region, UnusableRegions, obscure
from stories.images.strip_metadata import UnusableImage
from tests.stories.images.test_strip_metadata import (
    CANARY,
    LATITUDE,
    TURN_BACK,
    chunk,
    difference,
    fixtures,
    heic,
    jpeg,
    opened,
    png,
    raw_png,
    saved,
    scene,
    webp,
)

HERE = Region(0.25, 0.25, 0.5, 0.5)
MANNERS = ["pixelate", "cover"]


def with_pattern(mode: str = "RGB", size=(160, 96), region: Region = HERE) -> Image.Image:
    """A calm picture with a fine chequered pattern in the region."""
    image = Image.new("RGB", size, (90, 140, 190))
    box = region.box(size)
    pattern = Image.new("RGB", (box[2] - box[0], box[3] - box[1]))
    pattern.putdata(
        [(255, 0, 255) if (x + y) % 2 else (0, 255, 0) for y in range(pattern.height) for x in range(pattern.width)]
    )
    image.paste(pattern, box)
    return image.convert(mode)


def colours_in(image: Image.Image, region: Region) -> int:
    return len(image.crop(region.box(image.size)).getcolors(1_000_000))


def outside(image: Image.Image, region: Region) -> Image.Image:
    image = image.convert("RGBA")
    image.paste((0, 0, 0, 255), region.box(image.size))
    return image


# What is obscured


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("size", [(160, 96), (2000, 1400), (40, 900), (24, 24)])
def test_no_more_than_coarse_blocks_are_left_whatever_the_size(manner, size):
    result = opened(obscure(png(with_pattern(size=size)), [HERE], manner).content)
    most = BLOCKS * BLOCKS if manner == "pixelate" else 1
    assert colours_in(result, HERE) <= most
    # Nothing of the pattern: it was as bright as can be, its averages are not.
    assert all(high < 250 for _low, high in result.crop(HERE.box(size)).getextrema()[:3])


def test_a_gradient_becomes_blocks_of_few_levels():
    gradient = Image.linear_gradient("L").resize((800, 800)).convert("RGB")
    result = opened(obscure(png(gradient), [Region(0, 0, 1, 1)], "pixelate").content)
    assert {value for _count, colour in result.getcolors() for value in colour} <= {value * 17 for value in range(16)}
    assert result.getpixel((0, 0)) == result.getpixel((99, 99)) != result.getpixel((100, 100))


def test_the_blocks_grow_with_the_region_along_its_longer_edge():
    size = (1600, 400)
    noise = Image.effect_noise(size, 90).convert("RGB")
    result = opened(obscure(png(noise), [Region(0, 0, 1, 1)], "pixelate").content)
    assert len({result.crop((0, 0, 200, 200)).getpixel((x, y)) for x in range(200) for y in range(0, 200, 50)}) == 1
    assert len(result.getcolors(2000)) <= BLOCKS * 2


@pytest.mark.parametrize("apart", [0, 0.002])
def test_many_small_regions_over_one_face_are_one(apart):
    size, count = (1000, 1000), 7
    noise = Image.effect_noise(size, 90).convert("RGB")
    step = 0.5 / count
    regions = [
        Region(0.25 + step * x, 0.25 + step * y, step + apart, step + apart) for x in range(count) for y in range(count)
    ]
    result = opened(obscure(png(noise), regions, "pixelate").content)
    assert colours_in(result, HERE) <= BLOCKS * BLOCKS


def test_nor_do_gaps_between_them_make_small_blocks():
    size, count = (1600, 1200), 7
    noise = Image.effect_noise(size, 90).convert("RGB")
    regions = [
        Region((500 + 60 * x) / 1600, (300 + 60 * y) / 1200, 57 / 1600, 57 / 1200)
        for x in range(count)
        for y in range(count)
    ]
    result = opened(obscure(png(noise), regions, "pixelate").content)
    within = {
        result.getpixel((500 + 60 * x + dx, 300 + 60 * y + dy))
        for x in range(7)
        for y in range(7)
        for dx in range(57)
        for dy in range(57)
    }
    assert len(within) <= BLOCKS * BLOCKS


def test_regions_apart_have_blocks_of_their_own():
    one, other = Region(0, 0, 0.25, 0.25), Region(0.5, 0.5, 0.5, 0.5)
    noise = Image.effect_noise((32, 32), 90).resize((640, 640), Image.Resampling.NEAREST).convert("RGB")
    result = opened(obscure(png(noise), [one, other], "pixelate").content)
    assert result.getpixel((0, 0)) == result.getpixel((19, 19))
    assert colours_in(result, one) > 4 and colours_in(result, other) > 4
    assert difference(result.crop((0, 400, 300, 640)), noise.crop((0, 400, 300, 640))) == 0


@pytest.mark.parametrize("manner", MANNERS)
def test_a_region_of_a_few_pixels_is_one_block(manner):
    result = opened(obscure(png(with_pattern()), [Region(0.5, 0.5, 0.03, 0.03)], manner).content)
    assert colours_in(result, Region(0.5, 0.5, 0.03, 0.03)) == 1


@pytest.mark.parametrize("manner", MANNERS)
def test_every_pixel_that_a_region_touches_belongs_to_it(manner):
    third = Region(1 / 3, 1 / 3, 1 / 3, 1 / 3)
    result = opened(obscure(png(with_pattern(size=(100, 100), region=third)), [third], manner).content)
    assert third.box((100, 100)) == (33, 33, 67, 67)
    assert not {(255, 0, 255), (0, 255, 0)} & {colour for _count, colour in result.getcolors(10_000)}


# What is not


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("name", sorted(fixtures()))
def test_every_format_stays_what_it_is_and_nothing_else_is_in_it(name, manner):
    content = fixtures()[name]
    result = obscure(content, [HERE], manner)
    assert CANARY.encode() not in result.content and LATITUDE not in result.content and b"Exif" not in result.content
    picture = opened(result.content)
    assert (picture.width, picture.height) == (result.width, result.height)
    if picture.mode in {"RGBA", "LA"}:
        assert picture.getchannel("A").crop(HERE.box(picture.size)).getextrema() == (255, 255)
    plain = opened(content)
    # What encoders lose, and JPEG and its kin at the edges of the region.
    assert difference(outside(picture, Region(0.2, 0.2, 0.6, 0.6)), outside(plain, Region(0.2, 0.2, 0.6, 0.6))) < 4


@pytest.mark.parametrize("manner", MANNERS)
def test_without_loss_the_rest_is_the_same_to_the_pixel(manner):
    for content in (png(scene()), webp(scene(), lossless=True), png(scene("RGBA"))):
        result = opened(obscure(content, [HERE], manner).content)
        assert difference(outside(result, HERE), outside(opened(content), HERE)) == 0
        assert difference(result, opened(content)) > 0


@pytest.mark.parametrize("orientation", range(1, 9))
def test_regions_are_of_the_picture_as_people_see_it(orientation):
    corner = Region(0, 0, 0.25, 0.25)
    upright = with_pattern(region=corner)
    stored = upright if orientation == 1 else upright.transpose(TURN_BACK[orientation])
    for make in (jpeg, png, webp):
        result = opened(obscure(make(stored, orientation), [corner], "cover").content)
        assert result.size == upright.size
        assert all(high < 90 for _low, high in result.convert("RGB").crop((4, 4, 36, 20)).getextrema())


def test_what_is_under_transparent_pixels_goes_too():
    image = with_pattern("RGBA")
    image.putalpha(0)
    for content in (png(image), webp(image, lossless=True, exact=True)):
        for manner in MANNERS:
            result = opened(obscure(content, [HERE], manner).content).convert("RGBA")
            inside = result.crop(HERE.box(result.size))
            assert inside.getchannel("A").getextrema() == (255, 255)
            assert len(inside.convert("RGB").getcolors()) <= BLOCKS * BLOCKS


def test_no_palette_keeps_the_colours_that_were_there():
    palette = with_pattern().quantize(4)
    result = opened(obscure(png(palette), [HERE], "cover").content)
    assert result.mode == "RGB" and (255, 0, 255) not in [colour for _n, colour in result.getcolors()]
    see_through = opened(obscure(png(palette, transparency=0), [HERE], "cover").content)
    assert see_through.mode == "RGBA"


def test_a_colour_that_stands_for_transparent_makes_no_hole():
    # Grey 51 is the colour that covers.
    rows = b"".join(b"\0" + bytes([51] * 8 + [200] * 8) for _row in range(16))
    content = raw_png((16, 16), 8, 0, rows, chunk(b"tRNS", b"\0\x33"))
    result = opened(obscure(content, [Region(0, 0, 1, 0.5)], "cover").content).convert("RGBA")
    assert result.crop((0, 0, 16, 8)).getchannel("A").getextrema() == (255, 255)


@pytest.mark.parametrize("manner", MANNERS)
def test_the_same_input_gives_the_same_bytes_and_once_more_is_harmless(manner):
    for content in (jpeg(), png(), webp(), heic()):
        once = obscure(content, [HERE], manner).content
        assert once == obscure(content, [HERE], manner).content
        again = opened(obscure(once, [HERE], manner).content)
        assert ImageChops.difference(again.convert("RGB"), opened(once).convert("RGB")).getextrema()[0][1] < 60


# What is refused


@pytest.mark.parametrize(
    ("regions", "code", "index"),
    [
        ([], "none", None),
        ([HERE] * (MAX_REGIONS + 1), "too_many", None),
        ([HERE, Region(0.5, 0.5, 0, 0.1)], "empty", 1),
        ([Region(0.5, 0.5, 0.1, -0.1)], "empty", 0),
        ([Region(-0.1, 0, 0.5, 0.5)], "outside", 0),
        ([HERE, HERE, Region(0.6, 0, 0.5, 0.5)], "outside", 2),
        ([Region(0, 1.5, 0.5, 0.5)], "outside", 0),
        ([Region(math.nan, 0, 0.5, 0.5)], "outside", 0),
        ([Region(0, 0, math.inf, 0.5)], "outside", 0),
    ],
)
def test_regions_that_cannot_be(regions, code, index):
    with pytest.raises(UnusableRegions) as refused:
        obscure(png(), regions, "cover")
    assert (refused.value.code, refused.value.index) == (code, index)


def test_thirds_and_the_whole_picture_can_be():
    obscure(png(), [Region(0.7, 0.7, 0.3, 0.1 + 0.2), Region(0, 0, 1, 1)], "pixelate")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no picture", "not_an_image"),
        (b"", "not_an_image"),
        (jpeg()[:400], "damaged"),
        (png()[:400], "damaged"),
        (saved(scene(), "GIF"), "unsupported_format"),
    ],
)
def test_pictures_that_cannot_be(content, code):
    with pytest.raises(UnusableImage) as refused:
        obscure(content, [HERE], "cover")
    assert refused.value.code == code


def test_a_picture_of_too_many_pixels_is_not_decoded():
    with pytest.raises(UnusableImage) as refused:
        obscure(png(), [HERE], "cover", max_pixels=1000)
    assert refused.value.code == "too_many_pixels"
