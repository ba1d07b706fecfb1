"""An image with all of its pixels is good, however damaged the rest is; one without them isn't."""

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from chalicelib.files.image_repair import without_metadata
from tests.unit.files import sample_files
from tests.unit.files.inspecting import inspected
from tests.unit.files.png_chunks import chunk
from tests.unit.files.tiff import Kind, Tag, entry, tiff

PICTURE = sample_files.picture(48, 32)
EXIF = b"Exif\0\0" + tiff([entry(Tag.ORIENTATION, Kind.SHORT, b"\0\6")])
JPEGS: dict[str, dict[str, object]] = {
    "baseline": {},
    "progressive": {"progressive": True},
    "every colour": {"subsampling": 0},
    "own tables": {"optimize": True},
}


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
    found, copies = inspected(tmp_path, content)
    assert (found.reason, found.latitude) == ("", 37.5)
    with Image.open(io.BytesIO(copies["share"])) as share:
        assert share.size == (32, 48), "it lay on its side"


@pytest.mark.parametrize("form", JPEGS)
@pytest.mark.parametrize("width", [64, 631])
def test_a_jpeg_without_its_end_marker_is_good_while_its_rows_are_there(tmp_path: Path, form: str, width: int) -> None:
    whole = sample_files.saved(sample_files.picture(width, 480), "JPEG", **JPEGS[form])
    good = inspected(tmp_path, whole).copies
    for rest in (whole[:-1], whole[:-2], whole[:-2] + bytes(512)):
        found, copies = inspected(tmp_path, rest)
        assert (found.reason, copies) == ("", good)
    grey = sample_files.saved(Image.new("RGB", (width, 480), (128, 128, 128)), "JPEG", **JPEGS[form])
    assert inspected(tmp_path, grey).result.reason == "", "as missing rows are shown, but they are there"
    for missing in (12, len(whole) // 4):
        assert inspected(tmp_path, whole[:-missing]).result.reason == "corrupt"
        # A progressive one has all rows after its first scan, only less sharp.
        for rest in () if form == "progressive" else (b"\xff\xd9", b"\xff\xd9" + whole[-missing:]):
            assert inspected(tmp_path, whole[:-missing] + rest).result.reason == "corrupt", "the end marker came early"


ANCILLARY = (b"tEXt", b"zTXt", b"iTXt", b"pHYs", b"gAMA", b"cHRM", b"sRGB", b"tIME", b"tRNS", b"eXIf", b"iCCP", b"acTL",
             b"fcTL", b"fdAT", b"bKGD", b"sBIT", b"cICP", b"abCd")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(ANCILLARY),
    data=st.binary(max_size=16) | st.just(b"a\0\7x"),
    checked=st.booleans(),
    place=st.sampled_from((1, -1)),
)
def test_no_chunk_beside_the_pixels_quarantines_a_png(
    tmp_path_factory: pytest.TempPathFactory, name: bytes, data: bytes, place: int, *, checked: bool
) -> None:
    plain = sample_files.saved(PICTURE, "PNG")
    after_head, before_end = 33, len(plain) - 12
    at = after_head if place == 1 else before_end
    content = plain[:at] + chunk(name, data, checked=checked) + plain[at:]
    assert inspected(tmp_path_factory.getbasetemp(), content).result.reason == ""


SEGMENTS = {
    0xE0: (b"JFIF\0", b"JFXX\0"),
    0xE1: (b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"),
    0xE2: (b"MPF\0", b"ICC_PROFILE\0", b"FPXR\0"),
    0xED: (b"Photoshop 3.0\0",),
    0xEE: (b"Adobe",),
    0xFE: (b"",),
}
"""Markers of JPEG segments → the beginnings that tell what they are."""


@settings(max_examples=150, deadline=None)
@given(
    beginning=st.sampled_from([(marker, name) for marker, names in SEGMENTS.items() for name in (*names, b"")]),
    data=st.binary(max_size=24) | st.just(b"MM\0*\0\0\0\x08\xff\xff"),
)
def test_no_segment_beside_the_pixels_quarantines_a_jpeg(
    tmp_path_factory: pytest.TempPathFactory, beginning: tuple[int, bytes], data: bytes
) -> None:
    marker, name = beginning
    plain, content = sample_files.saved(PICTURE, "JPEG"), name + data
    segment = struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    found, copies = inspected(tmp_path_factory.getbasetemp(), plain[:20] + segment + plain[20:])
    assert (found.reason, set(copies)) == ("", {"share", "thumb"})


def test_a_png_with_a_damaged_head_or_half_its_pixels_is_corrupt(tmp_path: Path) -> None:
    noise = Image.effect_noise((200, 200), 90)
    plain = sample_files.saved(noise, "PNG")
    assert inspected(tmp_path, plain[:20] + b"\1" + plain[21:]).result.reason == "corrupt"
    assert inspected(tmp_path, plain[: len(plain) // 2]).result.reason == "corrupt"


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP file of these chunks."""
    body = b"".join(struct.pack("<4sL", name, len(data)) + data + bytes(len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<L", len(body) + 4) + b"WEBP" + body


_PLAIN_WEBP = sample_files.saved(PICTURE, "WEBP")
_PIXELS = (_PLAIN_WEBP[12:16], _PLAIN_WEBP[20:])
_EXTENDED = (b"VP8X", b"\x08\0\0\0" + (47).to_bytes(3, "little") + (31).to_bytes(3, "little"))
_WITH_EXIF = webp(_EXTENDED, _PIXELS, (b"EXIF", EXIF))


def moved_exif(base: int, size: int) -> bytes:
    """A HEIF image whose EXIF is elsewhere: `base` and `size` in the list of places."""
    heif = sample_files.saved(PICTURE, "HEIF", exif=EXIF)
    data = struct.pack(">L", heif.index(b"Exif\0\0MM") - 4)
    where = heif.index(data + b"\0\1" + bytes(4)) if data + b"\0\1" + bytes(4) in heif else -1
    assert where > 0, "the library writes the list of places otherwise"
    return heif[:where] + struct.pack(">LHLL", base, 1, 0, size) + heif[where + 14 :]


UNREADABLE_EXIF = {
    "PNG": sample_files.saved(PICTURE, "PNG", exif=b"nothing of the kind"),
    "WebP": webp(_EXTENDED, _PIXELS, (b"EXIF", b"nothing of the kind")),
    "WebP, cut": _WITH_EXIF[:-10],
    "WebP, too long": _WITH_EXIF[: -len(EXIF) - 4] + b"\xff\xff\xff\x7f" + EXIF,
    "HEIF": sample_files.saved(PICTURE, "HEIF", exif=b"nothing of the kind"),
    "HEIF, nowhere": moved_exif(0x7FFFFFFF, 36),
    "HEIF, too long": moved_exif(8, 0x7FFFFFFF),
}


@pytest.mark.parametrize("name", UNREADABLE_EXIF)
def test_exif_that_cannot_be_read_does_not_quarantine_an_image(tmp_path: Path, name: str) -> None:
    found, copies = inspected(tmp_path, UNREADABLE_EXIF[name])
    assert (found.reason, found.taken_at, found.latitude, sorted(copies)) == ("", "", None, ["share", "thumb"])


def test_a_webp_without_its_last_pixels_is_corrupt(tmp_path: Path) -> None:
    assert inspected(tmp_path, _PLAIN_WEBP[:-20]).result.reason == "corrupt"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\0\0\0\0WEBPEXIF\xff\xff\xff\xff",
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\x18ftypheic" + b"iloc" + b"\2\0\0\0\0\0" + b"\xff" * 4 + bytes(400),
        b"text",
    ],
)
def test_what_is_left_of_other_bytes_is_no_more_than_they_are(content: bytes) -> None:
    assert len(without_metadata(content).content) <= len(content)
