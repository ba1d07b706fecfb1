"""`python -m local.nlu.train`: fit, report with each writer left out, write the model file."""

from __future__ import annotations

import sys

import numpy as np

from chalicelib.bot.understanding.model import FILE
from local.nlu import corpus, export, fit

VERSION = "1"


def main() -> int:
    """Train and write; prints accuracy with each writer left out."""
    lines = corpus.read()
    labels = sorted({line.intent for line in lines})
    truth = np.array([labels.index(line.intent) for line in lines])
    writers = np.array([line.writer for line in lines])
    rows = fit.matrix([line.text for line in lines])
    raw = np.full((len(lines), len(labels)), -2.0)
    for writer in sorted(set(writers)):
        out = writers == writer
        part = fit.fit(rows[~out], [line.intent for line in lines if line.writer != writer])
        raw[np.ix_(out, [labels.index(name) for name in part.labels])] = fit.scores(part, rows[out])
        print(f"without {writer}: {(raw[out].argmax(axis=1) == truth[out]).mean():.4f} of {out.sum()}")
    temperature = fit.temperature(raw, truth)
    whole = fit.fit(rows, [line.intent for line in lines])
    seen = corpus.digest(lines)
    data = export.to_bytes(whole, version=VERSION, data_hash=seen, temperature=temperature, floor=0.3, margin=0.15)
    FILE.write_bytes(data)
    print(f"{len(lines)} lines, temperature {temperature:.3f}, {len(data):,} bytes -> {FILE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
