"""Media types that phones, cameras, dashcams and office programs write are detected, and no others."""

from pathlib import Path

import pytest

from chalicelib.files.media import sniff_media_type
from tests.unit.files import sample_files
from tests.unit.files.mp4_boxes import FRAMES, INDEX, box, branded

PICTURES = sample_files.picture(32, 24)
HEIC = sample_files.heic()
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82"

KNOWN: dict[str, tuple[bytes, str]] = {
    "a photo": (sample_files.photo(), "image/jpeg"),
    "a screenshot": (sample_files.saved(PICTURES, "PNG"), "image/png"),
    "a moving PNG": (
        sample_files.saved(PICTURES, "PNG", save_all=True, append_images=[PICTURES.rotate(90)]),
        "image/png",
    ),
    "a picture from a chat": (sample_files.saved(PICTURES, "WEBP"), "image/webp"),
    "an iPhone's photo": (HEIC, "image/heic"),
    **{
        f"a photo of brand {major!r}": (HEIC[:8] + major + HEIC[12:], "image/heic")
        for major in (b"heix", b"heim", b"heis", b"mif1", b"msf1")
    },
    "a pdf": (sample_files.pdf(), "application/pdf"),
    "a pdf after an empty line": (b"\r\n \n" + sample_files.pdf(), "application/pdf"),
    "a pdf after a byte order mark": (b"\xef\xbb\xbf" + sample_files.pdf(), "application/pdf"),
    "a pdf after the head of a mail": (
        b"Content-Type: application/pdf\r\n\r\n" + sample_files.pdf(),
        "application/pdf",
    ),
    "a pdf after a printer's commands": (b"\x1b%-12345X@PJL\r\n" + sample_files.pdf(), "application/pdf"),
    "a pdf after any 1,020 bytes": (bytes(range(1, 256)) * 4 + sample_files.pdf(), "application/pdf"),
    "a dashcam's AVI": (b"RIFF\0\0\0\0AVI LIST" + bytes(100), "video/x-msvideo"),
    "a video of a browser": (WEBM + b"\x84webm" + bytes(200), "video/webm"),
    **{
        f"a video of brands {brands}": (branded(*brands) + INDEX, media)
        for brands, media in (
            ((b"isom", b"isom", b"iso2", b"avc1", b"mp41"), "video/mp4"),
            ((b"mp42",), "video/mp4"),
            ((b"iso5", b"iso6", b"dash"), "video/mp4"),
            ((b"avc1", b"avc1"), "video/mp4"),
            ((b"MSNV", b"MSNV"), "video/mp4"),
            ((b"XAVC", b"XAVC"), "video/mp4"),
            ((b"qt  ", b"qt  "), "video/quicktime"),
            ((b"M4V ", b"M4V ", b"mp42"), "video/x-m4v"),
            ((b"3gp4", b"3gp4"), "video/3gpp"),
            ((b"3gp5", b"3gp5", b"isom"), "video/3gpp"),
            ((b"3g2a", b"3g2a"), "video/3gpp"),
            ((b"3gp6", b"3gp6", b"isom"), "video/3gpp"),
            ((b"iso2", b"iso2", b"avc1"), "video/mp4"),
            ((b"pana", b"pana"), "video/mp4"),
            ((b"CAEP", b"CAEP", b"MFSM"), "video/mp4"),
        )
    },
    **{
        f"a video of an older camera that begins with {first!r}": (box(first, bytes(20)) + FRAMES, "video/quicktime")
        for first in (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
    },
}

STRANGE: dict[str, bytes] = {
    "nothing": b"",
    "a program": sample_files.program(),
    "a drawing": sample_files.SVG,
    "a web page": b"<!doctype html><script>free</script>",
    "an archive": sample_files.zip_bomb(),
    "a picture in AV1": branded(b"avif", b"avif", b"mif1") + bytes(100),
    "a picture in AV1 of the common brand": branded(b"mif1", b"avif", b"miaf") + bytes(100),
    "raw data of a camera": branded(b"crx ", b"crx ", b"isom") + INDEX,
    "a video in any coding": WEBM + b"\x88matroska" + bytes(200),
    "brands that don't end": (99_999).to_bytes(4, "big") + b"ftypisom" + bytes(100),
    "half a head": b"\0\0\0\x18ftyp",
    "a pdf far behind": b"\n" * 5_000 + sample_files.pdf(),
    "a pdf after more": b"x" * 1_025 + sample_files.pdf(),
    "a script before a pdf": b"\n<script>alert(1)</script>" + sample_files.pdf(),
    "a sound": b"RIFF\0\0\0\0WAVEfmt " + bytes(100),
    "a program before a pdf": sample_files.program() + sample_files.pdf(),
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_media_type_is_detected_by_the_first_bytes(tmp_path: Path, name: str) -> None:
    content, media = KNOWN[name]
    path = tmp_path / "file"
    path.write_bytes(content)
    assert sniff_media_type(path) == media


@pytest.mark.parametrize("name", STRANGE)
def test_a_type_that_is_not_accepted_is_not_detected(tmp_path: Path, name: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(STRANGE[name])
    assert sniff_media_type(path) == ""
