"""Text normalisation: one spelling for all extractors."""

from __future__ import annotations

import re
import unicodedata

from chalicelib.nlu.jamo import compose_syllables, from_latin_keys, is_syllable, to_keystrokes

MAX_HEAD_LENGTH, MAX_TAIL_LENGTH = 700, 900
"""A longer text is shortened to its beginning and end, in characters: they hold the event and the request."""

_UNUSABLE = re.compile("[\ud800-\udfff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u00a0\u3000\s]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LAUGHS_AND_TEARS = re.compile(r"([ㅋㅎㅠㅜ])[ㅋㅎㅠㅜ]*")
_PUNCTUATION_RUN = re.compile(r"([!?.,~…^;\-])(?:\s?[!?.,~…^;\-])+")
_LETTER_RUN = re.compile(r"([가-힣a-z])\1{2,}")
_LOOSE_VOWEL_WORD = re.compile(r"[가-힣ㄱ-ㅣ]*(?:[가-힣ㄱ-ㅎ][ㅏ-ㅟㅡ-ㅣ]|[ㅏ-ㅛㅝ-ㅟㅢㅣ]|[ㄱ-ㅎ][ㅜㅠ])[가-힣ㄱ-ㅣ]*")
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9.@/])[A-Za-z]{4,}(?![A-Za-z0-9.@/])")
_WRITTEN_WORD = re.compile(r"(?<![A-Za-z0-9.@/])[a-z]{2,}(?![A-Za-z0-9.@/])")
_ENGLISH = frozenset({"down", "field", "right", "sign", "sorry", "they", "today", "turn", "when", "with", "work"})
"""English words that people write alone, and that would give syllables."""
_BYTES_OF_USUAL = 2
"""Bytes of a usual syllable in EUC-KR; another is written as its letters, in 8."""
_READABLE = re.compile(r"[가-힣a-z0-9ㄱ-ㅎㅏ-ㅣ]")
_BLANK = re.compile(r"[^가-힣a-z0-9ㄱ-ㅎㅏ-ㅣ]+")


def clean_text(text: str) -> str:
    """`text` in NFC, with single blanks, without control characters and lone surrogates, and shortened to its beginning
    (`MAX_HEAD_LENGTH`) and end (`MAX_TAIL_LENGTH`)."""
    text = _CONTROL.sub(" ", _UNUSABLE.sub("", text)).strip()
    if len(text) > MAX_HEAD_LENGTH + MAX_TAIL_LENGTH:
        text = text[:MAX_HEAD_LENGTH] + " " + text[-MAX_TAIL_LENGTH:]
    return unicodedata.normalize("NFC", text.translate(_FULL_WIDTH))


def repair_typos(text: str) -> str:
    """A clean text in lower case with keyboard errors corrected and repeated letters shortened."""
    if not _is_english(text):
        text = _LATIN_WORD.sub(_repair_latin, text)
    text = text.lower()
    text = _LETTER_RUN.sub(r"\1\1", text)
    text = _LAUGHS_AND_TEARS.sub(r"\1", text)
    text = _LOOSE_VOWEL_WORD.sub(_repair_loose_vowels, text)
    return _PUNCTUATION_RUN.sub(r"\1", text)


def has_words(text: str) -> bool:
    """Whether it contains Hangul, Latin letters or digits."""
    return _READABLE.search(text) is not None


def split_words(text: str) -> list[str]:
    """The words of a repaired text without punctuation."""
    return _BLANK.sub(" ", text).split()


def _is_english(text: str) -> bool:
    """Whether one of its Latin words can't be Hangul typed on an English keyboard: then no other is, though it would
    give syllables ("they turned right")."""
    return any(_from_keys(word) == word or word in _ENGLISH for word in _WRITTEN_WORD.findall(text))


def _repair_latin(match: re.Match[str]) -> str:
    return _from_keys(match.group())


def _from_keys(word: str) -> str:
    """What was meant by a word typed on an English keyboard; the word itself where that gives no Korean one."""
    repaired = from_latin_keys(word)
    whole = all(is_syllable(c) and _is_usual(c) for c in repaired)
    return repaired if whole and len(repaired) > 1 else word


def _is_usual(syllable: str) -> bool:
    """Whether it is one of KS X 1001's 2,350 syllables, which Korean words are written with: "wheel" gives "졷"."""
    return len(syllable.encode("euc_kr")) == _BYTES_OF_USUAL


def _repair_loose_vowels(match: re.Match[str]) -> str:
    word = match.group()
    repaired = compose_syllables(to_keystrokes(word))
    loose = sum(not is_syllable(c) for c in repaired)
    return repaired if loose < sum(not is_syllable(c) for c in word) else word
