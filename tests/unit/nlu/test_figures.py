"""The shipped model reaches its accuracy on the development set."""

from __future__ import annotations

import pytest

from chalicelib.nlu.features import BUCKETS
from chalicelib.nlu.model import FILE, load_model
from local.nlu.evaluate import Figures, Outcome, cases, figures, outcomes

MAX_BYTES = 1_000_000


@pytest.fixture(scope="module")
def measured() -> list[Outcome]:
    return outcomes(cases())


def test_the_accuracy_does_not_fall(measured: list[Outcome]) -> None:
    found = figures(measured)
    assert found.rejected <= 0.035
    floors = Figures(accuracy=0.94, out_of_scope_recall=0.94, rejected=0, emergency_recall=0.98, slot_f1=0.93)
    assert [name for name, floor in floors._asdict().items() if getattr(found, name) < floor] == []


def test_the_model_is_small_and_fits_the_features() -> None:
    assert FILE.stat().st_size < MAX_BYTES
    assert load_model().header.buckets == BUCKETS
