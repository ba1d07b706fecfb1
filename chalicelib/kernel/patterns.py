"""Regular expressions that were compiled when the package was built.

Compiling the bot's two hundred patterns takes half of its first answer after a cold start; reading what was compiled
takes a fiftieth of that. `re` offers no way to keep it, so this uses what `re.compile` itself uses: `_sre.compile` and
`re`'s cache. The file says for which `_sre` it was made; with another, or without a file, `re` compiles as ever.
"""

import _sre
import marshal
import re
from array import array
from pathlib import Path

FOLDER = Path(__file__).with_name("patterns")
"""Written by the packager; not in the repository."""

GROUPS = ("message", "bot")
"""What every function loads, and what the bot loads beside it."""

SRE_VERSION = (_sre.MAGIC, _sre.CODESIZE)

CompiledPatterns = dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]
"""(pattern, flags as given) → flags as found, code, number of groups, groups by name, names by group."""


def load_compiled(group: str, folder: Path = FOLDER) -> int:
    """Puts the kept patterns of a group where `re.compile` looks first; how many."""
    file = folder / f"{group}.bin"
    cache = getattr(re, "_cache", None)
    if not isinstance(cache, dict) or not file.exists():
        return 0
    made_for, kept = marshal.loads(file.read_bytes())  # noqa: S302 - our own package, read-only
    if made_for != SRE_VERSION:
        return 0
    for (pattern, given), (flags, code, groups, by_name, by_number) in kept.items():
        codes = array("I")
        codes.frombytes(code)
        cache[str, pattern, given] = _sre.compile(pattern, flags, codes.tolist(), groups, by_name, by_number)
    return len(kept)
