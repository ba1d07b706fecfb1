"""The check of photos: memory compared with an earlier commit, and CPU by format."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image, ImageChops
from pillow_heif import register_heif_opener

from tests.bench.earlier_commit import earlier_tree
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import ROOT

LARGE, USUAL = (10_240, 7_700), (4_000, 3_000)
"""Sizes in pixels: a panorama of 79 megapixels, a phone's photo of 12."""
TILE = (500, 375)
"""A photo is drawn in tiles of this size, in pixels."""
NOISE = 2
"""Standard deviation of the noise, of 255."""
ROUNDS = 5
FORMATS: dict[str, dict[str, Any]] = {
    "jpg": {"quality": 90},
    "png": {"compress_level": 3},
    "webp": {"quality": 85, "method": 0},
    "heic": {"quality": 60},
}


def measure(run: Run) -> list[Figure]:
    """Each file is checked in processes of their own, one after the other."""
    run.say("drawing photos")
    register_heif_opener()
    large = run.scratch / "large.jpg"
    draw_photo(LARGE).save(large, quality=85)
    photo = draw_photo(USUAL)
    usual = {suffix: run.scratch / f"usual.{suffix}" for suffix in FORMATS}
    for suffix, path in usual.items():
        photo.save(path, **FORMATS[suffix])
    run.say("checking them")
    now, before = _check(ROOT, large), _check(earlier_tree("check_peak_over_before"), large)
    cpu = {suffix: median(_check(ROOT, path)["cpu_s"] for _ in range(ROUNDS)) for suffix, path in usual.items()}
    slowest = max(cpu, key=lambda suffix: cpu[suffix])
    return [
        Figure(
            "check_peak_over_before",
            now["peak_mb"] / before["peak_mb"],
            "×",
            "peak memory of the check of a 79-megapixel JPEG ÷ before",
            Target(0.6),
        ),
        Figure("check_peak_mb", now["peak_mb"], "MB", "peak memory of that check"),
        Figure(
            "check_cpu_over_jpeg",
            cpu[slowest] / cpu["jpg"],
            "×",
            f"CPU of the check of 12 megapixels in the slowest format ({slowest}) ÷ JPEG",
            Target(2),
        ),
        *(
            Figure(f"check_cpu_{suffix}_s", value, "s", "CPU of the check of 12 megapixels")
            for suffix, value in cpu.items()
        ),
    ]


def draw_photo(size: tuple[int, int]) -> Image.Image:
    """Shades, edges and the noise of a sensor, which takes about as many bytes as a phone's photo."""
    shade, rings = Image.linear_gradient("L").resize(TILE), Image.radial_gradient("L").resize(TILE)
    noise = Image.effect_noise(TILE, NOISE)
    bands = (ImageChops.add(band, noise, 1, -128) for band in (shade, rings, ImageChops.invert(shade)))
    tile, photo = Image.merge("RGB", tuple(bands)), Image.new("RGB", size)
    for left in range(0, size[0], TILE[0]):
        for top in range(0, size[1], TILE[1]):
            photo.paste(tile, (left, top))
    return photo


def _check(tree: Path, photo: Path) -> dict[str, float]:
    """Raises RuntimeError if the photo isn't good."""
    child = Path(__file__).with_name("check_child.py")
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, str(child), str(photo)], cwd=tree, env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    if found["reason"]:
        raise RuntimeError(f"{photo.name}: {found['reason']}")
    return found
