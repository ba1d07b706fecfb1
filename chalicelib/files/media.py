"""Detects the media type of a file by its first bytes. Types that aren't accepted are not detected and give ""."""

import re
from pathlib import Path

from chalicelib.content.message_bodies import FileKind

MEDIA_TYPES: dict[FileKind, frozenset[str]] = {
    "photo": frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}),
    "video": frozenset({"video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/webm", "video/x-msvideo"}),
    "pdf": frozenset({"application/pdf"}),
    "signature": frozenset({"image/png"}),
}
"""The media types that each kind may have."""

_HEADER_SIZE = 4096
MAX_BEFORE_PDF = 1024
"""PDF readers search the header in this many bytes: servers, printers and mail programs put others before it."""
_OTHER_STARTS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"PK\3\4",
                 b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"GIF8", b"{\\rtf")  # fmt: skip
"""Beginnings of programs, archives and documents, which a PDF behind them doesn't make harmless."""
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)

_HEVC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
"""Brands of HEVC images (ISO/IEC 23008-12, annex B): phones write `heic`, 10-bit cameras `heix`."""
_GENERIC_IMAGE_BRANDS = frozenset({b"mif1", b"msf1", b"mif2", b"miaf", b"MiHE", b"MiHB"})
"""Brands of images in any codec: accepted with a compatible HEVC brand or item, and without an AV1 brand."""
_HEVC_ITEM = b"hvc1"
"""The type of an item or track in HEVC, which stands in the boxes at the beginning of a file."""
_REFUSED_BRANDS = frozenset(
    {b"avif", b"avis", b"avci", b"avcs", b"crx ", b"jp2 ", b"jpx ", b"jpm ", b"j2is", b"jxl ", b"vvic", b"vvis"}
)
"""Brands of images and raw data that aren't accepted."""
_QUICKTIME_FIRST_BOXES = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
"""The first box of a QuickTime video without brands, as older cameras write it."""


def sniff_media_type(path: Path) -> str:
    """The media type of a file, such as `video/mp4`; "" for any other file."""
    with path.open("rb") as file:
        head = file.read(_HEADER_SIZE)
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}.get(head[8:12], "")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"\x42\x82" in head and b"webm" in head[:128] else ""
    if _is_pdf(head):
        return "application/pdf"
    return _sniff_iso_container(head)


def _is_pdf(head: bytes) -> bool:
    before, header, _ = head[: MAX_BEFORE_PDF + 4].partition(b"%PDF")
    return header != b"" and not before.startswith(_OTHER_STARTS) and not _MARKUP.search(before)


def _sniff_iso_container(head: bytes) -> str:
    """The type of an ISO base media file (ISO/IEC 14496-12, 4.3) by its major and compatible brands."""
    if head[4:8] in _QUICKTIME_FIRST_BOXES:
        return "video/quicktime"
    length = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= length <= len(head):
        return ""
    major, brands = head[8:12], {head[at : at + 4] for at in (8, *range(16, length - 3, 4))}
    if major in _REFUSED_BRANDS or (major in _GENERIC_IMAGE_BRANDS and brands & _REFUSED_BRANDS):
        return ""
    if major in _HEVC_BRANDS or major in _GENERIC_IMAGE_BRANDS:
        return "image/heic" if brands & _HEVC_BRANDS or _HEVC_ITEM in head else ""
    for start, media in ((b"qt  ", "video/quicktime"), (b"M4V", "video/x-m4v"), (b"3g", "video/3gpp")):
        if major.startswith(start):
            return media
    return "video/mp4"  # cameras have brands of their own; the check looks for a track
