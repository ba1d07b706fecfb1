"""Regular expressions that were compiled when the package was built.

Compiling the bot's two hundred patterns takes half of the time of its first answer after a cold start; loading them
compiled takes a fiftieth of that. `re` has no API for it, so this module fills `re`'s cache by `_sre.compile`. A file
is for one version of `_sre`; with another version, or without a file, `re` compiles the patterns itself.
"""

import _sre
import marshal
import re
from array import array
from pathlib import Path

FOLDER = Path(__file__).with_name("patterns")
"""Written by `local.package`; not in the repository."""

GROUPS = ("message", "bot")
"""Patterns that every function loads, and those that the bot loads in addition."""

SRE_VERSION = (_sre.MAGIC, _sre.CODESIZE)

CompiledPatterns = dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]
"""(pattern, flags as given) → flags as found, code, number of groups, groups by name, names by group."""


def load_compiled(group: str, folder: Path = FOLDER) -> int:
    """Puts the compiled patterns of a group into the cache of `re`; returns how many."""
    file = folder / f"{group}.bin"
    cache = getattr(re, "_cache", None)
    if not isinstance(cache, dict) or not file.exists():
        return 0
    made_for, compiled = marshal.loads(file.read_bytes())  # noqa: S302 - our own package, read-only
    if made_for != SRE_VERSION:
        return 0
    for (pattern, given), (flags, code, groups, by_name, by_number) in compiled.items():
        codes = array("I")
        codes.frombytes(code)
        cache[str, pattern, given] = _sre.compile(pattern, flags, codes.tolist(), groups, by_name, by_number)
    return len(compiled)
