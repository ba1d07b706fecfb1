"""AVI, as older dashcams write it (OpenDML AVI File Format Extensions, 1.02): lists of chunks in `RIFF`."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from chalicelib.files.model import Inspection

_HEAD_SIZE = 64 * 1024
"""How much of the list of headers is read, in bytes. It has less than a kilobyte a track."""
_MAX_CHUNKS = 10_000
"""At the top level. Each part of a long video (`AVIX`) has three."""


class _Chunk(NamedTuple):
    name: bytes
    kind: bytes
    start: int
    end: int


def inspect_avi(file: BinaryIO, size: int) -> Inspection:
    """Reason: `corrupt`. Needs headers with a track (`strl`), and frames (`movi`), of which one at least is whole.

    Headers are written when a recording ends: where the power went first, their sizes are 0 or too large.
    """
    has_track = has_frame = is_cut = False
    end = 12
    for chunk in _chunks(file, size):
        if chunk.kind == b"hdrl":
            file.seek(chunk.start)
            has_track = b"strl" in file.read(min(_HEAD_SIZE, chunk.end - chunk.start))
        elif chunk.kind == b"movi":
            file.seek(chunk.start)
            frame = file.read(8)
            is_whole = any(frame[:4]) and chunk.start + 8 + int.from_bytes(frame[4:], "little") <= size
            has_frame = has_frame or is_whole
            if chunk.end <= chunk.start and chunk.start < size:
                is_cut = True
                break
        end = chunk.end
    if not has_track or not has_frame:
        return Inspection("corrupt")
    return Inspection(cut=is_cut or max(end, _declared_size(file)) > size)


def _declared_size(file: BinaryIO) -> int:
    file.seek(4)
    return 8 + int.from_bytes(file.read(4), "little")


def _chunks(file: BinaryIO, size: int) -> Iterator[_Chunk]:
    """The chunks of the file and of its `RIFF` lists; the last one may exceed the file."""
    at = 0
    for _ in range(_MAX_CHUNKS):
        file.seek(at)
        head = file.read(12)
        if len(head) < 12:
            return
        name, length = head[:4], int.from_bytes(head[4:8], "little")
        if name == b"RIFF":
            at += 12
            continue
        is_list = name == b"LIST"
        yield _Chunk(name, head[8:12] if is_list else b"", at + (12 if is_list else 8), at + 8 + length)
        at += 8 + length + length % 2
        if at > size:
            return
