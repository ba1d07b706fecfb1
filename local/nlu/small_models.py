"""Fits a small model of labelled texts and writes its file: the command lines of `acts` and `coverage`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from local.nlu import corpus, export, fit

VERSION = "1"
MAX_BUCKETS = 14_000
TEMPERATURE = 0.35


def fit_and_write(
    module: str, about: str | None, file: Path, read: Callable[[], list[tuple[str, str]]], leans: dict[str, float]
) -> int:
    """Fits labels and texts, adds a lean to the bias of a label, and writes `file`, or the file of the command line."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("file", nargs="?", type=Path, default=file)
    options = parser.parse_args()
    rows = read()
    texts = [text for _, text in rows]
    fitted = fit.fit(fit.matrix(texts), fit.noisy_matrix(texts), [label for label, _ in rows], max_buckets=MAX_BUCKETS)
    for label, lean in leans.items():
        fitted.bias[fitted.labels.index(label)] += lean
    seen = corpus.digest(rows)
    data = export.to_bytes(fitted, version=VERSION, data_hash=seen, temperature=TEMPERATURE, floor=0, margin=0)
    options.file.write_bytes(data)
    print(f"{len(rows)} lines, data {seen[:12]}: {len(data):,} bytes -> {options.file.name}")
    return 0
