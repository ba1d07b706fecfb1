"""The training utterances, and a hash of those that a model was trained on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from chalicelib.nlu.text import clean_text, repair_typos, split_words

TRAIN = Path(__file__).with_name("data") / "train"


class CorpusLine(NamedTuple):
    """A labelled utterance; `writer` is its folder."""

    intent: str
    style: str
    text: str
    writer: str


def read_corpus(folder: Path = TRAIN) -> list[CorpusLine]:
    """All lines below `folder` in a fixed order, each text once per label. Raises ValueError for an invalid line."""
    seen: set[tuple[str, str]] = set()
    lines: list[CorpusLine] = []
    for path in sorted(folder.rglob("*.tsv")):
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not raw.strip():
                continue
            parts = raw.split("\t")
            if len(parts) != 3:
                raise ValueError(f"{path.name}:{number}: not intent, style, text")
            intent, style, text = parts
            if (intent, text) not in seen:
                seen.add((intent, text))
                lines.append(CorpusLine(intent, style, text, path.relative_to(folder).parts[0]))
    return lines


def conflicts(lines: list[CorpusLine]) -> list[tuple[CorpusLine, CorpusLine]]:
    """Pairs of lines with different labels whose texts are equal except for blanks, case and punctuation."""
    first: dict[str, CorpusLine] = {}
    found: list[tuple[CorpusLine, CorpusLine]] = []
    for line in lines:
        known = first.setdefault("".join(split_words(repair_typos(clean_text(line.text)))), line)
        if known.intent != line.intent:
            found.append((known, line))
    return found


def digest(rows: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of labels and texts."""
    return hashlib.sha256("\n".join(f"{label}\t{text}" for label, text in rows).encode()).hexdigest()
