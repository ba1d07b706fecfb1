"""Films: whether the container is whole. Nothing is decoded."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from chalicelib.files.model import Found
from chalicelib.files.rules import FileKindRule

_EBML = b"\x1a\x45\xdf\xa3"
_BOX = 8
"""Bytes of a box that holds nothing."""
_MOST_BOXES = 100_000


def opens_as_film(path: Path, _rule: FileKindRule) -> Found:
    """MP4 and its kin: boxes that fill the file exactly, among them the index (`moov`) and the frames (`mdat`; `moof`
    in fragments). Older QuickTime has no `ftyp` before them. WebM: the header, and a segment after it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(4)
        if start == _EBML:
            head = file.read(64 * 1024)
            return Found() if b"webm" in head and b"\x18\x53\x80\x67" in head else Found("broken")
        file.seek(0)
        names = list(_boxes(file, size))
    whole = bool(names) and names[-1] != "" and "moov" in names and {"mdat", "moof"} & set(names)
    return Found() if whole else Found("broken")


def _boxes(file: BinaryIO, size: int) -> Iterator[str]:
    """The names of the outermost boxes; "" where one doesn't fit (ISO/IEC 14496-12, 4.2)."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at == size:
            return
        file.seek(at)
        head = file.read(16)
        if len(head) < _BOX and not any(head):
            return  # QuickTime may end its list of boxes with a zero
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = size - at
        if length < _BOX or at + length > size:
            yield ""
            return
        yield head[4:8].decode("latin-1")
        at += length
    yield ""
