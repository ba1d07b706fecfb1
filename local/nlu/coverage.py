"""`python -m local.nlu.coverage [FILE]` fits the model of coverage questions and writes its file, and the words of the
questions that entries answer.

The data are in `data/coverage`: `situations.toml`, trained with sampled endings, and `questions.tsv`, lines of an entry
and a question as people write it. Lines of other intents are trained as questions that no entry answers.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

from chalicelib.nlu import coverage_subjects
from chalicelib.nlu.coverage_model import FILE, NO_ENTRY
from local.nlu import corpus, fit
from local.nlu.small_models import fit_and_write

DATA = Path(__file__).with_name("data") / "coverage"
ENDINGS = 6
"""Endings that a situation is trained with."""
OTHER_SAMPLES = 1_500
"""Lines of other intents that are trained as questions without an entry."""
NEAR_INTENTS = frozenset(
    {"coverage_question", "accident_report", "roadside_request", "emergency", "policy_summary", "policy_change"}
)
"""Intents whose lines may tell what an entry is about; not trained as questions without one."""


def read_questions(folder: Path = DATA) -> list[tuple[str, str]]:
    """Entries and questions, in a fixed order."""
    return [*_lines(folder / "questions.tsv"), *_samples(folder / "situations.toml"), *_others()]


def known_words(rows: list[tuple[str, str]]) -> str:
    """The words of the questions that entries answer, a line for each entry."""
    found = coverage_subjects.words_by_entry(rows, NO_ENTRY)
    return "".join(f"{' '.join((entry, *words))}\n" for entry, words in found.items())


def main() -> int:
    """Fits the model and writes its file and the words."""
    coverage_subjects.FILE.write_text(known_words(read_questions()), encoding="utf-8")
    return fit_and_write("local.nlu.coverage", __doc__, FILE, read_questions, {})


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry, text = line.split("\t")
        yield entry, text


def _samples(path: Path) -> Iterator[tuple[str, str]]:
    situations = tomllib.loads(path.read_text(encoding="utf-8"))
    unrelated, endings = situations.pop("unrelated"), situations.pop("endings")
    chance = Random(fit.SEED)
    for entry, lines in situations.items():
        yield from ((entry, text) for text in _ended(lines, endings, chance))
    yield from ((NO_ENTRY, text) for text in _ended(unrelated["subjects"], unrelated, chance))


def _ended(lines: list[str], endings: dict[str, list[str]], chance: Random) -> Iterator[str]:
    for words in lines:
        for ending in chance.sample(endings["english" if words.isascii() else "korean"], ENDINGS):
            yield words + ending


def _others() -> Iterator[tuple[str, str]]:
    lines = [line.text for line in corpus.read_corpus() if line.intent not in NEAR_INTENTS]
    for text in Random(fit.SEED).sample(lines, OTHER_SAMPLES):
        yield NO_ENTRY, text


if __name__ == "__main__":
    sys.exit(main())
