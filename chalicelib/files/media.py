"""The media type of a file by its own first bytes. Only types that are taken are known here; anything else is ""."""

from pathlib import Path

_HEAD = 4096
_BLANK = b"\xef\xbb\xbf\0\t\n\f\r "
"""What servers and mail programs put before a PDF: a byte order mark and white space. Readers look for its head within
1,024 bytes."""

_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
"""Brands of pictures coded in HEVC (ISO/IEC 23008-12, annex B): phones write `heic`, cameras of 10 bits `heix`."""
_PICTURES = frozenset({b"mif1", b"msf1", b"mif2", b"miaf", b"MiHE", b"MiHB"})
"""Brands of pictures in any coding: taken where a brand of HEVC stands beside them, and none of AV1."""
_OTHER = frozenset({b"avif", b"avis", b"crx ", b"jp2 ", b"jpx ", b"jpm "})
"""Brands of pictures and raw data that aren't taken."""
_FILMS = (b"iso", b"mp4", b"mp7", b"avc", b"hvc", b"dash", b"cmf", b"MSNV", b"XAVC", b"mmp4", b"NDS", b"SDV")
"""How brands of films begin: the standard's, those of streams, of Sony, of telephones."""
_UNBRANDED = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
"""The first box of a QuickTime film that was written before there were brands: older cameras do."""


def media_of(path: Path) -> str:
    """The media type of a file, as in `video/mp4`."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"\x42\x82" in head and b"webm" in head[:128] else ""
    if head.lstrip(_BLANK).startswith(b"%PDF"):
        return "application/pdf"
    return _of_boxes(head)


def _of_boxes(head: bytes) -> str:
    """A file of boxes (ISO/IEC 14496-12, 4.3): its brand, and those that it is compatible with."""
    if head[4:8] in _UNBRANDED:
        return "video/quicktime"
    length = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= length <= len(head):
        return ""
    major, brands = head[8:12], {head[at : at + 4] for at in (8, *range(16, length - 3, 4))}
    if major in _OTHER or (major in _PICTURES and brands & _OTHER):
        return ""
    if major in _HEIF or major in _PICTURES:
        return "image/heic" if brands & _HEIF else ""
    for start, media in ((b"qt  ", "video/quicktime"), (b"M4V", "video/x-m4v"), (b"3g", "video/3gpp")):
        if major.startswith(start):
            return media
    return "video/mp4" if any(brand.startswith(_FILMS) for brand in brands) else ""
