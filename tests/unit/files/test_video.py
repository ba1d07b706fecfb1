"""A video is complete if its boxes are, also from old cameras."""

from pathlib import Path

import pytest

from chalicelib.files.rules import file_rules
from chalicelib.files.video import inspect_video
from tests.unit.files.mp4_boxes import FRAMES, INDEX, box, branded

RULE = file_rules().kinds["video"]
HEAD = branded(b"isom", b"isom", b"mp41")

WHOLE: dict[str, bytes] = {
    "the index first": HEAD + INDEX + FRAMES,
    "the frames first": HEAD + FRAMES + INDEX,
    "pieces": HEAD + INDEX + (box(b"moof", bytes(50)) + FRAMES) * 3 + box(b"mfra"),
    "frames up to the end": HEAD + INDEX + b"\0\0\0\0mdat" + bytes(300),
    "a dashcam's places behind": HEAD + box(b"skip", bytes(900)) + FRAMES + INDEX + box(b"gps ", bytes(200)),
    "an older camera's": box(b"wide") + FRAMES + INDEX,
    "room behind": HEAD + INDEX + FRAMES + bytes(4096),
    "a zero that ends the list": HEAD + INDEX + FRAMES + bytes(4),
}
CUT = {
    "no index": HEAD + FRAMES,
    "no frames": HEAD + INDEX,
    "half the frames": HEAD + INDEX + FRAMES[:-100],
    "half the index": HEAD + FRAMES + INDEX[:-20],
    "half a head": HEAD + INDEX + FRAMES + FRAMES[:5],
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_complete_video_is_good(tmp_path: Path, name: str) -> None:
    path = tmp_path / "video"
    path.write_bytes(WHOLE[name])
    assert inspect_video(path, RULE).reason == ""


@pytest.mark.parametrize("name", CUT)
def test_a_truncated_video_is_corrupt(tmp_path: Path, name: str) -> None:
    path = tmp_path / "video"
    path.write_bytes(CUT[name])
    assert inspect_video(path, RULE).reason == "corrupt"
