"""What a question of cover is about besides cars: a subject, object or place that no question with an entry names. The
words of those questions are in `coverage_words.txt`, which the training of the model writes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from chalicelib.nlu import word_patterns

FILE = Path(__file__).with_name("coverage_words.txt")

_WORD = re.compile(r"[가-힣]+")
_NOUN = re.compile(
    r"(?<![가-힣])(?P<noun>[가-힣]+?)(?:들|님)?(?:이|가|을|를|값|에서|에|으로|로)(?:는|도|만|은)?(?=[\s?!.,]|$)"
)
"""A noun with the particle of a subject, an object or a place."""
_ENDINGS = "다어주하해되"
"""How words end that are no noun, though a particle seems to follow."""
_MIN_TAIL, _MIN_TAIL_WITH_PARTICLE = 2, 3
"""Syllables of a known word at the end of a longer one that make it known, too ("뒤 범퍼가", "눈구덩이에")."""
_MAX_SUFFIX = 2
"""Syllables behind a known word that leave it known ("아들래미")."""


def read_words(texts: Iterable[str]) -> list[str]:
    """The words of questions, with and without the particles of nouns, sorted."""
    return sorted({word for text in texts for word in (*_WORD.findall(text), *(noun for _, noun in _nouns(text)))})


def names_other_subject(text: str, entry_words: Collection[str]) -> bool:
    """Whether a clean Korean text names a subject that no entry is about ("창고가 타면"), and nothing of cars, driving
    or accidents beside it. `entry_words` are those that the entries are found by."""
    if word_patterns.pattern("own_subject").search(text):
        return False
    unknown = (whole for whole, noun in _nouns(text) if not _is_known(whole, noun))
    return any(not any(word in whole for word in entry_words) for whole in unknown)


def _nouns(text: str) -> list[tuple[str, str]]:
    found = ((match[0], match["noun"]) for match in _NOUN.finditer(text))
    return [(whole, noun) for whole, noun in found if noun[-1] not in _ENDINGS and not _is_past(noun[-1])]


def _is_past(syllable: str) -> bool:
    """Whether a syllable ends in ㅆ, as verbs in the past do."""
    return (ord(syllable) - ord("가")) % 28 == 20


def _is_known(whole: str, noun: str) -> bool:
    words = _words()
    tails = (
        tail
        for word, least in ((noun, _MIN_TAIL), (whole, _MIN_TAIL_WITH_PARTICLE))
        for tail in (word[at:] for at in range(1, len(word) - least + 1))
    )
    heads = (word[:-cut] for word in (noun, whole) for cut in range(1, _MAX_SUFFIX + 1) if len(word) - cut > 1)
    return any(each in words for each in (noun, whole, *tails, *heads))


@cache
def _words() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="utf-8").split())
