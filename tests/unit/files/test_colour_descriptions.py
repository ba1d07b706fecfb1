"""Colours that are described by numbers instead of a profile are converted like those of a profile."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from tests.unit.files import sample_files
from tests.unit.files.icc import BLUE, GREEN, RED, grey_profile, rgb_profile
from tests.unit.files.test_colours import seen

Colour = tuple[int, int, int]
BROWN: Colour = (180, 100, 60)
DESCRIBED = [
    pytest.param(12, 13, (193, 95, 49), id="Display P3"),
    pytest.param(12, 2, (193, 95, 49), id="Display P3, curve unspecified"),
    pytest.param(9, 14, (222, 100, 66), id="BT.2020"),
    pytest.param(9, 13, (215, 83, 48), id="BT.2020 with the curve of sRGB"),
    pytest.param(1, 5, (165, 76, 36), id="gamma 2.8"),
    pytest.param(1, 8, (219, 168, 133), id="linear"),
    pytest.param(12, 8, (228, 166, 127), id="linear Display P3"),
    pytest.param(1, 13, BROWN, id="sRGB"),
    pytest.param(1, 1, BROWN, id="BT.709"),
    pytest.param(2, 2, BROWN, id="unspecified"),
    pytest.param(200, 99, BROWN, id="unknown numbers"),
]
"""Primaries and transfer function → brown in sRGB, by the formulas of ITU-T H.273."""
SWAPPED = rgb_profile(BLUE, GREEN, RED)


def png(picture: Image.Image | Colour, *chunks: tuple[bytes, bytes], **options: object) -> bytes:
    """A picture, or one of a colour, with these chunks before its pixels."""
    info = PngImagePlugin.PngInfo()
    for name, data in chunks:
        info.add(name, data)
    image = Image.new("RGB", (32, 32), picture) if isinstance(picture, tuple) else picture
    return sample_files.saved(image, "PNG", pnginfo=info, **options)


def cicp(primaries: int, transfer: int) -> tuple[bytes, bytes]:
    return b"cICP", bytes((primaries, transfer, 0, 1))


def heif(colour: Colour, primaries: int, transfer: int) -> bytes:
    return sample_files.saved(
        Image.new("RGB", (64, 64), colour),
        "HEIF",
        quality=95,
        color_primaries=primaries,
        transfer_characteristics=transfer,
        matrix_coefficients=6,
        full_range_flag=1,
    )


@pytest.mark.parametrize("primaries, transfer, shown", DESCRIBED)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_the_description_of_a_png_is_applied(
    tmp_path: Path, primaries: int, transfer: int, shown: Colour, mode: str
) -> None:
    image = Image.new("RGB", (32, 32), BROWN)
    picture = image.quantize(4) if mode == "P" else image.convert(mode)
    assert seen(tmp_path, png(picture, cicp(primaries, transfer))) == pytest.approx(shown, abs=5)


@pytest.mark.parametrize("primaries, transfer, shown", [each for each in DESCRIBED if each.id != "unknown numbers"])
def test_the_description_of_a_heif_image_is_applied(
    tmp_path: Path, primaries: int, transfer: int, shown: Colour
) -> None:
    assert seen(tmp_path, heif(BROWN, primaries, transfer)) == pytest.approx(shown, abs=6)


def test_the_description_comes_before_the_profile_and_that_before_gamma(tmp_path: Path) -> None:
    linear = (b"gAMA", struct.pack(">L", 100_000))
    assert seen(tmp_path, png(BROWN, cicp(12, 13), icc_profile=SWAPPED)) == pytest.approx((193, 95, 49), abs=5)
    assert seen(tmp_path, png(BROWN, linear, icc_profile=SWAPPED)) == pytest.approx((60, 100, 180), abs=12)
    assert seen(tmp_path, png(BROWN, linear, (b"sRGB", b"\0"))) == pytest.approx(BROWN, abs=4)


def test_gamma_and_primaries_of_a_png_are_applied(tmp_path: Path) -> None:
    p3 = (31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000)
    srgb = (31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000)
    on_a_line = (31_270, 32_900, 10_000, 10_000, 20_000, 20_000, 30_000, 30_000)
    for numbers, gamma, shown in (
        (p3, 45_455, (193, 95, 49)),
        (srgb, 45_455, BROWN),
        (srgb, 100_000, (219, 168, 133)),
        (on_a_line, 45_455, BROWN),
        ((0,) * 8, 45_455, BROWN),
        (srgb, 0, BROWN),
    ):
        content = png(BROWN, (b"gAMA", struct.pack(">L", gamma)), (b"cHRM", struct.pack(">8L", *numbers)))
        assert seen(tmp_path, content) == pytest.approx(shown, abs=6)


def test_a_description_that_is_damaged_or_too_late_is_ignored(tmp_path: Path) -> None:
    good = png(BROWN, cicp(12, 13))
    at = good.index(b"cICP")
    chunk = good[at - 4 : at + 12]
    without = good.replace(chunk, b"")
    for content in (
        good.replace(chunk, chunk[:-1] + b"?"),
        without.replace(b"\0\0\0\0IEND", chunk + b"\0\0\0\0IEND"),
        without,
    ):
        assert seen(tmp_path, content) == pytest.approx(BROWN, abs=4)


@pytest.mark.parametrize("transfer, white", [(16, 148), (18, 191)], ids=["PQ", "HLG"])
def test_pictures_of_high_dynamic_range_keep_the_reference_white_and_what_is_brighter(
    tmp_path: Path, transfer: int, white: int
) -> None:
    """`white`: the reference white of 203 cd/m² (ITU-R BT.2408, table 1), of 255."""
    shown = [seen(tmp_path, png((value, value, value), cicp(9, transfer)))[1] for value in range(0, 256, 16)]
    assert shown == sorted(shown)
    assert shown[0] == 0
    assert 235 <= seen(tmp_path, png((white, white, white), cicp(9, transfer)))[1] <= 248
    brighter = white + 20
    assert seen(tmp_path, png((brighter, brighter, brighter), cicp(9, transfer)))[1] > 248


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_the_profile_and_the_description_of_greys_are_applied_in_every_depth(tmp_path: Path, bits: int) -> None:
    plain = sample_files.grey_png(bits)
    at, chunk = plain.index(b"IDAT") - 4, b"".join(cicp(1, 8))
    described = plain[:at] + struct.pack(">L", 4) + chunk + struct.pack(">L", zlib.crc32(chunk)) + plain[at:]
    with Image.open(io.BytesIO(plain)) as picture:
        profiled = sample_files.saved(picture, "PNG", icc_profile=grey_profile(1.0))
    before, after = seen(tmp_path, plain)[0], seen(tmp_path, described)[0]
    assert after == pytest.approx(seen(tmp_path, profiled)[0], abs=2)
    assert after > before + 40 or before in (0, 255)


ADOBE_BROWN: Colour = (203, 100, 55)
"""`BROWN` of Adobe RGB (1998), by its formulas, in sRGB."""


@pytest.mark.parametrize(
    "space, index, shown",
    [
        (0xFFFF, "R03", ADOBE_BROWN),
        (0xFFFF, "R98", BROWN),
        (0xFFFF, "", BROWN),
        (1, "R03", BROWN),
        (1, "R98", BROWN),
        (None, "R03", BROWN),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_a_cameras_adobe_rgb_is_converted_where_only_the_exif_says_so(
    tmp_path: Path, form: str, space: int | None, index: str, shown: Colour
) -> None:
    exif = Image.Exif()
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    if space is not None:
        camera[ExifTags.Base.ColorSpace] = space
    camera[ExifTags.IFD.Interop] = {ExifTags.Interop.InteropIndex: index}
    picture = Image.new("RGB", (32, 32), BROWN)
    content = sample_files.saved(picture, form, exif=exif, quality=98)
    assert seen(tmp_path, content) == pytest.approx(shown, abs=4)
    profiled = sample_files.saved(picture, form, exif=exif, quality=98, icc_profile=SWAPPED)
    assert seen(tmp_path, profiled) == pytest.approx((60, 100, 180), abs=6), "its own profile comes first"
