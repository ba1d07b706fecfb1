"""The hashed features of an utterance, equal in training and at run time.

A feature is a bucket number below `BUCKETS`. Buckets are CRC-32 values that are continued letter by letter, so that
each n-gram from the same start costs one step; each kind of feature has a seed of its own.
"""

from __future__ import annotations

from zlib import crc32

from chalicelib.nlu.jamo import split_syllable
from chalicelib.nlu.lexicon import find_concepts
from chalicelib.nlu.text import split_words

BUCKETS = 1 << 20
_MASK = BUCKETS - 1
GRAM_SIZES = (1, 4)
JAMO_SIZES = (3, 7)
SPACED_JAMO_SIZES = (3, 6)
STEMS = 3
"""Each word also gives its first one, two and three syllables as features: stems without endings."""

KINDS = ("gram", "jamo", "spaced", "word", "concept")
_GRAM, _JAMO, _SPACED, _WORD, _CONCEPT, _PAIR, _SHAPE = (crc32(kind.encode()) for kind in "gjtwcps")
_DIGITS = {ord(digit): "0" for digit in "123456789"}

_FOLD = str.maketrans("ㅔㅖㅒㅙㅞㅆㄶㅀㄲ", "ㅐㅐㅐㅚㅚㅅㄴㄹㄱ")
"""Letters that sound alike and are often confused; they count as one in letter n-grams."""

_GENERAL = frozenset(
    ("question", "request", "negate", "when", "family", "feeling", "love", "smalltalk", "elsewhere", "goods", "before")
    + ("hello", "thanks", "yes", "no", "past_other")
)
_LOUD = 6
"""The number of domain concepts mentioned (up to 3) has the weight of this many n-grams."""

_bytes: dict[str, bytes] = {}
_letters: dict[str, list[bytes]] = {}


def extract_features(text: str, kinds: tuple[str, ...] = KINDS) -> set[int]:
    """The buckets of a text from `text.repair_typos`. `kinds` limits the kinds of features, for measurements."""
    found = split_words(text.translate(_DIGITS))
    joined = "^" + "".join(found) + "$"
    out: set[int] = set()
    if "gram" in kinds:
        _grams(_encoded(joined), GRAM_SIZES, _GRAM, out)
    if "jamo" in kinds:
        _grams(_spelled(joined), JAMO_SIZES, _JAMO, out)
    if "spaced" in kinds:
        _grams(_spelled("^" + " ".join(found) + "$"), SPACED_JAMO_SIZES, _SPACED, out)
    if "word" in kinds:
        _words(found, out)
    if "concept" in kinds:
        _concepts(joined, out)
    return out


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
            spelled = known[char] = [letter.encode() for letter in split_syllable(char).translate(_FOLD)]
        out += spelled
    return out


def _grams(units: list[bytes], sizes: tuple[int, int], seed: int, out: set[int]) -> None:
    add, count = out.add, len(units)
    shortest, longest = sizes
    for start in range(count):
        code = seed
        for size, unit in enumerate(units[start : start + longest], 1):
            code = crc32(unit, code)
            if size >= shortest:
                add(code & _MASK)


def _words(found: list[str], out: set[int]) -> None:
    before = b"^"
    for word in found:
        out.add(crc32(word.encode(), _WORD) & _MASK)
        for size in range(1, STEMS + 1):
            out.add(crc32(b"-" + word[:size].encode(), _WORD) & _MASK)
        stem = word[:2].encode()
        out.add(crc32(before + b" " + stem, _WORD) & _MASK)
        before = stem
    out.add(crc32(b"%d" % min(len(found), 12).bit_length(), _SHAPE) & _MASK)


def _concepts(joined: str, out: set[int]) -> None:
    named = find_concepts(joined)
    half = len(joined) // 2
    ordered = sorted(named)
    for index, name in enumerate(ordered):
        code = crc32(name.encode(), _CONCEPT)
        out.add(code & _MASK)
        out.add(crc32(b"late" if named[name] >= half else b"early", code) & _MASK)
        for other in ordered[index + 1 :]:
            out.add(crc32(other.encode(), crc32(name.encode(), _PAIR)) & _MASK)
    field = min(3, sum(name not in _GENERAL for name in named))
    out.update(crc32(b"%d/%d" % (field, copy), _SHAPE) & _MASK for copy in range(_LOUD))
