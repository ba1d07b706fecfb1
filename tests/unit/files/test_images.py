"""Copies have the brightness of the original in every mode and depth."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageStat

from tests.unit.files import sample_files
from tests.unit.files.inspecting import inspected

RAMP = sample_files.picture(256, 64)
MEAN = 127.5
MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
    "HEIF": ("L", "LA", "RGB", "RGBA"),
}


def brightness(folder: Path, content: bytes) -> list[float]:
    """The mean of the copy to share and of the thumbnail, 0 to 255."""
    means = []
    for copy in inspected(folder, content).copies.values():
        with Image.open(io.BytesIO(copy)) as opened:
            means.append(ImageStat.Stat(opened.convert("L")).mean[0])
    return means


@pytest.mark.parametrize("form, mode", [(form, mode) for form, modes in MODES.items() for mode in modes])
def test_copies_of_every_mode_keep_the_brightness(tmp_path: Path, form: str, mode: str) -> None:
    assert brightness(tmp_path, sample_files.saved(RAMP.convert(mode), form)) == pytest.approx([MEAN, MEAN], abs=2)


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_grey_of_every_depth_is_scaled(tmp_path: Path, bits: int) -> None:
    assert brightness(tmp_path, sample_files.grey_png(bits)) == pytest.approx([MEAN, MEAN], abs=2)


@pytest.mark.parametrize("alpha", [True, False])
def test_colours_of_16_bits_are_scaled(tmp_path: Path, *, alpha: bool) -> None:
    assert brightness(tmp_path, sample_files.rgb16_png(alpha=alpha)) == pytest.approx([MEAN, MEAN], abs=2)


def test_grey_of_16_bits_in_an_iphones_form_is_scaled(tmp_path: Path) -> None:
    wide = RAMP.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    assert brightness(tmp_path, sample_files.saved(wide, "HEIF")) == pytest.approx([MEAN, MEAN], abs=2)


@given(clear=st.integers(0, 65_535) | st.sampled_from([place * 257 for place in (0, 1, 128, 254, 255)]))
@settings(max_examples=40, deadline=None)
def test_only_transparent_grey_becomes_white(tmp_path_factory: pytest.TempPathFactory, clear: int) -> None:
    """One column of 256 at most; without it the picture is as bright as before."""
    columns = 0 if clear % 257 else 1
    wanted = MEAN + columns * (255 - clear / 257) / 256
    assert brightness(tmp_path_factory.getbasetemp(), sample_files.grey_png(16, clear))[0] == pytest.approx(
        wanted, abs=0.6
    )


@pytest.mark.parametrize("clear", [0, 7, bytes(range(256))], ids=str)
def test_a_partly_transparent_palette_is_flattened_on_white(tmp_path: Path, clear: int | bytes) -> None:
    grey = RAMP.convert("L").convert("P")
    share, thumb = brightness(tmp_path, sample_files.saved(grey, "PNG", transparency=clear))
    assert MEAN <= share <= 255
    assert thumb == pytest.approx(share, abs=1)


def test_a_large_image_is_resampled_from_all_its_pixels(tmp_path: Path) -> None:
    """Narrow lines of black and white are grey from afar."""
    lines = Image.new("1", (8000, 400))
    for place in range(0, 8000, 2):
        lines.paste(1, (place, 0, place + 1, 400))
    assert brightness(tmp_path, sample_files.saved(lines, "PNG")) == pytest.approx([MEAN, MEAN], abs=3)


def test_the_copy_of_an_animation_is_its_first_frame(tmp_path: Path) -> None:
    other = Image.new("RGB", RAMP.size, "white")
    for form in ("PNG", "WEBP"):
        moving = sample_files.saved(RAMP, form, save_all=True, append_images=[other])
        assert brightness(tmp_path, moving) == pytest.approx([MEAN, MEAN], abs=2)
