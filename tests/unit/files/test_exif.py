"""A photo is accepted with any EXIF, and upright where its orientation can be read."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.unit.files import sample_files
from tests.unit.files.inspecting import inspected
from tests.unit.files.png_chunks import chunk
from tests.unit.files.tiff import SIZES, Entry, Kind, Tag, entry, tiff

TALL, WIDE = (32, 48), (48, 32)
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")
PICTURE = sample_files.picture(*WIDE)
FORMS = ("JPEG", "PNG", "WEBP")
TURNED = entry(Tag.ORIENTATION, Kind.SHORT, b"\0\6")

tags = st.sampled_from(
    (
        Tag.ORIENTATION,
        Tag.X_RESOLUTION,
        0x011B,
        0x0128,
        Tag.DATE_TIME,
        Tag.EXIF_IFD,
        Tag.GPS_IFD,
        0x010F,
        0x927C,
        0xA005,
        0xB001,
        0,
        0xFFFF,
    )
)
kinds = st.sampled_from((*SIZES, 0, 14, 255))
data = st.binary(max_size=24) | st.sampled_from(
    (b"\0\6", b"\6", b"6\0", b"high\0", struct.pack(">LL", 6, 1), bytes(8), struct.pack(">L", 8))
)
entries = st.builds(entry, tags, kinds, data) | st.builds(
    Entry, tags, kinds, st.sampled_from((0, 1, 2, 1000, 2**31, 2**32 - 1)), data
)
damaged = st.builds(
    tiff, st.lists(entries, max_size=5), st.sampled_from(("<", ">")), st.sampled_from((0, 5, 8, 999_999))
) | st.binary(max_size=40)


def photo(exif: bytes, form: str = "JPEG") -> bytes:
    return sample_files.saved(PICTURE, form, exif=exif if form == "PNG" else b"Exif\0\0" + exif)


def shared(folder: Path, content: bytes) -> Image.Image:
    """The copy to share of a photo that the check found good."""
    found, copies = inspected(folder, content)
    assert found.reason == ""
    with Image.open(io.BytesIO(copies["share"])) as copy:
        assert not copy.getexif()
        copy.load()
        return copy


@settings(max_examples=120, deadline=None)
@given(exif=damaged, form=st.sampled_from(FORMS))
@example(exif=tiff([TURNED, entry(Tag.X_RESOLUTION, Kind.ASCII, b"high\0")]), form="JPEG")
@example(exif=tiff([entry(Tag.ORIENTATION, Kind.RATIONAL, bytes(8))]), form="WEBP")
@example(exif=b"nothing of the kind", form="PNG")
@example(exif=tiff([TURNED, entry(Tag.X_RESOLUTION, Kind.ASCII, b"7\0")]), form="JPEG")
def test_no_exif_quarantines_a_photo(tmp_path_factory: pytest.TempPathFactory, exif: bytes, form: str) -> None:
    content = photo(exif, form)
    assert shared(tmp_path_factory.getbasetemp(), content).size in (WIDE, TALL)


@settings(max_examples=120, deadline=None)
@given(other=entries, form=st.sampled_from(FORMS), first=st.booleans(), order=st.sampled_from(("<", ">")))
def test_a_rotated_photo_is_upright_for_any_content_of_other_tags(
    tmp_path_factory: pytest.TempPathFactory, other: Entry, form: str, *, first: bool, order: str
) -> None:
    turned = entry(Tag.ORIENTATION, Kind.SHORT, struct.pack(f"{order}H", 6))
    content = photo(tiff([turned, other] if first else [other, turned], order), form)
    if other.tag != Tag.ORIENTATION:
        assert shared(tmp_path_factory.getbasetemp(), content).size == TALL


@pytest.mark.parametrize("form", [*FORMS, "HEIF"])
@pytest.mark.parametrize("value", range(10))
def test_each_orientation_is_made_upright(tmp_path: Path, form: str, value: int) -> None:
    """Red lies where the top left corner is when the picture is looked at as it was taken."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    upright = Image.new("RGB", (64, 96), "white")
    upright.paste("red", (0, 0, 32, 48))
    stored = upright.transpose(turns[value]) if value in turns else upright
    content = sample_files.saved(
        stored, form, exif=b"Exif\0\0" + tiff([entry(Tag.ORIENTATION, Kind.SHORT, bytes((0, value)))])
    )
    copy = shared(tmp_path, content)
    assert copy.size == (64, 96)
    where = [copy.getpixel(at)[1] < 90 for at in ((8, 8), (56, 8), (8, 88), (56, 88))]  # type: ignore[index]
    assert where == [True, False, False, False]


@pytest.mark.parametrize(
    "written",
    [
        entry(Tag.ORIENTATION, Kind.LONG, struct.pack(">L", 6)),
        entry(Tag.ORIENTATION, Kind.BYTE, b"\6"),
        entry(Tag.ORIENTATION, Kind.UNDEFINED, b"\6"),
        entry(Tag.ORIENTATION, Kind.ASCII, b"6\0"),
        entry(Tag.ORIENTATION, Kind.SHORT, b"\0\6\0\1"),
        entry(Tag.ORIENTATION, Kind.RATIONAL, struct.pack(">LL", 6, 1)),
        entry(Tag.ORIENTATION, Kind.SIGNED_RATIONAL, struct.pack(">ll", 12, 2)),
    ],
    ids=lambda written: f"type {written.kind}",
)
def test_an_orientation_of_another_type_is_read_where_it_is_a_number(tmp_path: Path, written: Entry) -> None:
    assert shared(tmp_path, photo(tiff([written]))).size == TALL


@pytest.mark.parametrize(
    "written",
    [
        entry(Tag.ORIENTATION, Kind.SHORT, b"\1\6"),
        entry(Tag.ORIENTATION, Kind.ASCII, b"top-left\0"),
        entry(Tag.ORIENTATION, Kind.RATIONAL, bytes(8)),
        entry(Tag.ORIENTATION, Kind.RATIONAL, struct.pack(">LL", 13, 2)),
        Entry(Tag.ORIENTATION, Kind.SHORT, 0, b""),
    ],
    ids=["out of range", "words", "0/0", "6½", "none"],
)
def test_an_invalid_orientation_leaves_the_photo_unchanged(tmp_path: Path, written: Entry) -> None:
    assert shared(tmp_path, photo(tiff([written]))).size == WIDE


@pytest.mark.parametrize("resolution", [b"\0", b"7\0", b""], ids=["nothing", "a letter", "no value"])
@pytest.mark.parametrize("beside", [b"", b"\xff\xe1\0\x08http:/"], ids=["alone", "beside another segment"])
def test_a_jpeg_whose_exif_makes_pillow_fail_is_opened(tmp_path: Path, resolution: bytes, beside: bytes) -> None:
    exif = tiff([TURNED, entry(0x0128, Kind.SHORT, b"\0\2"), entry(Tag.X_RESOLUTION, Kind.ASCII, resolution)])
    plain = photo(exif)
    content = plain[:2] + beside + plain[2:]
    assert shared(tmp_path, content).size == TALL


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xe1\0\0Exif\0\0", b"\xff\xd8\xff\xff\xff"]
)
def test_a_truncated_jpeg_header_is_corrupt(tmp_path: Path, content: bytes) -> None:
    assert inspected(tmp_path, content).result.reason in ("corrupt", "unsupported_type")


@pytest.mark.parametrize("content", ["no list at all", "half a head", "too many pictures"])
def test_a_damaged_list_of_further_images_does_not_quarantine_a_photo(tmp_path: Path, content: str) -> None:
    """Programs that save a phone's photo anew leave its list behind (MPF, CIPA DC-007)."""
    lists = {
        "no list at all": b"MPF\0" + bytes(20),
        "half a head": b"MPF\0MM\0*\0\0\0\x08\xff\xff",
        "too many pictures": b"MPF\0"
        + tiff([Entry(0xB001, Kind.LONG, 1, b"\0\0\0\x09"), Entry(0xB002, Kind.UNDEFINED, 16, bytes(16))]),
    }
    segment = b"\xff\xe2" + struct.pack(">H", len(lists[content]) + 2) + lists[content]
    plain = photo(tiff([TURNED]))
    assert shared(tmp_path, plain[:2] + segment + plain[2:]).size == TALL


JPEG, PNG = sample_files.saved(PICTURE, "JPEG"), sample_files.saved(PICTURE, "PNG")
CAMERA = sample_files.camera().tobytes()
LISTED = b"\nexif\n%8d\n%s\n" % (len(CAMERA), CAMERA.hex("\n", -36).encode())


def segment(marker: bytes, content: bytes) -> bytes:
    return b"\xff" + marker + struct.pack(">H", len(content) + 2) + content


def in_jpeg(*segments: bytes) -> bytes:
    return JPEG[:2] + b"".join(segments) + JPEG[2:]


def in_png(name: bytes, content: bytes, at: int = 33, *, checked: bool = True) -> bytes:
    return PNG[:at] + chunk(name, content, checked=checked) + PNG[at:]


@pytest.mark.parametrize(
    "content",
    [
        in_jpeg(segment(b"\xfe", bytes(3_000)), segment(b"\xe1", CAMERA)),
        in_jpeg(segment(b"\xe1", b"http://ns.adobe.com/xap/1.0/\0<x/>"), segment(b"\xe1", CAMERA)),
        in_jpeg(segment(b"\xe1", b"Exif\0\xff" + CAMERA[6:])),
        in_jpeg(segment(b"\xe1", CAMERA))[:-2],
        in_png(b"eXIf", CAMERA[6:], len(PNG) - 12),
        in_png(b"eXIf", CAMERA),
        in_png(b"eXIf", CAMERA[6:], checked=False),
        in_png(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(LISTED)),
        in_png(b"zTXt", b"Raw profile type APP1\0\0" + zlib.compress(LISTED)),
        sample_files.saved(PICTURE, "WEBP", exif=CAMERA),
        sample_files.saved(PICTURE, "HEIF", exif=CAMERA),
    ],
    ids=["behind a comment", "behind XMP", "another pad byte", "no end marker", "behind the pixels",
         "a head of its own", "a wrong checksum", "a text", "a text of the segment", "WebP", "HEIC"],
)  # fmt: skip
def test_the_time_is_read_wherever_programs_put_it(tmp_path: Path, content: bytes) -> None:
    found = inspected(tmp_path, content).result
    assert (found.reason, found.taken_at, found.latitude) == ("", "2026-11-22T19:32+09:00", 37.5)
