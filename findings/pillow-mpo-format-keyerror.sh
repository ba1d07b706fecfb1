#!/usr/bin/env bash
# Pillow 12.2.0, `Image.open(file, formats=("JPEG", "MPO", "PNG"))`.
#
# Phones write MPO: a JPEG with further images. Pillow names the format of such a file "MPO", lists it among the formats that it
# reads, and `formats` restricts what is attempted.
# Expected: a list with "MPO" opens what it lists, and anything else raises UnidentifiedImageError.
# What happens: a file that none of the formats before "MPO" in the list has opened raises KeyError: 'MPO', also if a later one
# would open it. Without "MPO" in the list an MPO opens, by way of JPEG.
# A way round: leave "MPO" out.
#
# Needs Python 3.10 or newer and a package index. Exits with 0 while it is so, with 1 if it changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pillow==12.2.0 2>"$folder/pip.log" || { cat "$folder/pip.log"; exit 2; }

"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys

from PIL import Image


def saved(name: str) -> bytes:
    out, picture = io.BytesIO(), Image.new("RGB", (8, 8))
    picture.save(out, name, **({"save_all": True, "append_images": [picture]} if name == "MPO" else {}))
    return out.getvalue()


def opened(content: bytes, formats: tuple[str, ...]) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            return str(picture.format)
    except Exception as error:
        return type(error).__name__


CASES = (
    ("PNG", ("PNG", "MPO"), "PNG"),
    ("PNG", ("JPEG", "MPO", "PNG"), "KeyError"),
    ("GIF", ("JPEG", "PNG", "MPO"), "KeyError"),
    ("GIF", ("JPEG", "PNG"), "UnidentifiedImageError"),
    ("MPO", ("MPO",), "KeyError"),
    ("MPO", ("JPEG",), "MPO"),
)
as_described = True
for name, formats, expected in CASES:
    found = opened(saved(name), formats)
    print(f"a {name} opened with formats={formats}: {found}")
    as_described = as_described and found == expected
print("as described" if as_described else "not as described: it has changed")
sys.exit(0 if as_described else 1)
PYTHON
