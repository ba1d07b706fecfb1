"""A HEIF image is opened whichever of the HEVC brands its file names; its metadata stays."""

from pathlib import Path

import pytest

from chalicelib.files.heif_brands import with_known_brands
from tests.unit.files import sample_files
from tests.unit.files.inspecting import inspected

HEIC = sample_files.saved(sample_files.picture(), "HEIF", exif=sample_files.camera())
END = int.from_bytes(HEIC[:4], "big")
MAJOR = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def branded(major: bytes, *compatible: bytes) -> bytes:
    """The image with these brands; its own brands are as many or more, so that nothing in it moves."""
    size = (END - 16) // 4
    brands = (*compatible, *(compatible[-1:] * size))[:size]
    return HEIC[:8] + major + HEIC[12:16] + b"".join(brands) + HEIC[END:]


@pytest.mark.parametrize(
    "compatible", [(b"heim",), (b"heis", b"miaf"), (b"hevc", b"msf1"), (b"mif1", b"heix"), (b"miaf",)]
)
@pytest.mark.parametrize("major", MAJOR)
def test_an_image_of_any_hevc_brand_is_ready(tmp_path: Path, major: bytes, compatible: tuple[bytes, ...]) -> None:
    found, copies = inspected(tmp_path, branded(major, *compatible))
    assert (found.reason, sorted(copies)) == ("", ["share", "thumb"])
    assert (found.taken_at, found.latitude) == ("2026-11-22T19:32+09:00", 37.5)


@pytest.mark.parametrize(
    "content", [HEIC, b"", b"\0\0\0\x10ftypheim\0\0\0\0", b"\xff\xff\xff\xffftypheim", b"\xff\xd8\xff" + bytes(40)]
)
def test_other_files_stay_as_they_are(content: bytes) -> None:
    assert with_known_brands(content) == content
