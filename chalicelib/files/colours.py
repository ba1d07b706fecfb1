"""Colours of copies: sRGB, eight bits, on white."""

import io
from typing import cast

from PIL import Image, ImageChops, ImageCms

_WIDE_MODES = "IF"
"""First letters of modes with more than 8 bits: I;16 and its variants, I (32 bits), F (floating point)."""
_MAX_16_BITS = 65_535
_PROFILE_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
"""Modes that have colour profiles → the colour space of a profile that fits (ICC.1:2010, 7.2.6)."""


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The image in sRGB, if its colour profile can be read and fits its mode; else as it is.

    Copies have no profile, so a screen would show the numbers of a wider space too pale.
    """
    if not profile or picture.mode not in _PROFILE_SPACES:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if own.profile.xcolor_space.strip() != _PROFILE_SPACES[picture.mode]:
            return picture
        converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def flatten_on_white(picture: Image.Image) -> Image.Image:
    """The image in RGB on white. JPEG has no transparency: a signature would become black on black."""
    grey = _to_8_bits(picture) if picture.mode[0] in _WIDE_MODES else None
    if not picture.has_transparency_data:
        return (grey or picture).convert("RGB")
    if grey is not None:
        seen = grey.convert("RGB")
    else:
        seen = picture if picture.mode in ("LA", "RGBA") else picture.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A") if grey is None else _opacity_of_16_bits(picture))
    return white


def _opacity_of_16_bits(picture: Image.Image) -> Image.Image:
    """The opacity mask of a grey image of 16 bits. Pillow compares its pixels clipped to 255."""
    clear = int(picture.info["transparency"])
    low, high = Image.frombytes("LA", picture.size, picture.convert("I;16").tobytes()).split()
    differing = (
        low.point(lambda value: 255 * (value != clear & 255)),
        high.point(lambda value: 255 * (value != clear >> 8)),
    )
    return ImageChops.lighter(*differing)


def _to_8_bits(picture: Image.Image) -> Image.Image:
    """Scales a grey image of 16 bits or more to 8. Pillow's own conversion makes every value above 255 white."""
    wide = picture.convert("I") if picture.mode.startswith("I;16") and picture.mode != "I;16" else picture
    lowest, highest = cast("tuple[float, float]", wide.getextrema())  # one band
    if picture.mode != "F" and lowest >= 0 and highest <= _MAX_16_BITS:
        lowest, highest = 0, _MAX_16_BITS
    scale = 255 / ((highest - lowest) or 1)
    offset = 0.5 - lowest * scale  # the conversion truncates
    return wide.point(lambda value: value * scale + offset).convert("L")
