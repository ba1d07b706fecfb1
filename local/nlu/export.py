"""Writes fitted weights to the model file: quantises them to a byte and a shift per row, and packs them."""

from __future__ import annotations

import numpy as np

from chalicelib.nlu.model import ZERO, ModelHeader, pack
from local.nlu.fit import Weights

SHIFTS = 8
_LARGEST = 15
"""Steps on each side of zero. 31 values per weight lose less than 0.1 points and pack into half the bytes of 255."""


def to_bytes(
    weights: Weights, *, version: str, data_hash: str, temperature: float, floor: float, margin: float
) -> bytes:
    """The content of the model file. A row of small weights gets fine steps, a row of large ones coarser steps."""
    by_bucket = weights.matrix.T
    size = np.abs(by_bucket).max(axis=1)
    kept = np.flatnonzero(size > 0)
    scale = float(size[kept].max()) / (_LARGEST << (SHIFTS - 1))
    needed = np.ceil(np.log2(np.maximum(size[kept] / (scale * _LARGEST), 1.0))).astype(int)
    shift = np.minimum(needed, SHIFTS - 1)
    order = np.argsort(shift, kind="stable")
    kept, shift = kept[order], shift[order]
    steps = scale * (2.0**shift)[:, None]
    rows = np.full((len(kept) + 1, len(weights.labels) + 1), ZERO, dtype=np.uint8)
    quantised = np.clip(np.rint(by_bucket[kept] / steps), -_LARGEST, _LARGEST).astype(np.int16) + ZERO
    rows[1:, :-1] = quantised.astype(np.uint8)
    counts = np.bincount(shift, minlength=SHIFTS)
    counts[0] += 1  # row 0, for buckets without a row
    header = ModelHeader(
        version=version,
        data_hash=data_hash,
        buckets=by_bucket.shape[0],
        labels=weights.labels,
        scale=scale,
        shifts=tuple(int(count) for count in counts),
        bias=tuple(float(round(value, 6)) for value in weights.bias),
        temperature=round(temperature, 4),
        floor=floor,
        margin=margin,
    )
    return pack(header, [int(bucket) for bucket in kept], rows.tobytes())
