"""Removes the metadata of images that Pillow can't open because of it."""

from collections.abc import Iterator

EXIF_HEADER = b"Exif\0\0"
"""Precedes the EXIF in a JPEG segment (JEITA CP-3451, 4.5.4)."""
_APP1, _APP13, _NO_SEGMENT = b"\xe1", b"\xed", frozenset({b"", b"\xda", b"\xd9", b"\xff"})
"""JPEG markers: the segment of EXIF; the last segment of metadata; end of bytes, start of scan, end of image, fill
bytes."""
_PNG = b"\x89PNG\r\n\x1a\n"
_METADATA_CHUNKS = frozenset({b"iCCP", b"tEXt", b"zTXt", b"iTXt"})
"""PNG chunks of the colour profile and texts (PNG specification, 11.3). The chunk of EXIF stays."""


def without_metadata(content: bytes) -> tuple[bytes, bytes]:
    """The JPEG or PNG without texts, colour profile and further images, and the EXIF of a JPEG, b"" for none."""
    if content.startswith(_PNG):
        return _PNG + b"".join(chunk for chunk in _png_chunks(content) if chunk[4:8] not in _METADATA_CHUNKS), b""
    return _jpeg_without_metadata(content)


def _png_chunks(png: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        yield png[at:end]
        at = end


def _jpeg_without_metadata(jpeg: bytes) -> tuple[bytes, bytes]:
    at, segments, exif = 2, [jpeg[:2]], b""
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in _NO_SEGMENT:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        segment = jpeg[at:end]
        if segment[1:2] == _APP1 and segment[4:].startswith(EXIF_HEADER):
            exif = exif or segment[4:]
        if not _APP1 <= segment[1:2] <= _APP13:
            segments.append(segment)
        at = end
    return b"".join((*segments, jpeg[at:])), exif
