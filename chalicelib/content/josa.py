"""Korean particles (josa): the form that follows a word, by the pronunciation of the word's end."""

import re
from enum import Enum, auto


class _End(Enum):
    VOWEL = auto()
    RIEUL = auto()
    CONSONANT = auto()


_PAIRS = ("은/는", "이/가", "을/를", "과/와", "이에요/예요", "이라고/라고", "이나/나", "(으)로")
JOSA = frozenset(_PAIRS)
"""The format specifiers of placeholders: `{title:을/를}`. The form after a consonant comes first."""

_FIRST, _LAST, _FINALS, _RIEUL_FINAL = ord("가"), ord("힣"), 28, 8
_DIGIT_ENDS = {
    "0": _End.CONSONANT,
    "1": _End.RIEUL,
    "3": _End.CONSONANT,
    "6": _End.CONSONANT,
    "7": _End.RIEUL,
    "8": _End.RIEUL,
}
"""영 일 이 삼 사 오 육 칠 팔 구. 십, 백, 천, 만 and 억 end in a consonant, as 영 does."""
_AFTER_LETTER = re.compile(r"[A-Za-z]\d\Z", re.ASCII)
_ENGLISH_DIGIT_ENDS = {"1": _End.CONSONANT, "7": _End.CONSONANT, "8": _End.CONSONANT, "9": _End.CONSONANT}
"""A single digit right after a letter is read in English (K9, MP3): 원, 세븐, 에잇, 나인; others end in a vowel."""
_LETTER_ENDS = {"L": _End.RIEUL, "R": _End.RIEUL, "M": _End.CONSONANT, "N": _End.CONSONANT}
"""엘, 알, 엠, 엔; the names of the other letters end in a vowel."""
_BILLIONS = re.compile(r"(?<![\d.])[1-9]\d{0,3}0{12}\Z", re.ASCII)
"""조 is the only power of ten that ends in a vowel."""
_UNITS = re.compile(r"(?<=\d)\s?(?:km|cm|mm|m|kg|g|l|L|ml|mL|t)\Z", re.ASCII)
_CURRENCY = re.compile(r"([₩￦$€£¥])\s?[\d,.]*\d\Z", re.ASCII)
"""A currency sign before the amount is read after it: 원 and 엔, 달러, 유로."""
_BRACKETS = re.compile(r"\s*[(\[（［〔][^()\[\]（）［］〔〕]*[)\]）］〕]\s*\Z")
_WORD = re.compile(r"[A-Za-z]+\Z", re.ASCII)
_SHORT = re.compile(r"(?:^|[^aeiou])[aeiou](?:ck|[bkpt])\Z")
"""A short vowel before one of these letters: cat (캣), chat (챗), rock (록). Tape (테이프) ends in a vowel."""


def josa_after(word: str, pair: str) -> str:
    """The particle of a `pair` (one of `JOSA`) that follows the word. Text in brackets at the end isn't read; digits
    and letters count as they are read ("7을", "SUV를"). Raises KeyError for another pair."""
    if pair not in JOSA:
        raise KeyError(pair)
    end = _end(word)
    if pair == "(으)로":
        return "으로" if end is _End.CONSONANT else "로"
    after_consonant, after_vowel = pair.split("/")
    return after_vowel if end is _End.VOWEL else after_consonant


def _end(word: str) -> _End:
    spoken = _spoken(word)
    last = spoken[-1:]
    if not last:
        return _End.VOWEL
    if _FIRST <= ord(last) <= _LAST:
        final = (ord(last) - _FIRST) % _FINALS
        return _End.RIEUL if final == _RIEUL_FINAL else _End.CONSONANT if final else _End.VOWEL
    if last in "0123456789":
        return _number(spoken)
    found = _WORD.search(spoken)
    return _latin(found.group()) if found and not _UNITS.search(spoken) else _unit(spoken)


def _spoken(word: str) -> str:
    """The word without what isn't read at its end: brackets with their content, quotation marks, punctuation."""
    spoken = word.rstrip(" \t\n\"'”’」』.,!?…~")
    while (found := _BRACKETS.search(spoken)) and found.start():
        spoken = spoken[: found.start()].rstrip(" \"'”’」』.,!?")
    return spoken.rstrip(")]）］〕%％") if spoken[-1:] in ")]）］〕" else spoken


def _number(spoken: str) -> _End:
    if currency := _CURRENCY.search(spoken):
        return _End.CONSONANT if currency[1] in "₩￦¥" else _End.VOWEL
    if _AFTER_LETTER.search(spoken):
        return _ENGLISH_DIGIT_ENDS.get(spoken[-1], _End.VOWEL)
    written = spoken.replace(",", "")
    if _BILLIONS.search(written):
        return _End.VOWEL
    return _DIGIT_ENDS.get(spoken[-1], _End.VOWEL)


def _unit(spoken: str) -> _End:
    """Units: 미터 and 리터 end in a vowel, 그램 and 톤 in a consonant, and so do the names of single consonants (리을).
    Other signs (%) count as ending in a vowel."""
    if spoken[-1] in "gt":
        return _End.CONSONANT
    if "ㄱ" <= spoken[-1] <= "ㅎ":
        return _End.RIEUL if spoken[-1] == "ㄹ" else _End.CONSONANT
    return _End.VOWEL


def _latin(word: str) -> _End:
    """A word in capitals or of one letter is spelt (SUV, PDF); any other is read as it is transcribed in Hangul."""
    if word.isupper() or len(word) == 1:
        return _LETTER_ENDS.get(word[-1].upper(), _End.VOWEL)
    lowered = word.lower()
    if lowered.endswith(("l", "le")):
        return _End.RIEUL
    if lowered.endswith(("m", "n", "ng", "me", "ne")) or _SHORT.search(lowered):
        return _End.CONSONANT
    return _End.VOWEL
