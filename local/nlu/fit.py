"""Fitting the linear model: hashed features in, one row of weights per bucket out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from chalicelib.bot.understanding.features import BUCKETS, KINDS, features
from chalicelib.bot.understanding.text import clean, repaired

Floats = npt.NDArray[np.floating]
SEED = 20
LEAST_TEXTS = 2
"""A feature seen in fewer texts tells nothing about unseen ones."""
KEEP = 60_000
"""Buckets kept, by their largest weight and how often they occur (a row number has 16 bits)."""


class Weights(NamedTuple):
    """A fitted model before packing: `matrix` is labels x buckets."""

    labels: tuple[str, ...]
    matrix: Floats
    bias: Floats


def matrix(texts: Sequence[str], kinds: tuple[str, ...] = KINDS) -> sp.csr_matrix:
    """One row per text, every feature 1/sqrt(number of features), as at run time."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for text in texts:
        found = sorted(features(repaired(clean(text)), kinds))
        columns += found
        values += [len(found) ** -0.5] * len(found)
        ends.append(len(columns))
    return sp.csr_matrix((values, columns, ends), shape=(len(texts), BUCKETS))


def fit(rows: sp.csr_matrix, labels: Sequence[str], cost: float = 3.0) -> Weights:
    """One-against-the-rest linear machines, squared hinge; deterministic.

    Fitted twice: the first machine says which buckets matter, the second uses those alone.
    """
    often = np.asarray((rows > 0).sum(axis=0)).ravel()
    used = np.flatnonzero(often >= LEAST_TEXTS)
    if len(used) > KEEP:
        first = _machine(rows[:, used], labels, cost)
        weight = np.abs(first.coef_).max(axis=0) * np.sqrt(often[used])
        used = np.sort(used[np.argsort(-weight, kind="stable")[:KEEP]])
    machine = _machine(rows[:, used], labels, cost)
    full = np.zeros((len(machine.classes_), rows.shape[1]), dtype=np.float32)
    full[:, used] = machine.coef_
    return Weights(tuple(str(name) for name in machine.classes_), full, np.asarray(machine.intercept_))


def _machine(rows: sp.csr_matrix, labels: Sequence[str], cost: float) -> LinearSVC:
    return LinearSVC(C=cost, random_state=SEED, max_iter=3000).fit(rows, np.asarray(labels))


def scores(weights: Weights, rows: sp.csr_matrix) -> Floats:
    """Raw scores, texts x labels."""
    return np.asarray(rows @ weights.matrix.T, dtype=np.float64) + weights.bias


def softmax(raw: Floats, temperature: float) -> Floats:
    """Probabilities of raw scores."""
    sharp = raw / temperature
    parts = np.exp(sharp - sharp.max(axis=1, keepdims=True))
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))


def temperature(raw: Floats, truth: npt.NDArray[np.int64]) -> float:
    """The temperature at which held-out texts are least surprising (log loss), by a fixed grid."""
    grid = np.geomspace(0.05, 2.0, 60)
    losses = [-np.log(softmax(raw, t)[np.arange(len(truth)), truth] + 1e-12).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])
