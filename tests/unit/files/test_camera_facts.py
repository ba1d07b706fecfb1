"""Times and place of a photo are read entry by entry, of any type and in any byte order."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.files.exif import CameraFacts, camera_facts
from tests.unit.files.tiff import SIZES, Entry, Kind, Tag, entry, tiff

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ORIGINAL, DIGITIZED, OFFSET, OFFSET_ORIGINAL, OFFSET_DIGITIZED = 0x9003, 0x9004, 0x9010, 0x9011, 0x9012
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE = 1, 2, 3, 4
TIME, LATER = "2026:11:22 19:32:10", "2026:11:23 08:00:00"
UTF8 = 129


def text(tag: int, words: str, kind: int = Kind.ASCII) -> Entry:
    return entry(tag, kind, words.encode() + b"\0")


def fractions(tag: int, *values: tuple[int, int], kind: int = Kind.RATIONAL, order: str = ">") -> Entry:
    letter = "l" if kind == Kind.SIGNED_RATIONAL else "L"
    return entry(tag, kind, b"".join(struct.pack(f"{order}2{letter}", *value) for value in values))


def exif(first: list[Entry], camera: list[Entry], gps: list[Entry], order: str = ">") -> bytes:
    """EXIF of three directories, one behind the other."""

    def pointers(camera_at: int, gps_at: int) -> list[Entry]:
        ends = ((Tag.EXIF_IFD, camera_at), (Tag.GPS_IFD, gps_at))
        return [*first, *(entry(tag, Kind.LONG, struct.pack(f"{order}L", at)) for tag, at in ends)]

    start = len(tiff(pointers(0, 0), order))
    between = start + len(tiff(camera, order, base=start)) - 8
    content = tiff(pointers(start, between), order)
    return content + tiff(camera, order, base=start)[8:] + tiff(gps, order, base=between)[8:]


def facts(first: list[Entry], camera: list[Entry], gps: list[Entry], order: str = ">") -> CameraFacts:
    return camera_facts(exif(first, camera, gps, order), NOW)


def times(**entries: str) -> tuple[str, str]:
    """The times read, for values by name."""
    tags = {"original": ORIGINAL, "digitized": DIGITIZED, "changed": Tag.DATE_TIME, "offset": OFFSET,
            "offset_original": OFFSET_ORIGINAL, "offset_digitized": OFFSET_DIGITIZED}  # fmt: skip
    first = [text(Tag.DATE_TIME, entries["changed"])] if "changed" in entries else []
    found = facts(first, [text(tags[name], value) for name, value in entries.items() if name != "changed"], [])
    return found.taken_at, found.changed_at


@pytest.mark.parametrize(
    "entries, taken_at, changed_at",
    [
        ({"original": TIME, "digitized": LATER, "changed": LATER}, "2026-11-22T19:32+09:00", ""),
        ({"digitized": TIME, "changed": LATER}, "2026-11-22T19:32+09:00", ""),
        ({"changed": TIME}, "", "2026-11-22T19:32+09:00"),
        ({"original": "    :  :     :  :  ", "digitized": TIME}, "2026-11-22T19:32+09:00", ""),
        ({"original": "0000:00:00 00:00:00", "changed": TIME}, "", "2026-11-22T19:32+09:00"),
        ({"original": TIME, "offset_original": "+01:00", "offset": "+02:00"}, "2026-11-22T19:32+01:00", ""),
        ({"original": TIME, "offset": "+02:00", "offset_digitized": "+03:00"}, "2026-11-22T19:32+09:00", ""),
        ({"digitized": TIME, "offset_digitized": "-03:30", "offset_original": "+01:00"}, "2026-11-22T19:32-03:30", ""),
        ({"changed": TIME, "offset": "Z", "offset_original": "+01:00"}, "", "2026-11-22T19:32+00:00"),
        ({"original": TIME, "offset_original": "   :  "}, "2026-11-22T19:32+09:00", ""),
        ({"original": TIME, "offset_original": ""}, "2026-11-22T19:32+09:00", ""),
        ({"original": TIME, "offset_original": "+99:00"}, "2026-11-22T19:32+09:00", ""),
        ({"original": TIME, "offset_original": "KST"}, "2026-11-22T19:32+09:00", ""),
        ({"original": TIME + "\0", "offset_original": "+01:00\0"}, "2026-11-22T19:32+01:00", ""),
        ({"original": "2026-11-22T19:32:10.250+05:30"}, "2026-11-22T19:32+05:30", ""),
        ({"original": "2026/11/22 19:32"}, "2026-11-22T19:32+09:00", ""),
        ({"original": "2026:11:22 07:32:10 PM"}, "2026-11-22T19:32+09:00", ""),
        ({"original": "2026:11:22 7:32 pm+01:00"}, "2026-11-22T19:32+01:00", ""),
        ({"original": "2026:11:22 12:05:10 AM"}, "2026-11-22T00:05+09:00", ""),
        ({"original": "2026:11:22 12:05:10 PM"}, "2026-11-22T12:05+09:00", ""),
        ({"original": "2026:11:22 19:32:10 PM"}, "2026-11-22T19:32+09:00", ""),
    ],
)
def test_each_time_has_its_own_offset_and_the_best_one_counts(
    entries: Mapping[str, str], taken_at: str, changed_at: str
) -> None:
    assert times(**entries) == (taken_at, changed_at)


@pytest.mark.parametrize(
    "impossible",
    ["0000:01:01 00:00:00", "0001:01:01 00:00:00", "1904:01:01 00:00:00", "1970:01:01 00:00:00", "1980:01:01 00:00:00",
     "2026:12:03 00:00:00", "2038:01:19 03:14:07", "9999:12:31 23:59:59", "2026:13:01 00:00:00", "2026:02:30 00:00:00",
     "2026:11:22 25:00:00", "yesterday", ""],
)  # fmt: skip
@pytest.mark.parametrize("name", ["original", "digitized", "changed"])
def test_an_impossible_time_says_nothing(name: str, impossible: str) -> None:
    assert times(**{name: impossible}) == ("", "")


@pytest.mark.parametrize("kind", [Kind.ASCII, Kind.BYTE, Kind.UNDEFINED, UTF8])
@pytest.mark.parametrize("end", [b"", b"\0", b"\0\0", b"\0 \0", b" \0"], ids=repr)
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_text_of_any_type_and_end_is_read(kind: int, end: bytes, order: str) -> None:
    camera = [entry(ORIGINAL, kind, TIME.encode() + end), entry(OFFSET_ORIGINAL, kind, b"+01:00" + end)]
    gps = [
        entry(LATITUDE_REF, kind, b"S" + end),
        fractions(LATITUDE, (37, 1), (30, 1), (0, 1), order=order),
        entry(LONGITUDE_REF, kind, b"w" + end),
        fractions(LONGITUDE, (127, 1), (2, 1), (96, 10), order=order),
    ]
    found = facts([], camera, gps, order)
    assert found == CameraFacts("2026-11-22T19:32+01:00", "", (-37.5, -127.036))


@pytest.mark.parametrize(
    "latitude, degrees",
    [
        (fractions(LATITUDE, (37, 1), (30, 1), (36, 1)), 37.51),
        (fractions(LATITUDE, (37, 1), (306, 10)), 37.51),
        (fractions(LATITUDE, (3751, 100)), 37.51),
        (fractions(LATITUDE, (37, 1), (30, 1), (36, 1), kind=Kind.SIGNED_RATIONAL), 37.51),
        (fractions(LATITUDE, (-3751, 100), kind=Kind.SIGNED_RATIONAL), -37.51),
        (entry(LATITUDE, Kind.SHORT, struct.pack(">3H", 37, 30, 36)), 37.51),
        (entry(LATITUDE, Kind.LONG, struct.pack(">3L", 37, 30, 36)), 37.51),
        (entry(LATITUDE, 12, struct.pack(">3d", 37, 30, 36)), 37.51),
        (entry(LATITUDE, 11, struct.pack(">f", 37.5)), 37.5),
        (text(LATITUDE, "37 30 36"), 37.51),
        (text(LATITUDE, "37.51"), 37.51),
        (fractions(LATITUDE, (37, 1), (30, 1), (0, 0)), None),
        (fractions(LATITUDE, (0, 0), (0, 0), (0, 0)), None),
        (fractions(LATITUDE, (91, 1)), None),
        (text(LATITUDE, "Seoul"), None),
        (Entry(LATITUDE, Kind.RATIONAL, 3, b"\0\0\0\0"), None),
    ],
)
def test_degrees_are_read_in_three_numbers_two_or_one(latitude: Entry, degrees: float | None) -> None:
    found = facts([], [], [latitude, fractions(LONGITUDE, (127, 1))]).point
    assert found == (None if degrees is None else (degrees, 127.0))


def test_the_last_readable_entry_of_a_tag_counts() -> None:
    cut_off = Entry(ORIGINAL, Kind.ASCII, 20, b"\xff\xff\xff\0")
    assert facts([], [text(ORIGINAL, LATER), text(ORIGINAL, TIME), cut_off], []).taken_at == "2026-11-22T19:32+09:00"


@pytest.mark.parametrize(
    "hemisphere, degrees", [("N", 37.51), ("S", -37.51), ("s", -37.51), ("South", -37.51), ("", -37.51), (None, -37.51)]
)
@pytest.mark.parametrize("written", ["a fraction", "a text"])
def test_the_hemisphere_decides_and_the_sign_only_without_one(
    hemisphere: str | None, degrees: float, written: str
) -> None:
    value = fractions(LATITUDE, (-3751, 100), kind=Kind.SIGNED_RATIONAL)
    latitude = value if written == "a fraction" else text(LATITUDE, "-37.51")
    reference = [] if hemisphere is None else [text(LATITUDE_REF, hemisphere)]
    assert facts([], [], [*reference, latitude, fractions(LONGITUDE, (127, 1))]).point == (degrees, 127.0)


def test_a_place_of_zero_degrees_is_none() -> None:
    assert facts([], [], [fractions(LATITUDE, (0, 1)), fractions(LONGITUDE, (0, 1))]).point is None


damaged = st.builds(
    Entry,
    st.sampled_from((ORIGINAL, OFFSET_ORIGINAL, Tag.DATE_TIME, Tag.X_RESOLUTION, 0x927C, 0xA005, LATITUDE_REF, 0xFFFF)),
    st.sampled_from((*SIZES, 0, 14, 129, 255)),
    st.sampled_from((0, 1, 2, 1000, 2**31, 2**32 - 1)),
    st.binary(max_size=24),
)


@given(st.lists(damaged, max_size=4), st.lists(damaged, max_size=4), st.lists(damaged, max_size=4))
def test_a_damaged_entry_hides_no_other(first: list[Entry], camera: list[Entry], gps: list[Entry]) -> None:
    """What is damaged has other tags here than what is read."""
    beside = [
        [each for each in entries if each.tag in (Tag.X_RESOLUTION, 0x927C, 0xA005, 0xFFFF)]
        for entries in (first, camera, gps)
    ]
    place = [fractions(LATITUDE, (37, 1), (30, 1)), fractions(LONGITUDE, (127, 1))]
    found = facts(beside[0], [*beside[1], text(DIGITIZED, TIME), *beside[1]], [*beside[2], *place])
    assert found == CameraFacts("2026-11-22T19:32+09:00", "", (37.5, 127.0))


@given(
    st.lists(damaged, max_size=5),
    st.sampled_from((Tag.EXIF_IFD, Tag.GPS_IFD)),
    st.sampled_from(tuple(SIZES)),
    st.binary(min_size=1, max_size=16),
)
def test_any_bytes_are_read_without_an_exception(entries: list[Entry], tag: int, kind: int, data: bytes) -> None:
    content = tiff([*entries, entry(tag, kind, data)])
    for length in (len(content), 8, 3):
        camera_facts(content[:length], NOW)
    camera_facts(data, NOW)
