#!/usr/bin/env bash
# Pillow 12.2.0, `Image.getexif()` of a photo whose texts have the type UTF-8.
#
# Exif 3.0 (CIPA DC-008-2023) added the type 129, UTF-8, which texts like ImageDescription, Make and Artist may have.
# Expected: the text, as with the type 2, ASCII.
# What happens: the entry is missing, and nothing is raised or warned of, also where the text is plain ASCII.
# A way round: read the entries of the directories in `info["exif"]` oneself.
#
# Needs Python 3.10 or newer and a package index. Exits with 0 while it is so, with 1 if it changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pillow==12.2.0 2>"$folder/pip.log" || { cat "$folder/pip.log"; exit 2; }

"$folder/venv/bin/python" -W error - <<'PYTHON'
import io
import struct
import sys

from PIL import Image

ASCII, UTF8 = 2, 129
MAKE, ARTIST = 0x010F, 0x013B
NAME = "김서연"


def exif(kind: int) -> bytes:
    """A directory with the maker of the camera and the artist, whose name lies behind it."""
    artist = NAME.encode() + b"\0"
    entries = struct.pack(">HHL4s", MAKE, kind, 4, b"Cam\0") + struct.pack(">HHLL", ARTIST, kind, len(artist), 38)
    return b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", 2) + entries + bytes(4) + artist


def read(kind: int) -> tuple[object, object]:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif(kind))
    with Image.open(io.BytesIO(out.getvalue())) as photo:
        found = photo.getexif()
        return found.get(MAKE), found.get(ARTIST)


as_described = True
for name, kind, expected in (("ASCII", ASCII, ("Cam", NAME.encode().decode("latin-1"))), ("UTF-8", UTF8, (None, None))):
    found = read(kind)
    print(f"maker and artist of the type {name}: {found!r}")
    as_described = as_described and found == expected
print("as described" if as_described else "not as described: it has changed")
sys.exit(0 if as_described else 1)
PYTHON
