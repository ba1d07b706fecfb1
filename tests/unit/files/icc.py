"""Colour profiles, byte by byte (ICC.1:2010)."""

import struct

Colour = tuple[float, float, float]
RED, GREEN, BLUE = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
"""The primaries of sRGB under D50."""


def _fixed(value: float) -> bytes:
    return struct.pack(">l", round(value * 65_536))


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    at, table, content = 128 + 4 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        table += struct.pack(">4sLL", name, at + len(content), len(data))
        content += data
    head = bytes(4) + bytes(4) + b"\2\x10\0\0" + b"mntr" + space + b"XYZ " + bytes(12) + b"acsp" + bytes(28)
    head += b"".join(map(_fixed, (0.9642, 1.0, 0.8249))) + bytes(48)
    whole = head + struct.pack(">L", len(tags)) + table + content
    return struct.pack(">L", len(whole)) + whole[4:]


def _xyz(colour: Colour) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, colour))


def _gamma(value: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">LHH", 1, round(value * 256), 0)


WHITE = (0.9642, 1.0, 0.8249)


def rgb_profile(red: Colour, green: Colour, blue: Colour, gamma: float = 2.2) -> bytes:
    """A profile of these primaries."""
    curve = _gamma(gamma)
    return _profile(
        b"RGB ",
        {b"wtpt": _xyz(WHITE), b"rXYZ": _xyz(red), b"gXYZ": _xyz(green), b"bXYZ": _xyz(blue)}
        | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    )


def grey_profile(gamma: float) -> bytes:
    """A profile of greys."""
    return _profile(b"GRAY", {b"wtpt": _xyz(WHITE), b"kTRC": _gamma(gamma)})
