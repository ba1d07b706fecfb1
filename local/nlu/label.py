"""`python -m local.nlu.label records.jsonl`: labels misunderstood utterances for training.

Reads `FeedbackRecord`s, one JSON object per line. For each one the operator presses Enter for the suggested label,
enters a number for an alternative, types a label, `s` to skip or `q` to stop. Labelled lines are appended to
local/nlu/data/train/field/<file>.tsv, which the next training reads.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from chalicelib.nlu.feedback import FeedbackRecord, anonymise
from chalicelib.nlu.model import load_model
from local.nlu.corpus import TRAIN

STYLE = "field"
Ask = Callable[[str], str]


def labelled(records: Iterable[FeedbackRecord], labels: tuple[str, ...], ask: Ask) -> Iterator[tuple[str, str]]:
    """(label, text) of each record that the operator labels; `ask` shows a prompt and returns the answer."""
    for found in records:
        options = [found.actual_intent] if found.actual_intent else []
        options += [label for label, _ in found.alternatives if label not in options]
        shown = "  ".join(f"{number}:{label}" for number, label in enumerate(options, 1))
        answer = _answer(f"{found.text}\n  {shown}\n> ", options, labels, ask)
        if answer == "q":
            return
        if answer != "s":
            yield answer, anonymise(found.text)


def _answer(prompt: str, options: list[str], labels: tuple[str, ...], ask: Ask) -> str:
    while True:
        answer = ask(prompt).strip()
        if answer in ("s", "q") or answer in labels:
            return answer
        if not answer and options:
            return options[0]
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return options[int(answer) - 1]


def main() -> int:
    """Labels a file of records in the terminal."""
    parser = argparse.ArgumentParser(prog="python -m local.nlu.label", description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("--into", type=Path, default=TRAIN / "field")
    options = parser.parse_args()
    lines = [line for line in options.records.read_bytes().splitlines() if line.strip()]
    records = [msgspec.json.decode(line, type=FeedbackRecord) for line in lines]
    options.into.mkdir(parents=True, exist_ok=True)
    target = options.into / f"{options.records.stem}.tsv"
    count = 0
    with target.open("a", encoding="utf-8") as file:
        for intent, text in labelled(records, load_model().header.labels, input):
            file.write(f"{intent}\t{STYLE}\t{text}\n")
            count += 1
    print(f"{count} of {len(records)} labelled -> {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
