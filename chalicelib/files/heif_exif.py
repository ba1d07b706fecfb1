"""Takes the EXIF out of a HEIF image whose EXIF lies outside of the file: libheif 1.19 then opens none of it."""

from collections.abc import Iterator

_INFE, _ILOC = b"infe", b"iloc"
"""Boxes of an item's description and of all items' places (ISO/IEC 14496-12, 8.11.6 and 8.11.3)."""

_MAX_ITEMS, _MAX_EXTENTS = 10_000, 64
"""Of one file, and of one item. Phones write an item for each of about 50 tiles."""


def heif_without_exif(heif: bytes) -> bytes:
    """The image with the places of its EXIF items set to the first byte of the file. Raises IndexError."""
    items, changed = set(_exif_items(heif)), bytearray(heif)
    for item, fields in _places(heif):
        if item in items:
            for start, end, value in fields:
                changed[start:end] = value.to_bytes(end - start, "big")
    return bytes(changed)


def _exif_items(heif: bytes) -> Iterator[int]:
    at = heif.find(_INFE)
    while at >= 0:
        wide = 2 * (heif[at + 4] == 3)  # the third version has ids of four bytes
        if heif[at + 12 + wide : at + 16 + wide] == b"Exif":
            yield int.from_bytes(heif[at + 8 : at + 10 + wide], "big")
        at = heif.find(_INFE, at + 4)


def _places(heif: bytes) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
    """Each item with the numbers of its place: where they begin and end, and what they become."""
    at = heif.find(_ILOC)
    if at < 0:
        return
    version, sizes = heif[at + 4], heif[at + 8 : at + 10]
    offset_size, length_size, base_size = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4
    index_size = sizes[1] & 15 if version else 0
    id_size = 4 if version == 2 else 2
    count = int.from_bytes(heif[at + 10 : at + 10 + id_size], "big")
    at += 10 + id_size
    for _ in range(min(count, _MAX_ITEMS)):
        item = int.from_bytes(heif[at : at + id_size], "big")
        at += id_size + (2 if version else 0) + 2
        fields = [(at, at + base_size, 0)]
        extents = int.from_bytes(heif[at + base_size : at + base_size + 2], "big")
        at += base_size + 2
        for _ in range(min(extents, _MAX_EXTENTS)):
            at += index_size
            fields.append((at, at + offset_size, 0))
            fields.append((at + offset_size, at + offset_size + length_size, 1))
            at += offset_size + length_size
        if at > len(heif):
            return
        yield item, fields
