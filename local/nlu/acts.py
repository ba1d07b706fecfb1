"""`python -m local.nlu.acts [FILE]` fits the model of conversation acts and writes its file.

The data are in `data/acts`: `grid.toml`, whose sentences are sampled, and lines of an act and a text. The lines of the
intents' training data are sentences without an act, except those that the grammar reads as one.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

from chalicelib.nlu.act_model import FILE, NO_ACT
from chalicelib.nlu.conversation_acts import read_conversation_acts
from chalicelib.nlu.text import clean_text, repair_typos, split_words
from local.nlu import corpus, fit
from local.nlu.small_models import fit_and_write

DATA = Path(__file__).with_name("data") / "acts"
SAMPLES = 300
"""Sentences of a way of saying an act that are trained."""
OTHER_SAMPLES = 3_000
"""Lines of the intents' training data that are trained as sentences without an act."""
LEAN = -0.3
"""The bias of sentences without an act: only a message that answers nothing is looked up in the model."""
LIKE_ACTS = frozenset({"roadside_cancel", "closing", "greeting", "wait_status", "cancellation"})
"""Intents whose lines may be acts in a form; not trained as sentences without one."""


def read_acts(folder: Path = DATA) -> list[tuple[str, str]]:
    """Acts and texts, in a fixed order; each text once."""
    rows = [*_lines(folder), *_samples(folder / "grid.toml"), *_others()]
    known: dict[str, tuple[str, str]] = {}
    for act, text in rows:
        known.setdefault("".join(split_words(repair_typos(clean_text(text)))), (act, text))
    return list(known.values())


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            act, text = line.split("\t")
            yield act, text


def _samples(path: Path) -> Iterator[tuple[str, str]]:
    chance = Random(fit.SEED)
    for act, ways in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for parts in ways:
            for _ in range(SAMPLES):
                yield act, "".join(chance.choice(words) for words in parts)


def _others() -> Iterator[tuple[str, str]]:
    lines = [line.text for line in corpus.read_corpus() if line.intent not in LIKE_ACTS]
    for text in Random(fit.SEED).sample(lines, OTHER_SAMPLES):
        cleaned = clean_text(text)
        if not read_conversation_acts(cleaned, repair_typos(cleaned)).acts:
            yield NO_ACT, text


if __name__ == "__main__":
    sys.exit(fit_and_write("local.nlu.acts", __doc__, FILE, read_acts, {NO_ACT: LEAN}))
