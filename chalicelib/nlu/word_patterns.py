"""Patterns in data files, compiled at first use: `word_patterns.txt`, `dialogue_acts.txt` for answers to a question,
`conversation_acts.txt` for going on or not, `stranded_vehicle.txt` for cars that stand in traffic,
`cover_questions.txt` for what is covered."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILES = tuple(
    Path(__file__).with_name(name)
    for name in (
        "word_patterns.txt",
        "dialogue_acts.txt",
        "conversation_acts.txt",
        "stranded_vehicle.txt",
        "cover_questions.txt",
    )
)
_NAMED = re.compile(r"\{([a-z_]+)\}")


@cache
def _alternatives() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in "\n".join(file.read_text(encoding="utf-8") for file in _FILES).splitlines():
        if line and not line.startswith("#"):
            key, *parts = line.split()
            found.setdefault(key, []).extend(_NAMED.sub(lambda name: _either(found[name[1]]), part) for part in parts)
    return found


def _either(alternatives: list[str]) -> str:
    return f"(?:{'|'.join(alternatives)})"


@cache
def pattern(key: str) -> re.Pattern[str]:
    """All alternatives of `key` as one pattern; KeyError when there are none."""
    return re.compile("|".join(_alternatives()[key]))


def remove_matches(text: str, *keys: str) -> str:
    """`text` with a blank in place of each match of the patterns of `keys`."""
    for key in keys:
        text = pattern(key).sub(" ", text)
    return text


def has_pattern(key: str) -> bool:
    """Whether there are alternatives of `key`."""
    return key in _alternatives()


def alternatives(key: str) -> list[str]:
    """The alternatives of `key`, uncompiled."""
    return _alternatives()[key]


@cache
def group_keys(prefix: str) -> tuple[tuple[str, str], ...]:
    """(name, key) of the keys "prefix.name", in the order of the file, without compiling their patterns."""
    keys = [key for key in _alternatives() if key.startswith(f"{prefix}.")]
    return tuple((key.removeprefix(f"{prefix}.").partition("#")[0], key) for key in keys)


@cache
def pattern_group(prefix: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(name, pattern) of the keys "prefix.name", in the order of the file: the first that fits wins.

    A suffix after # distinguishes several entries of one name.
    """
    return tuple((name, pattern(key)) for name, key in group_keys(prefix))


def first_name(prefix: str, text: str) -> str | None:
    """The name of the first key "prefix.name" whose pattern is in the text."""
    return next((name for name, known in pattern_group(prefix) if known.search(text)), None)
