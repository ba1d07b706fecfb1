"""Concepts of the domain and their word stems: which concepts an utterance mentions, and where."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("lexicon.txt")


@cache
def _stems() -> tuple[dict[str, tuple[str, ...]], tuple[int, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            concept, *stems = line.split()
            for stem in stems:
                found[stem] = (*found.get(stem, ()), concept)
    return found, tuple(sorted({len(stem) for stem in found}))


def find_concepts(joined: str) -> dict[str, int]:
    """The concepts mentioned in a text without blanks (framed by ^ and $), each with the position of its last
    mention."""
    stems, sizes = _stems()
    found: dict[str, int] = {}
    for start in range(len(joined)):
        for size in sizes:
            for concept in stems.get(joined[start : start + size], ()):
                found[concept] = start
    return found
