"""Removing metadata keeps the image."""

import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from chalicelib.files.inspection import inspect_with_copies
from chalicelib.files.metadata_removal import without_metadata
from chalicelib.files.rules import file_rules
from tests.unit.files import sample_files

RULE = file_rules().kinds["photo"]
PICTURE = sample_files.picture(48, 32)


def with_text(*, packed: bool) -> bytes:
    beside = PngInfo()
    beside.add_itxt("XML:com.adobe.xmp", "x" * 2_000_000, zip=packed)
    return sample_files.saved(PICTURE, "PNG", pnginfo=beside, exif=sample_files.camera())


@pytest.mark.parametrize(
    "content",
    [
        with_text(packed=True),
        with_text(packed=False),
        sample_files.saved(PICTURE, "PNG", icc_profile=bytes(2_000_000), exif=sample_files.camera()),
    ],
    ids=["a history of edits", "the same, not packed", "a large colour profile"],
)
def test_metadata_of_an_editor_does_not_quarantine_an_image(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)
    found, copies = inspect_with_copies(path, "photo", len(content), RULE)
    assert (found.reason, found.latitude) == ("", 37.5)
    with Image.open(io.BytesIO(copies["share"])) as share:
        assert share.size == (32, 48), "it lay on its side"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR", b"text"]
)
def test_other_files_are_not_changed(content: bytes) -> None:
    assert without_metadata(content) == (content, b"")
