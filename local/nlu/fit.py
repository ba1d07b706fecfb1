"""Fits the linear model: hashed features in, one row of weights per bucket out."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from chalicelib.nlu.features import BUCKETS, KINDS, extract_features
from chalicelib.nlu.text import clean_text, repair_typos
from local.nlu.noise import add_typos

Floats = npt.NDArray[np.floating]
SEED = 20
MIN_TEXTS = 3
"""A feature in fewer texts, with and without generated typing errors, is dropped."""
MAX_BUCKETS = 60_000
"""Number of buckets kept, ranked by their largest weight and frequency (a row number has 16 bits)."""
COST = 6.0
SLIP_WEIGHT = 0.3
"""Weight of a line with generated typing errors, relative to the line as written."""
RARITY = 0.5
"""Power of a feature's log inverse frequency by which it is scaled; the scale is part of the final weights."""


class Weights(NamedTuple):
    """A fitted model before packing: `matrix` is labels × buckets."""

    labels: tuple[str, ...]
    matrix: Floats
    bias: Floats


def matrix(texts: Sequence[str], kinds: tuple[str, ...] = KINDS) -> sp.csr_matrix:
    """One row per text with 1/sqrt(number of features) for every feature, as at run time."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for text in texts:
        found = sorted(extract_features(repair_typos(clean_text(text)), kinds))
        columns += found
        values += [len(found) ** -0.5] * len(found)
        ends.append(len(columns))
    return sp.csr_matrix((values, columns, ends), shape=(len(texts), BUCKETS))


def noisy_matrix(texts: Sequence[str]) -> sp.csr_matrix:
    """`matrix` of each text with generated typing errors (see `noise`), which are the same for the same texts."""
    chance = Random(SEED)
    return matrix([add_typos(text, chance) for text in texts])


def fit(rows: sp.csr_matrix, slips: sp.csr_matrix, labels: Sequence[str], max_buckets: int = MAX_BUCKETS) -> Weights:
    """Fits one-against-the-rest linear machines with squared hinge loss; deterministic. `slips` are the same texts with
    generated typing errors.

    Fitted twice: a first machine, stopped early, selects the buckets that the second one uses.
    """
    both = sp.vstack([rows, slips]).tocsr()
    often = np.asarray((both > 0).sum(axis=0)).ravel()
    used = np.flatnonzero(often >= MIN_TEXTS)
    both, often = both[:, used], often[used]
    rarity = np.log((both.shape[0] + 1) / (often + 1)) ** RARITY
    scaled = both @ sp.diags(rarity)
    length = np.sqrt(scaled.multiply(scaled).sum(axis=1)).mean()
    rarity, scaled = rarity / length, (scaled / length).tocsr()
    named = np.concatenate([np.asarray(labels), np.asarray(labels)])
    counts = np.concatenate([np.ones(len(labels)), np.full(len(labels), SLIP_WEIGHT)])
    kept = np.arange(len(used))
    if len(used) > max_buckets:
        first = _machine(scaled, named, counts, tolerance=0.1)
        weight = np.abs(first.coef_ * rarity).max(axis=0) * np.sqrt(often)
        kept = np.sort(np.argsort(-weight, kind="stable")[:max_buckets])
    machine = _machine(scaled[:, kept], named, counts, tolerance=0.01)
    full = np.zeros((len(machine.classes_), rows.shape[1]), dtype=np.float32)
    full[:, used[kept]] = machine.coef_ * rarity[kept]
    return Weights(tuple(str(name) for name in machine.classes_), full, np.asarray(machine.intercept_))


def _machine(rows: sp.csr_matrix, labels: npt.NDArray[np.str_], counts: Floats, tolerance: float) -> LinearSVC:
    machine = LinearSVC(C=COST, random_state=SEED, max_iter=3000, tol=tolerance)
    return machine.fit(rows, labels, sample_weight=counts)


def scores(weights: Weights, rows: sp.csr_matrix) -> Floats:
    """Raw scores, texts × labels."""
    return np.asarray(rows @ weights.matrix.T, dtype=np.float64) + weights.bias


def softmax(raw: Floats, temperature: float) -> Floats:
    """Probabilities of raw scores."""
    sharp = raw / temperature
    parts = np.exp(sharp - sharp.max(axis=1, keepdims=True))
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))


def temperature(raw: Floats, truth: npt.NDArray[np.int64]) -> float:
    """The temperature of a fixed grid with the lowest log loss on held-out texts."""
    grid = np.geomspace(0.05, 2.0, 60)
    losses = [-np.log(softmax(raw, t)[np.arange(len(truth)), truth] + 1e-12).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])
