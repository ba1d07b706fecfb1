#!/usr/bin/env bash
# Pillow 12.2.0, `convert("RGBA")` of a grey PNG of 16 bits with a transparent value.
#
# A PNG of 16-bit grey may name one grey value that is see-through (chunk tRNS, PNG specification 11.3.2.1). Pillow reads
# both: mode "I;16", `info["transparency"]`.
# Expected: the pixels of exactly that value become transparent, as in a PNG of 8-bit grey.
# What happens: the pixels are cut off at 255 before they are compared. With the value 65535 every pixel of 255 and more
# becomes transparent, so that nearly the whole picture disappears; with 300 no pixel does, not even that of 300. Nothing
# is raised and nothing is warned of. `convert("LA")` does the same.
# A way round: compare both bytes. `Image.frombytes("LA", picture.size, picture.tobytes()).split()` of a picture in "I;16"
# gives the low and the high bytes as two pictures.
#
# Needs Python 3.10 or newer and a package index. Exits with 0 while it is so, with 1 if it changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pillow==12.2.0 2>"$folder/pip.log" || { cat "$folder/pip.log"; exit 2; }

"$folder/venv/bin/python" - <<'PYTHON'
import io
import struct
import sys
import zlib

from PIL import Image

GREYS = (0, 100, 254, 255, 256, 300, 30_000, 65_534, 65_535)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(clear: int) -> bytes:
    """One row of 16-bit grey; `clear` is the value that is see-through."""
    header = struct.pack(">IIBBBBB", len(GREYS), 1, 16, 0, 0, 0, 0)
    row = b"\0" + struct.pack(f">{len(GREYS)}H", *GREYS)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"tRNS", struct.pack(">H", clear))
        + chunk(b"IDAT", zlib.compress(row))
        + chunk(b"IEND", b"")
    )


def transparent(clear: int) -> list[int]:
    with Image.open(io.BytesIO(png(clear))) as picture:
        assert (picture.mode, picture.info["transparency"]) == ("I;16", clear)
        alpha = picture.convert("RGBA").getchannel("A").tobytes()
    return [grey for grey, seen in zip(GREYS, alpha, strict=True) if seen == 0]


as_described = True
for clear, expected in ((65_535, [grey for grey in GREYS if grey >= 255]), (300, []), (100, [100])):
    found = transparent(clear)
    print(f"transparent value {clear:>5}: expected transparent [{clear}], found {found}")
    as_described = as_described and found == expected
print("as described" if as_described else "not as described: it has changed")
sys.exit(0 if as_described else 1)
PYTHON
