"""Colours that an image describes by numbers: the primaries and the transfer function that ITU-T H.273 numbers (`nclx`
in HEIF, `cICP` in PNG), or those of PNG's `cHRM` and `gAMA`. They become the colour profile that means the same."""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PIL import Image

from chalicelib.files.exif import exif_of, is_adobe_rgb
from chalicelib.files.icc_profile import Chromaticity, Primaries, icc_profile

Curve = Callable[[float], float]
"""A transfer function: from a value of the image to light, both 0 to 1."""

_D65: Chromaticity = (0.3127, 0.3290)
_SRGB = Primaries((0.640, 0.330), (0.300, 0.600), (0.150, 0.060), _D65)
_SMPTE_170M = Primaries((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), _D65)
_PRIMARIES: Mapping[int, Primaries] = {
    1: _SRGB,
    4: Primaries((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), (0.310, 0.316)),
    5: Primaries((0.64, 0.33), (0.29, 0.60), (0.15, 0.06), _D65),
    6: _SMPTE_170M,
    7: _SMPTE_170M,
    8: Primaries((0.681, 0.319), (0.243, 0.692), (0.145, 0.049), (0.310, 0.316)),
    9: Primaries((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), _D65),  # BT.2020
    11: Primaries((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351)),
    12: Primaries((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _D65),  # Display P3
    22: Primaries((0.630, 0.340), (0.295, 0.605), (0.155, 0.077), _D65),
}
"""Primaries by number (ITU-T H.273, table 2); 2 is unspecified, and all others are read as those of sRGB."""

_ADOBE_RGB, _ADOBE_GAMMA = Primaries((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), _D65), 2.19921875
"""Adobe RGB (1998), 4.3.1."""

_REFERENCE_WHITE = 203
"""The brightness of white paper in a picture of high dynamic range, cd/m² (ITU-R BT.2408, 2.2)."""
_HLG_PEAK = 1_000
"""The peak brightness of the screen that HLG is meant for, cd/m², at the gamma 1.2 (ITU-R BT.2100, table 5)."""
_KNEE = 0.75
"""Light above this part of the reference white is compressed, so that what is brighter than white is told apart."""


class ColourDescription(NamedTuple):
    """Primaries and transfer function of an image by their numbers."""

    primaries: int
    transfer: int


def profile_of(picture: Image.Image, cicp: ColourDescription | None) -> bytes | None:
    """The colour profile of an image: its own, that of its description or that of its EXIF; None for sRGB.
    `cicp` is that of a PNG, which comes before its profile (PNG specification, 4.3)."""
    info: Mapping[Any, Any] = picture.info
    nclx = info.get("nclx_profile")
    own = info.get("icc_profile")
    if cicp is not None:
        return _described(cicp, grey=is_grey(picture))
    if isinstance(own, bytes) and own:
        return own
    if isinstance(nclx, dict):
        numbers = ColourDescription(nclx["color_primaries"], nclx["transfer_characteristics"])
        return _described(numbers, grey=is_grey(picture))
    if picture.format == "PNG":
        return _from_png_chunks(info, grey=is_grey(picture)) if "srgb" not in info else None
    if picture.mode == "RGB" and is_adobe_rgb(exif_of(picture)):
        return icc_profile(_ADOBE_RGB, lambda value: value**_ADOBE_GAMMA)
    return None


def is_grey(picture: Image.Image) -> bool:
    """Whether an image has greys alone, of any depth."""
    return picture.mode in ("1", "L", "LA", "I", "F") or picture.mode.startswith("I;16")


def _described(numbers: ColourDescription, *, grey: bool) -> bytes | None:
    primaries = _PRIMARIES.get(numbers.primaries, _SRGB)
    curve = _CURVES.get(numbers.transfer, _srgb)
    # Photos and screens take the curve of BT.709 for that of sRGB.
    if primaries == _SRGB and curve in (_srgb, _bt709):
        return None
    return icc_profile(None if grey else primaries, curve)


def _from_png_chunks(info: Mapping[Any, Any], *, grey: bool) -> bytes | None:
    """The profile of `cHRM` and `gAMA`, unless they are about those of sRGB."""
    gamma, numbers = info.get("gamma") or 0, info.get("chromaticity") or ()
    primaries = _SRGB
    if len(numbers) == 8:
        white, red, green, blue = ((numbers[at], numbers[at + 1]) for at in range(0, 8, 2))
        found = Primaries(red, green, blue, white)
        if (
            max(abs(a - b) for one, other in zip(found, _SRGB, strict=True) for a, b in zip(one, other, strict=True))
            > 0.01
        ):
            primaries = found
    exponent = 1 / gamma if 0.1 <= gamma <= 10 else 2.2
    is_usual = abs(exponent - 2.2) < 0.1
    if is_usual and (primaries == _SRGB or grey):
        return None
    return icc_profile(None if grey else primaries, _srgb if is_usual else lambda value: value**exponent)


def _srgb(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _bt709(value: float) -> float:
    return value / 4.5 if value < 0.08124 else ((value + 0.099297) / 1.099297) ** (1 / 0.45)


def _smpte_240m(value: float) -> float:
    return value / 4 if value < 0.0913 else ((value + 0.1115) / 1.1115) ** (1 / 0.45)


def _pq(value: float) -> float:
    """SMPTE ST 2084, which gives the brightness up to 10,000 cd/m²."""
    root = value ** (1 / 78.84375)
    light = max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    return _compressed(light ** (1 / 0.1593017578125) * 10_000 / _REFERENCE_WHITE)


def _hlg(value: float) -> float:
    """ARIB STD-B67."""
    scene = value * value / 3 if value <= 0.5 else (math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12
    return _compressed(scene**1.2 * _HLG_PEAK / _REFERENCE_WHITE)


def _compressed(light: float) -> float:
    """Light up to the reference white and above it as 0 to 1: as it is up to the knee, and ever less from there on."""
    rest = 1 - _KNEE
    return light if light <= _KNEE else 1 - rest * math.exp((_KNEE - light) / rest)


_CURVES: Mapping[int, Curve] = {
    1: _bt709,
    4: lambda value: value**2.2,
    5: lambda value: value**2.8,
    6: _bt709,
    7: _smpte_240m,
    8: lambda value: value,
    9: lambda value: 10 ** ((value - 1) * 2) if value else 0,
    10: lambda value: 10 ** ((value - 1) * 2.5) if value else 0,
    11: _bt709,
    12: _bt709,
    13: _srgb,
    14: _bt709,
    15: _bt709,
    16: _pq,
    17: lambda value: min(1, value**2.6 * 52.37 / 48),
    18: _hlg,
}
"""Transfer functions by number (ITU-T H.273, table 3); 2 is unspecified, and all others are read as that of sRGB."""
