"""Writes a colour profile (ICC.1:2010) of three primaries, or of greys, and one transfer function."""

import struct
from collections.abc import Callable, Mapping
from typing import NamedTuple

Chromaticity = tuple[float, float]
"""x and y (CIE 1931)."""
_Vector = tuple[float, float, float]
_Matrix = tuple[_Vector, _Vector, _Vector]

_D50: _Vector = (0.9642, 1.0, 0.8249)
"""The white of profiles (7.2.16)."""
_BRADFORD: _Matrix = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
"""From XYZ to the response of cones, in which colours are adapted to another white (annex E.3)."""
_CURVE_POINTS = 4096


class Primaries(NamedTuple):
    """The colours of full red, green and blue, and of white."""

    red: Chromaticity
    green: Chromaticity
    blue: Chromaticity
    white: Chromaticity


def icc_profile(primaries: Primaries | None, curve: Callable[[float], float]) -> bytes | None:
    """The profile; that of greys without primaries. None where the primaries are on a line.

    `curve` gives the light of a value, both 0 to 1.
    """
    points = (curve(at / (_CURVE_POINTS - 1)) for at in range(_CURVE_POINTS))
    values = (max(0, min(65_535, round(point * 65_535))) for point in points)
    trc = b"curv\0\0\0\0" + struct.pack(f">L{_CURVE_POINTS}H", _CURVE_POINTS, *values)
    if primaries is None:
        return _profile(b"GRAY", {b"wtpt": _xyz(_D50), b"kTRC": trc})
    try:
        red, green, blue = _colorants(primaries)
    except ZeroDivisionError:
        return None
    colours = {b"rXYZ": _xyz(red), b"gXYZ": _xyz(green), b"bXYZ": _xyz(blue)}
    return _profile(b"RGB ", {b"wtpt": _xyz(_D50), **colours, b"rTRC": trc, b"gTRC": trc, b"bTRC": trc})


def _colorants(primaries: Primaries) -> _Matrix:
    """Full red, green and blue in XYZ under D50."""
    red, green, blue, white = map(_to_xyz, primaries)
    parts = _times(_inverse(_columns(red, green, blue)), white)
    source, target = _times(_BRADFORD, white), _times(_BRADFORD, _D50)
    back = _inverse(_BRADFORD)
    adapted: list[_Vector] = []
    for colour, part in zip((red, green, blue), parts, strict=True):
        cones = _times(_BRADFORD, _scaled(colour, (part, part, part)))
        adapted.append(_times(back, _scaled(cones, tuple(b / a for a, b in zip(source, target, strict=True)))))
    return adapted[0], adapted[1], adapted[2]


def _to_xyz(colour: Chromaticity) -> _Vector:
    x, y = colour
    return (x / y, 1.0, (1 - x - y) / y)


def _columns(red: _Vector, green: _Vector, blue: _Vector) -> _Matrix:
    return (red[0], green[0], blue[0]), (red[1], green[1], blue[1]), (red[2], green[2], blue[2])


def _times(matrix: _Matrix, vector: _Vector) -> _Vector:
    a, b, c = (sum(x * y for x, y in zip(row, vector, strict=True)) for row in matrix)
    return (a, b, c)


def _scaled(vector: _Vector, factors: tuple[float, ...]) -> _Vector:
    a, b, c = (x * y for x, y in zip(vector, factors, strict=True))
    return (a, b, c)


def _inverse(matrix: _Matrix) -> _Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    rows = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    determinant = a * rows[0][0] + b * rows[1][0] + c * rows[2][0]
    first, second, third = ((x / determinant, y / determinant, z / determinant) for x, y, z in rows)
    return first, second, third


def _xyz(colour: _Vector) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">l", round(value * 65_536)) for value in colour)


def _profile(space: bytes, tags: Mapping[bytes, bytes]) -> bytes:
    """The header, the table of tags and their data; equal data are written once (7.2 and 7.3)."""
    start, table, content = 128 + 4 + 12 * len(tags), b"", b""
    places: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in places:
            places[data] = start + len(content)
            content += data + bytes(-len(data) % 4)
        table += struct.pack(">4sLL", name, places[data], len(data))
    white = b"".join(struct.pack(">l", round(value * 65_536)) for value in _D50)
    head = bytes(8) + b"\2\x10\0\0mntr" + space + b"XYZ " + bytes(12) + b"acsp" + bytes(28) + white + bytes(48)
    whole = head + struct.pack(">L", len(tags)) + table + content
    return struct.pack(">L", len(whole)) + whole[4:]
