"""Videos: whether the container is complete. Nothing is decoded."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from chalicelib.files.model import Inspection
from chalicelib.files.rules import FileKindRule

_EBML = b"\x1a\x45\xdf\xa3"
_BOX_HEADER_SIZE = 8
"""The size of a box header in bytes, the smallest box."""
_MAX_BOXES = 100_000


def inspect_video(path: Path, _rule: FileKindRule) -> Inspection:
    """Reason: `corrupt`. MP4 and related formats need boxes that fill the file exactly, among them the index (`moov`)
    and the frames (`mdat`, or `moof` if fragmented); older QuickTime has no `ftyp`. WebM needs a header and a segment.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(4)
        if start == _EBML:
            head = file.read(64 * 1024)
            return Inspection() if b"webm" in head and b"\x18\x53\x80\x67" in head else Inspection("corrupt")
        file.seek(0)
        names = list(_box_names(file, size))
    complete = bool(names) and names[-1] != "" and "moov" in names and {"mdat", "moof"} & set(names)
    return Inspection() if complete else Inspection("corrupt")


def _box_names(file: BinaryIO, size: int) -> Iterator[str]:
    """The names of the top-level boxes; ends with "" at one that exceeds the file (ISO/IEC 14496-12, 4.2)."""
    at = 0
    for _ in range(_MAX_BOXES):
        if at == size:
            return
        file.seek(at)
        head = file.read(16)
        if len(head) < _BOX_HEADER_SIZE and not any(head):
            return  # QuickTime may end its list of boxes with a zero
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = size - at
        if length < _BOX_HEADER_SIZE or at + length > size:
            yield ""
            return
        yield head[4:8].decode("latin-1")
        at += length
    yield ""
