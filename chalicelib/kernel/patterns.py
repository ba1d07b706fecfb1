"""Regular expressions that were compiled when the package was built.

Compiling the bot's two hundred patterns takes half of the time of its first answer after a cold start; loading them
compiled takes a fiftieth of that. `re` has no API for it, so this module extends `re`'s cache, by `_sre.compile`. A
file is for one version of `_sre`; with another version, or without a file, `re` compiles the patterns itself.
"""

import _sre
import marshal
import re
from array import array
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).with_name("patterns")
"""Written by `local.package`; not in the repository."""

GROUPS = ("message", "bot")
"""Patterns that every function loads, and those that the bot loads in addition."""

SRE_VERSION = (_sre.MAGIC, _sre.CODESIZE)

CompiledPatterns = dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]
"""(pattern, flags as given) → flags as found, code, number of groups, groups by name, names by group."""


class _StoredPatterns(dict[tuple[type, str, int], re.Pattern[str]]):
    """The cache of `re`, which creates a stored pattern where it is first asked for: a message needs few of them."""

    def __init__(self, cache: Mapping[tuple[type, str, int], re.Pattern[str]]) -> None:
        super().__init__(cache)
        self.stored: CompiledPatterns = {}

    def __missing__(self, key: tuple[type, str, int]) -> re.Pattern[str]:
        kind, pattern, given = key
        if kind is not str:
            raise KeyError(key)
        flags, code, groups, by_name, by_number = self.stored[pattern, given]
        codes = array("I")
        codes.frombytes(code)
        made: re.Pattern[str] = _sre.compile(pattern, flags, codes.tolist(), groups, by_name, by_number)
        self[key] = made
        return made


def load_compiled(group: str, folder: Path = FOLDER) -> int:
    """Makes `re` use the compiled patterns of a group; returns how many."""
    file = folder / f"{group}.bin"
    cache = getattr(re, "_cache", None)
    if not isinstance(cache, dict) or not file.exists():
        return 0
    made_for, compiled = marshal.loads(file.read_bytes())  # noqa: S302 - our own package, read-only
    if made_for != SRE_VERSION:
        return 0
    if not isinstance(cache, _StoredPatterns):
        cache = _StoredPatterns(cache)
        re._cache = cache  # type: ignore[attr-defined]
    cache.stored.update(compiled)
    return len(compiled)
