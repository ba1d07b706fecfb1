"""A video is good if its container is whole and has a track; one that lost its end with the power is marked as cut."""

import struct
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.files.model import Inspection
from tests.unit.files.inspecting import inspected
from tests.unit.files.mp4_boxes import FRAMES, INDEX, box, branded

HEAD = branded(b"isom", b"isom", b"mp41")
FRAGMENT = box(b"moof", bytes(50)) + FRAMES
FRAGMENTED = HEAD + INDEX + FRAGMENT * 3

WHOLE: dict[str, bytes] = {
    "the index first": HEAD + INDEX + FRAMES,
    "the frames first": HEAD + FRAMES + INDEX,
    "pieces": FRAGMENTED + box(b"mfra"),
    "frames up to the end": HEAD + INDEX + b"\0\0\0\0mdat" + bytes(300),
    "a dashcam's places behind": HEAD + box(b"skip", bytes(900)) + FRAMES + INDEX + box(b"gps ", bytes(200)),
    "an older camera's": box(b"wide") + FRAMES + INDEX,
    "compressed tracks": box(b"moov", box(b"cmov", bytes(80))) + FRAMES,
    "room behind": HEAD + INDEX + FRAMES + bytes(4096),
    "a camera's data behind that is no box": HEAD + FRAMES + INDEX + b"GPS 37.5,127.0 " * 20,
    "half a box that isn't needed": HEAD + INDEX + FRAMES + box(b"free", bytes(90))[:-20],
    "a zero that ends the list": HEAD + INDEX + FRAMES + bytes(4),
}
BROKEN = {
    "no index": HEAD + FRAMES,
    "no frames": HEAD + INDEX,
    "no track": HEAD + box(b"moov", box(b"mvhd", bytes(100))) + FRAMES,
    "no track in pieces": HEAD + box(b"moov", box(b"mvex")) + FRAGMENT,
    "half the frames": HEAD + INDEX + FRAMES[:-100],
    "half the index": HEAD + FRAMES + INDEX[:-20],
    "half of more frames": HEAD + INDEX + FRAMES + FRAMES[:-1],
    "half a head": HEAD + INDEX + FRAMES + FRAMES[:5],
    "half of the only piece": HEAD + INDEX + FRAGMENT[:-9],
    "a piece without frames": HEAD + INDEX + box(b"moof", bytes(50)),
}


def found(folder: Path, content: bytes) -> Inspection:
    return inspected(folder, content, "video").result


@pytest.mark.parametrize("name", WHOLE)
def test_a_complete_video_is_good(tmp_path: Path, name: str) -> None:
    result = found(tmp_path, WHOLE[name])
    assert (result.reason, result.cut) == ("", False)


@pytest.mark.parametrize("name", BROKEN)
def test_a_video_without_a_part_that_it_needs_is_corrupt(tmp_path: Path, name: str) -> None:
    result = found(tmp_path, BROKEN[name])
    assert (result.reason, result.cut) == ("corrupt", False)


@given(st.integers(1, len(FRAGMENT) * 3))
@example(len(FRAGMENT) - 3)
@example(len(FRAGMENT) - 1)
def test_a_video_in_pieces_that_ends_within_one_is_good_up_to_there(
    tmp_path_factory: pytest.TempPathFactory, missing: int
) -> None:
    left = (3 * len(FRAGMENT) - missing) / len(FRAGMENT)
    result = found(tmp_path_factory.getbasetemp(), FRAGMENTED[:-missing])
    if left < 1:
        assert result.reason == "corrupt"
    else:
        assert (result.reason, result.cut) == ("", not left.is_integer())


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of an AVI."""
    return name + struct.pack("<L", len(content)) + content + bytes(len(content) % 2)


def avi(tracks: bytes, frames: bytes, index: bytes = b"") -> bytes:
    body = b"AVI " + chunk(b"LIST", b"hdrl" + chunk(b"avih", bytes(56)) + tracks) + chunk(b"LIST", b"movi" + frames)
    return chunk(b"RIFF", body + index)


TRACK = chunk(b"LIST", b"strl" + chunk(b"strh", b"vids" + bytes(52)))
FRAME = chunk(b"00dc", bytes(1_001))
AVI = avi(TRACK, FRAME * 3, chunk(b"idx1", bytes(48)))
_SIZE = AVI.index(b"movi") - 4


@pytest.mark.parametrize(
    "content, reason, cut",
    [
        (AVI, "", False),
        (AVI + chunk(b"RIFF", b"AVIX" + chunk(b"LIST", b"movi" + FRAME)), "", False),
        (AVI[:-60], "", True),
        (AVI[:-50], "", True),
        (AVI[: AVI.index(b"idx1")], "", True),
        (AVI[:-1_100], "", True),
        (AVI[:4] + bytes(4) + AVI[8:_SIZE] + bytes(4) + AVI[_SIZE + 4 : -60], "", True),
        (AVI[: _SIZE + 500], "corrupt", False),
        (avi(b"", FRAME), "corrupt", False),
        (avi(TRACK, b""), "corrupt", False),
        (AVI[:100], "corrupt", False),
    ],
    ids=[
        "whole",
        "two parts",
        "half the last frame",
        "half a head",
        "no index",
        "half a frame",
        "never finished",
        "no frame",
        "no track",
        "empty",
        "head",
    ],
)
def test_an_avi_needs_a_track_and_a_frame(tmp_path: Path, content: bytes, reason: str, *, cut: bool) -> None:
    result = found(tmp_path, content)
    assert (result.reason, result.cut, result.media_type) == (reason, cut, "video/x-msvideo")


def element(number: bytes, content: bytes, *, size_known: bool = True) -> bytes:
    """An element of a WebM."""
    size = struct.pack(">Q", len(content) | 1 << 56) if size_known else b"\x01" + b"\xff" * 7
    return number + size + content


WEBM_HEAD = element(b"\x1a\x45\xdf\xa3", b"\x42\x86\x81\x01\x42\x82\x84webm")
TRACKS = element(b"\x16\x54\xae\x6b", element(b"\xae", bytes(40)))
CLUSTER = element(b"\x1f\x43\xb6\x75", bytes(700))
OPEN_CLUSTER = element(b"\x1f\x43\xb6\x75", bytes(700), size_known=False)


@pytest.mark.parametrize("size_known", [True, False])
@pytest.mark.parametrize(
    "content, missing, reason, cut",
    [
        (TRACKS + CLUSTER * 3, 0, "", False),
        (TRACKS + OPEN_CLUSTER, 0, "", False),
        (TRACKS + CLUSTER * 3, 100, "", True),
        (TRACKS + CLUSTER, 100, "corrupt", False),
        (CLUSTER, 0, "corrupt", False),
        (TRACKS, 0, "corrupt", False),
    ],
    ids=["whole", "recorded by a browser", "cut", "no whole cluster", "no tracks", "no frames"],
)
def test_a_webm_needs_tracks_and_a_cluster(
    tmp_path: Path, content: bytes, missing: int, reason: str, *, cut: bool, size_known: bool
) -> None:
    whole = WEBM_HEAD + element(b"\x18\x53\x80\x67", content, size_known=size_known)
    result = found(tmp_path, whole[: len(whole) - missing])
    assert (result.reason, result.cut) == (reason, cut)
