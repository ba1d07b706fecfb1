"""Gives a HEIF image brands that the libraries know: Pillow's plugin looks at the first one, libheif 1.19 for `heic`,
`heix` or `mif1` among the compatible ones. Files of several layers or views may have only `heim` or `heis`."""

_KNOWN = frozenset({b"heic", b"heix", b"mif1"})
_GENERIC = b"mif1"
"""Any image (ISO/IEC 23008-12, 10.2.1)."""
_BRANDS_AT = 16
"""Where the compatible brands begin in a file; four bytes each (ISO/IEC 14496-12, 4.3)."""


def with_known_brands(heif: bytes) -> bytes:
    """The image, with a brand replaced where none is known. Nothing in it moves. Other files stay as they are."""
    end = int.from_bytes(heif[:4], "big")
    if heif[4:8] != b"ftyp" or not _BRANDS_AT + 4 <= end <= len(heif):
        return heif
    brands = heif[_BRANDS_AT:end]
    if not _KNOWN & {brands[at : at + 4] for at in range(0, len(brands), 4)}:
        brands = _GENERIC + brands[4:]
    first = heif[8:12] if heif[8:12] in _KNOWN else _GENERIC
    return heif[:8] + first + heif[12:_BRANDS_AT] + brands + heif[end:]
