"""Detects the media type of a file by its first bytes. Types that aren't accepted are not detected and give ""."""

from pathlib import Path

_HEADER_SIZE = 4096
_BEFORE_PDF = b"\xef\xbb\xbf\0\t\n\f\r "
"""A byte order mark and white space, which servers and mail programs put before a PDF. PDF readers search the header
in the first 1,024 bytes."""

_HEVC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
"""Brands of HEVC images (ISO/IEC 23008-12, annex B): phones write `heic`, 10-bit cameras `heix`."""
_GENERIC_IMAGE_BRANDS = frozenset({b"mif1", b"msf1", b"mif2", b"miaf", b"MiHE", b"MiHB"})
"""Brands of images in any codec: accepted with a compatible HEVC brand and without an AV1 brand."""
_REFUSED_BRANDS = frozenset({b"avif", b"avis", b"crx ", b"jp2 ", b"jpx ", b"jpm "})
"""Brands of images and raw data that aren't accepted."""
_VIDEO_BRANDS = (b"iso", b"mp4", b"mp7", b"avc", b"hvc", b"dash", b"cmf", b"MSNV", b"XAVC", b"mmp4", b"NDS", b"SDV")
"""Prefixes of video brands: of the standard, of streaming, of Sony, of mobile phones."""
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
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"\x42\x82" in head and b"webm" in head[:128] else ""
    if head.lstrip(_BEFORE_PDF).startswith(b"%PDF"):
        return "application/pdf"
    return _sniff_iso_container(head)


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
        return "image/heic" if brands & _HEVC_BRANDS else ""
    for start, media in ((b"qt  ", "video/quicktime"), (b"M4V", "video/x-m4v"), (b"3g", "video/3gpp")):
        if major.startswith(start):
            return media
    return "video/mp4" if any(brand.startswith(_VIDEO_BRANDS) for brand in brands) else ""
