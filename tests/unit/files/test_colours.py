"""Copies have the colours that the profile of the image says, and the greys of its depth."""

import io
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from tests.unit.files import sample_files
from tests.unit.files.icc import BLUE, GREEN, RED, grey_profile, rgb_profile
from tests.unit.files.inspecting import inspected

SWAPPED = rgb_profile(BLUE, GREEN, RED)
"""Its red is blue."""
FORMS = ("JPEG", "PNG", "WEBP", "HEIF")


def seen(folder: Path, content: bytes) -> tuple[int, int, int]:
    """The colour in the middle of the copy, which has no profile."""
    found, copies = inspected(folder, content)
    assert found.reason == ""
    with Image.open(io.BytesIO(copies["share"])) as copy:
        assert "icc_profile" not in copy.info
        red, green, blue = copy.convert("RGB").getpixel((copy.width // 2, copy.height // 2))  # type: ignore[misc]
        return red, green, blue


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_profile_is_applied_before_it_is_dropped(tmp_path: Path, form: str, mode: str) -> None:
    red = Image.new("RGB", (32, 32), (220, 30, 30)).convert("RGB" if form == "JPEG" else mode)
    content = sample_files.saved(red, form, icc_profile=SWAPPED)
    assert seen(tmp_path, content) == pytest.approx((30, 30, 220), abs=12)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_profile_of_greys_is_applied(tmp_path: Path, form: str) -> None:
    grey = sample_files.saved(Image.new("L", (32, 32), 128), form, icc_profile=grey_profile(1.0))
    assert seen(tmp_path, grey) == pytest.approx((188, 188, 188), abs=3)


def test_the_profile_of_a_palette_is_applied(tmp_path: Path) -> None:
    red = Image.new("RGB", (32, 32), (255, 0, 0)).convert("P")
    content = sample_files.saved(red, "PNG", icc_profile=SWAPPED)
    assert seen(tmp_path, content) == pytest.approx((0, 0, 255), abs=12)


@pytest.mark.parametrize(
    "profile",
    [
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        grey_profile(1.0),
        SWAPPED[:200],
        b"nothing of the kind",
        bytes(3_000),
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
    ],
    ids=["sRGB", "of greys", "cut", "no profile", "zeros", "Lab"],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_profile_that_does_not_fit_changes_nothing(tmp_path: Path, form: str, profile: bytes) -> None:
    red = sample_files.saved(Image.new("RGB", (32, 32), (220, 30, 30)), form, icc_profile=profile)
    assert seen(tmp_path, red) == pytest.approx((220, 30, 30), abs=8)


@pytest.mark.parametrize("bits", [8, 10, 12])
@pytest.mark.parametrize("bands", ["L", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("width", [64, 63])
def test_a_heif_image_of_every_depth_keeps_its_brightness_from_left_to_right(
    tmp_path: Path, bits: int, bands: str, width: int
) -> None:
    most, size = 2**bits - 1, 1 if bits == 8 else 2
    values = [round(most * place / (width - 1)) for place in range(width)]
    alpha = bands.endswith("A")
    row = b"".join(
        value.to_bytes(size, "little") * (len(bands) - alpha) + most.to_bytes(size, "little") * alpha
        for value in values
    )
    out = io.BytesIO()
    pillow_heif.encode(bands if bits == 8 else f"{bands};{bits}", (width, 40), row * 40, out, quality=95)
    found, copies = inspected(tmp_path, out.getvalue())
    assert found.reason == ""
    with Image.open(io.BytesIO(copies["share"])) as copy:
        grey = copy.convert("L")
        shown = [grey.getpixel((place, 20)) for place in range(0, width, 9)]
    assert shown == pytest.approx([255 * place / (width - 1) for place in range(0, width, 9)], abs=8)
