"""An utterance as a set of hashed features, the same at training and at run time.

A feature is a bucket number below `BUCKETS`. Buckets come from CRC-32 continued letter by letter, so that
all n-grams that begin at one place cost one step each; a seed keeps the kinds apart.
"""

from __future__ import annotations

from zlib import crc32

from chalicelib.bot.understanding.jamo import letters
from chalicelib.bot.understanding.lexicon import concepts
from chalicelib.bot.understanding.text import words

BUCKETS = 1 << 18
_MASK = BUCKETS - 1
LONGEST_GRAM = 5
LONGEST_JAMO_GRAM = 6
SHORTEST_JAMO_GRAM = 4
TAIL_LETTERS = 12
"""The wish stands at the end: grams among the last letters count once more as such."""

_GRAM, _JAMO, _WORD, _TAIL, _CONCEPT, _PAIR, _SHAPE = (crc32(kind.encode()) for kind in "gjwtcps")
KINDS = ("gram", "jamo", "word", "tail", "concept")

_bytes: dict[str, bytes] = {}
_letters: dict[str, list[bytes]] = {}


def features(text: str, kinds: tuple[str, ...] = KINDS) -> set[int]:
    """Buckets of a repaired text (see `text.repaired`); `kinds` restricts them, for measuring."""
    found = words(text)
    joined = "^" + "".join(found) + "$"
    joined = joined.translate(_DIGITS)
    out: set[int] = set()
    if "gram" in kinds:
        _grams(_encoded(joined), 1, LONGEST_GRAM, _GRAM, out)
    if "tail" in kinds:
        _grams(_encoded(joined[-TAIL_LETTERS:]), 2, 4, _TAIL, out)
    if "jamo" in kinds:
        _grams(_spelled(joined), SHORTEST_JAMO_GRAM, LONGEST_JAMO_GRAM, _JAMO, out)
    if "word" in kinds:
        _words(found, out)
    if "concept" in kinds:
        _concepts(joined, out)
    return out


_DIGITS = {ord(d): "0" for d in "123456789"}


def _encoded(text: str) -> list[bytes]:
    known = _bytes
    out = []
    for char in text:
        code = known.get(char)
        if code is None:
            code = known[char] = char.encode()
        out.append(code)
    return out


def _spelled(text: str) -> list[bytes]:
    known = _letters
    out: list[bytes] = []
    for char in text:
        spelled = known.get(char)
        if spelled is None:
            spelled = known[char] = [letter.encode() for letter in letters(char)]
        out += spelled
    return out


def _grams(units: list[bytes], shortest: int, longest: int, seed: int, out: set[int]) -> None:
    add, count = out.add, len(units)
    for start in range(count):
        code = seed
        for size, unit in enumerate(units[start : start + longest], 1):
            code = crc32(unit, code)
            if size >= shortest:
                add(code & _MASK)


def _words(found: list[str], out: set[int]) -> None:
    before = b"^"
    for word in found:
        code = word.encode()
        out.add(crc32(code, _WORD) & _MASK)
        stem = word[:2].encode()
        out.add(crc32(before + b" " + stem, _WORD) & _MASK)
        before = stem
    out.add(crc32(b"%d" % min(len(found), 12).bit_length(), _SHAPE) & _MASK)


def _concepts(joined: str, out: set[int]) -> None:
    named = concepts(joined)
    half = len(joined) // 2
    ordered = sorted(named)
    for index, name in enumerate(ordered):
        code = crc32(name.encode(), _CONCEPT)
        out.add(code & _MASK)
        out.add(crc32(b"late" if named[name] >= half else b"early", code) & _MASK)
        for other in ordered[index + 1 :]:
            out.add(crc32(other.encode(), crc32(name.encode(), _PAIR)) & _MASK)
    if not named:
        out.add(crc32(b"none", _CONCEPT) & _MASK)
