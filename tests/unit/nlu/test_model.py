"""The model file stores the weights exactly."""

from __future__ import annotations

import numpy as np
import pytest

from chalicelib.nlu.model import unpack
from local.nlu.export import to_bytes
from local.nlu.fit import Weights

LABELS = tuple(f"label{number}" for number in range(29))


def test_scores_of_a_packed_model_equal_those_of_the_weights() -> None:
    chance = np.random.default_rng(1)
    matrix = np.zeros((len(LABELS), 4096), dtype=np.float32)
    used = chance.choice(4096, 1000, replace=False)
    matrix[:, used] = chance.laplace(0, chance.uniform(0.01, 0.5, 1000), (len(LABELS), 1000))
    weights = Weights(LABELS, matrix, chance.normal(size=len(LABELS)))
    packed = to_bytes(weights, version="1", data_hash="x", temperature=0.2, floor=0.3, margin=0.1)
    buckets = [int(bucket) for bucket in used[:400]] + [1, 2, 3]
    buckets = list(dict.fromkeys(buckets))
    wanted = matrix[:, buckets].sum(axis=1) / np.sqrt(len(buckets)) + weights.bias
    assert unpack(packed).scores(buckets) == pytest.approx(wanted.tolist(), abs=0.1)
    chances = unpack(packed).probabilities(buckets)
    assert sum(chances.values()) == pytest.approx(1)
    assert max(chances, key=lambda label: chances[label]) == LABELS[int(wanted.argmax())]
