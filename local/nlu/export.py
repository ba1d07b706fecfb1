"""From fitted weights to the model file: prune, quantise to a byte, pack."""

from __future__ import annotations

import numpy as np

from chalicelib.bot.understanding.model import Header, pack
from local.nlu.fit import Weights


def to_bytes(
    weights: Weights, *, version: str, data_hash: str, temperature: float, floor: float, margin: float
) -> bytes:
    """The packed model."""
    by_bucket = weights.matrix.T
    size = np.abs(by_bucket).max(axis=1)
    kept = np.flatnonzero(size > 0)
    limit = float(np.quantile(np.abs(by_bucket[kept]).max(axis=1), 0.999))
    scale = limit / 127
    quantised = np.clip(np.rint(by_bucket[kept] / scale), -127, 127).astype(np.int16) + 128
    rows = np.full((len(kept) + 1, len(weights.labels)), 128, dtype=np.uint8)
    rows[1:] = quantised.astype(np.uint8)
    header = Header(
        version=version,
        data_hash=data_hash,
        buckets=by_bucket.shape[0],
        labels=weights.labels,
        scale=scale,
        bias=tuple(float(round(value, 6)) for value in weights.bias),
        temperature=round(temperature, 4),
        floor=floor,
        margin=margin,
    )
    return pack(header, {int(bucket): row for row, bucket in enumerate(kept, 1)}, rows.tobytes())
