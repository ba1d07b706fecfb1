"""Chunks of a PNG."""

import struct
import zlib


def chunk(name: bytes, data: bytes, *, checked: bool = True) -> bytes:
    """A chunk of a PNG, with the right checksum or another."""
    return struct.pack(">L4s", len(data), name) + data + struct.pack(">L", zlib.crc32(name + data) ^ (not checked))
