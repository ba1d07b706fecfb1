"""Videos, box by box (ISO/IEC 14496-12)."""

import struct


def box(name: bytes, content: bytes = b"") -> bytes:
    """A box."""
    return struct.pack(">I4s", len(content) + 8, name) + content


def branded(major: bytes, *compatible: bytes) -> bytes:
    """The box that names the brands of a file."""
    return box(b"ftyp", major + bytes(4) + b"".join(compatible))


INDEX = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"tkhd", bytes(84))))
FRAMES = box(b"mdat", bytes(500))
