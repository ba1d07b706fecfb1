"""Pictures without what programs wrote beside them, for those that Pillow doesn't open because of it."""

from collections.abc import Iterator

HEAD = b"Exif\0\0"
"""Before EXIF in a segment of a JPEG (JEITA CP-3451, 4.5.4)."""
_APP1, _APP13, _NO_SEGMENT = b"\xe1", b"\xed", frozenset({b"", b"\xda", b"\xd9", b"\xff"})
"""Markers of a JPEG: what EXIF lies in, and the last of its kind; the end of the bytes, scans, the end of the picture,
and what fills a gap."""
_PNG = b"\x89PNG\r\n\x1a\n"
_BESIDE = frozenset({b"iCCP", b"tEXt", b"zTXt", b"iTXt"})
"""Chunks of a PNG that hold a colour profile and texts (PNG specification, 11.3). EXIF has its own, which stays."""


def bare(content: bytes) -> tuple[bytes, bytes]:
    """A JPEG or PNG without texts, colour profile and further pictures, and the EXIF taken out; b"" for none."""
    if content.startswith(_PNG):
        return _PNG + b"".join(chunk for chunk in _chunks(content) if chunk[4:8] not in _BESIDE), b""
    return _bare_jpeg(content)


def _chunks(png: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        yield png[at:end]
        at = end


def _bare_jpeg(jpeg: bytes) -> tuple[bytes, bytes]:
    at, kept, exif = 2, [jpeg[:2]], b""
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in _NO_SEGMENT:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        segment = jpeg[at:end]
        if segment[1:2] == _APP1 and segment[4:].startswith(HEAD):
            exif = exif or segment[4:]
        if not _APP1 <= segment[1:2] <= _APP13:
            kept.append(segment)
        at = end
    return b"".join((*kept, jpeg[at:])), exif
