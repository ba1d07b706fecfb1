"""An image of more parts than any program writes isn't decoded; how many bytes it has says nothing about its cost."""

from pathlib import Path

import pytest
from PIL import Image

from chalicelib.files.image_parts import MAX_PARTS, MAX_REPEATED_SCANS, MAX_SCANS
from tests.unit.files import sample_files
from tests.unit.files.inspecting import inspected
from tests.unit.files.png_chunks import chunk

PICTURE = Image.new("RGB", (32, 32), "grey")
JPEG = sample_files.saved(PICTURE, "JPEG", progressive=True)
LAST_SCAN = JPEG[JPEG.rindex(b"\xff\xda") : -2]
FIRST_SCAN = JPEG[JPEG.index(b"\xff\xda") : JPEG.index(b"\xff\xc4", JPEG.index(b"\xff\xda"))]
PNG = sample_files.saved(PICTURE, "PNG")


@pytest.mark.parametrize(
    "content, reason",
    [
        (JPEG[:-2] + LAST_SCAN * MAX_SCANS + JPEG[-2:], "too_complex"),
        (JPEG[:-2] + LAST_SCAN * (MAX_REPEATED_SCANS + 1) + JPEG[-2:], "too_complex"),
        (JPEG[:-2] + FIRST_SCAN * (MAX_REPEATED_SCANS + 1) + JPEG[-2:], "too_complex"),
        (JPEG[:-2] + LAST_SCAN * MAX_REPEATED_SCANS + JPEG[-2:], ""),
        (JPEG[:2] + b"\xff\xe5\0\2" * MAX_PARTS + JPEG[2:], "too_complex"),
        (PNG[:33] + chunk(b"abCd", b"") * MAX_PARTS + PNG[33:], "too_complex"),
        (JPEG + LAST_SCAN * MAX_SCANS, ""),
        (JPEG[:2] + b"\xff\xe5\1\x96" + b"\xff\xda" * 202 + JPEG[2:], ""),
        (PNG + chunk(b"abCd", b"") * 10, ""),
    ],
    ids=[
        "scans",
        "last scans",
        "first scans",
        "few scans",
        "segments",
        "chunks",
        "a video behind the photo",
        "a thumbnail",
        "few chunks",
    ],
)
def test_parts_are_counted_up_to_the_end_of_the_image(tmp_path: Path, content: bytes, reason: str) -> None:
    assert inspected(tmp_path, content).result.reason == reason


@pytest.mark.parametrize("form", ["HEIF", "WEBP"])
def test_pixels_that_end_in_zeros_were_not_copied(tmp_path: Path, form: str) -> None:
    whole = sample_files.saved(sample_files.picture(), form)
    assert inspected(tmp_path, whole + bytes(5_000)).result.reason == "", "zeros behind the pixels"
    for copied in (len(whole) - 300, len(whole) // 2):
        assert inspected(tmp_path, whole[:copied] + bytes(len(whole) - copied)).result.reason == "corrupt"
