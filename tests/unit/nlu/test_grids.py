"""Sentences keep their meaning with other days, places, events and endings."""

from __future__ import annotations

from datetime import datetime

import pytest

from chalicelib.nlu import understand
from chalicelib.nlu.text import clean_text, repair_typos, split_words
from local.nlu.corpus import read_corpus
from tests.nlu.grids import read_grids

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
MIN_SHARE = 0.98
GRIDS = read_grids()


@pytest.mark.parametrize("name", GRIDS)
def test_the_sentences_of_a_grid_are_understood(name: str) -> None:
    lines = list(GRIDS[name].lines())
    read = [(line, understand(line.text, NOW)) for line in lines]
    misread = [line.text for line, found in read if found.likely[0] != line.intent]
    assert len(misread) <= (1 - MIN_SHARE) * len(lines), misread[:10]
    wrong = [(line.text, found.slots) for line, found in read if not line.slots.items() <= found.slots.items()]
    assert len(wrong) <= (1 - MIN_SHARE) * len(lines), wrong[:10]


def test_no_sentence_of_a_grid_is_trained() -> None:
    trained = {_letters(line.text) for line in read_corpus()}
    assert [line.text for grid in GRIDS.values() for line in grid.lines() if _letters(line.text) in trained] == []


def _letters(text: str) -> str:
    return "".join(split_words(repair_typos(clean_text(text))))
