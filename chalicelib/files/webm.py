"""WebM (RFC 8794 and 9559): elements with an id and a size."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from chalicelib.files.model import Inspection

EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT, _TRACKS, _CLUSTER = b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\x1f\x43\xb6\x75"
_MAX_ELEMENTS = 300_000
"""At one level. A cluster has a second or more."""


class _Element(NamedTuple):
    id: bytes
    start: int
    end: int | None


def inspect_webm(file: BinaryIO, size: int) -> Inspection:
    """Reason: `corrupt`. Needs tracks and frames (clusters). Browsers leave the sizes of what they record unknown."""
    segment = next((each for each in _elements(file, 0, size) if each.id == _SEGMENT), None)
    if segment is None:
        return Inspection("corrupt")
    has_tracks, clusters, end = False, 0, segment.start
    last = min(size, segment.end or size)
    for element in _elements(file, segment.start, last):
        is_whole = element.end is None or element.end <= size
        has_tracks = has_tracks or (element.id == _TRACKS and is_whole)
        clusters += element.id == _CLUSTER and is_whole
        end = last if element.end is None else element.end
    if not has_tracks or not clusters:
        return Inspection("corrupt")
    return Inspection(cut=end != last or (segment.end or 0) > size)


def _elements(file: BinaryIO, at: int, end: int) -> Iterator[_Element]:
    """The elements in these bytes, up to the first that exceeds them or whose size is unknown."""
    for _ in range(_MAX_ELEMENTS):
        if at >= end:
            return
        file.seek(at)
        head = file.read(12)
        id_size = _length(head[:1])
        size_at = head[id_size : id_size + 1]
        size_size = _length(size_at)
        start = at + id_size + size_size
        if not id_size or not size_size or len(head) < id_size + size_size:
            return
        value = int.from_bytes(head[id_size : id_size + size_size], "big") & ((1 << (7 * size_size)) - 1)
        if value == (1 << (7 * size_size)) - 1:
            yield _Element(head[:id_size], start, None)
            return
        yield _Element(head[:id_size], start, start + value)
        at = start + value


def _length(first: bytes) -> int:
    """How many bytes a number has, by its first one; 0 if it isn't one."""
    return 9 - first[0].bit_length() if first and first[0] else 0
