"""`python -m local.nlu.acts [FILE]` fits the model of conversation acts and writes its file.

The data are in `data/acts`: `grid.toml`, whose sentences are sampled, and lines of an act and a text. The lines of the
intents' training data are sentences without an act, except those that the grammar reads as one.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

from chalicelib.nlu.act_model import FILE, NO_ACT
from chalicelib.nlu.conversation_acts import read_conversation_acts
from chalicelib.nlu.text import clean_text, repair_typos, split_words
from local.nlu import corpus, export, fit

DATA = Path(__file__).with_name("data") / "acts"
VERSION = "1"
SAMPLES = 300
"""Sentences of a way of saying an act that are trained."""
OTHER_SAMPLES = 3_000
"""Lines of the intents' training data that are trained as sentences without an act."""
MAX_BUCKETS = 14_000
TEMPERATURE = 0.35
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


def digest(rows: list[tuple[str, str]]) -> str:
    """SHA-256 of acts and texts."""
    return hashlib.sha256("\n".join(f"{act}\t{text}" for act, text in rows).encode()).hexdigest()


def main() -> int:
    """Fits and writes the file."""
    parser = argparse.ArgumentParser(prog="python -m local.nlu.acts", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    options = parser.parse_args()
    rows = read_acts()
    texts = [text for _, text in rows]
    fitted = fit.fit(fit.matrix(texts), fit.noisy_matrix(texts), [act for act, _ in rows], max_buckets=MAX_BUCKETS)
    fitted.bias[fitted.labels.index(NO_ACT)] += LEAN
    seen = digest(rows)
    data = export.to_bytes(fitted, version=VERSION, data_hash=seen, temperature=TEMPERATURE, floor=0, margin=0)
    options.file.write_bytes(data)
    print(f"{len(rows)} lines, data {seen[:12]}: {len(data):,} bytes -> {options.file.name}")
    return 0


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
    sys.exit(main())
