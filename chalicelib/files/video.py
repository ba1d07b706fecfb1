"""Videos: whether the container is complete and has a track. Nothing is decoded.

A recording that ended with the power has no end: it is good, and marked as cut, if its container was written in pieces
of which at least one is whole.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from chalicelib.files.avi import inspect_avi
from chalicelib.files.model import Inspection
from chalicelib.files.rules import FileKindRule
from chalicelib.files.webm import EBML, inspect_webm

_BOX_HEADER_SIZE = 8
"""The size of a box header in bytes, the smallest box."""
_ZERO_SIZE = 4
"""Fewer zeros than these behind a fragment are the beginning of the next one's size."""
_MAX_BOXES = 300_000
"""Of one level. A fragment has a few boxes: ten hours in fragments of a second have about 100,000."""
_TRACKS = frozenset({"trak", "cmov"})
"""Boxes of a track, and of tracks that QuickTime compressed (QuickTime File Format, chapter 2)."""

_NEEDED = frozenset({b"mdat", b"moov", b"moof"})
"""Boxes whose end must not be missing. Cameras append data of their own that is no box behind a whole video."""


class _Box(NamedTuple):
    name: str
    start: int
    end: int


def inspect_video(path: Path, _rule: FileKindRule) -> Inspection:
    """Reasons: `corrupt`, `too_complex`."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(12)
        if start.startswith(EBML):
            return inspect_webm(file, size)
        if start.startswith(b"RIFF"):
            return inspect_avi(file, size)
        return _inspect_boxes(file, size)


def _inspect_boxes(file: BinaryIO, size: int) -> Inspection:
    """MP4 and related formats need whole boxes, among them the index (`moov`) with a track, and the frames (`mdat`).
    Older QuickTime has no `ftyp`. A fragment is a `moof` with the `mdat` behind it."""
    has_track = has_frames = is_open = False
    fragments, end = 0, 0
    for count, box in enumerate(_boxes(file, 0, size)):
        if count == _MAX_BOXES:
            return Inspection("too_complex")
        end = box.end
        if box.name == "moov":
            children = islice(_boxes(file, box.start, box.end), _MAX_BOXES)
            has_track = has_track or any(child.name in _TRACKS for child in children)
        elif box.name == "moof" or (fragments and box.name == "" and box.end - box.start < _ZERO_SIZE):
            is_open = True
        elif box.name == "mdat":
            has_frames, fragments, is_open = True, fragments + is_open, False
    is_cut = end != size or is_open
    if not has_track or not has_frames or (is_cut and not fragments and _may_be_needed(file, end)):
        return Inspection("corrupt")
    return Inspection(cut=is_cut and fragments > 0)


def _may_be_needed(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    name = file.read(_BOX_HEADER_SIZE)[4:]
    return any(needed.startswith(name) for needed in _NEEDED)


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[_Box]:
    """The boxes in these bytes, up to one that exceeds them (ISO/IEC 14496-12, 4.2)."""
    while at < end:
        file.seek(at)
        head = file.read(min(16, end - at))
        if len(head) < _BOX_HEADER_SIZE:
            if not any(head):
                yield _Box("", at, end)  # QuickTime may end its list of boxes with a zero of four bytes
            return
        length, content = int.from_bytes(head[:4], "big"), at + _BOX_HEADER_SIZE
        if length == 1:
            length, content = int.from_bytes(head[8:16], "big"), at + 16
        elif length == 0:
            length = end - at
        if at + length > end or content > at + length:
            return
        yield _Box(head[4:8].decode("latin-1"), content, at + length)
        at += length
