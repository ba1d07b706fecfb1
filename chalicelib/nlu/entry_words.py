"""Words of an entry in a text: Korean ones whatever the spacing, English ones from their beginning."""

import re
from collections.abc import Iterable, Mapping, Sequence

from chalicelib.nlu.text import repair_typos


def matching_entries(
    text: str, entries: Mapping[str, tuple[Sequence[Sequence[str]], Sequence[str]]], over: Mapping[str, Iterable[str]]
) -> tuple[str, ...]:
    """The names of the entries that a question matches: a word of each of their groups, and none of those that exclude
    them. An entry that stands over others leaves them out."""
    words = _Words(text)
    found = [
        name
        for name, (groups, unless) in entries.items()
        if all(map(words.has_one, groups)) and not words.has_one(unless)
    ]
    general = {each for name in found for each in over.get(name, ())}
    return tuple(name for name in found if name not in general)


def has_word(text: str, words: Sequence[str]) -> bool:
    """Whether a text has one of these words."""
    return _Words(text).has_one(words)


class _Words:
    """A text to look words up in: Korean ones whatever the spacing, English ones from their beginning."""

    def __init__(self, text: str) -> None:
        lowered = repair_typos(text).lower()
        self._compact = re.sub(r"\s+", "", lowered)
        self._spaced = " " + re.sub(r"[^a-z0-9가-힣']+", " ", lowered) + " "

    def has_one(self, words: Sequence[str]) -> bool:
        return any(
            f" {word.strip()}" in self._spaced if word.isascii() else word.replace(" ", "") in self._compact
            for word in words
        )
