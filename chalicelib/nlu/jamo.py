"""Hangul letters: decomposes syllables, composes keystrokes, and reads text typed with the wrong keyboard layout."""

from __future__ import annotations

import re

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS: list[str] = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
FIRST, LAST = 0xAC00, 0xD7A3

_LOOSE = re.compile(r"[ㄱ-ㅎ][ㅏ-ㅣ]+(?:[ㄱ-ㅊㅌㅍ](?![ㄱ-ㅣ]))?")
_LEAD = {c: i for i, c in enumerate(LEADS)}
_VOWEL = {c: i for i, c in enumerate(VOWELS)}
_TAIL = {c: i for i, c in enumerate(TAILS)}
_JOINED_VOWELS = {
    ("ㅗ", "ㅏ"): "ㅘ", ("ㅗ", "ㅐ"): "ㅙ", ("ㅗ", "ㅣ"): "ㅚ", ("ㅜ", "ㅓ"): "ㅝ",
    ("ㅜ", "ㅔ"): "ㅞ", ("ㅜ", "ㅣ"): "ㅟ", ("ㅡ", "ㅣ"): "ㅢ",
}  # fmt: skip
_JOINED_TAILS = {
    ("ㄱ", "ㅅ"): "ㄳ", ("ㄴ", "ㅈ"): "ㄵ", ("ㄴ", "ㅎ"): "ㄶ", ("ㄹ", "ㄱ"): "ㄺ", ("ㄹ", "ㅁ"): "ㄻ",
    ("ㄹ", "ㅂ"): "ㄼ", ("ㄹ", "ㅅ"): "ㄽ", ("ㄹ", "ㅌ"): "ㄾ", ("ㄹ", "ㅍ"): "ㄿ", ("ㄹ", "ㅎ"): "ㅀ",
    ("ㅂ", "ㅅ"): "ㅄ",
}  # fmt: skip
_SPLIT = {joined: pair for pair, joined in (*_JOINED_VOWELS.items(), *_JOINED_TAILS.items())}
_KEYS = dict(zip("rRseEfaqQtTdwWczxvgkoiOjpuPhynbml", LEADS + "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", strict=True))


def is_syllable(char: str) -> bool:
    """Whether it is a composed Hangul syllable."""
    return "가" <= char <= "힣"


def without_loose_letters(text: str) -> str:
    """`text` without letters that belong to no syllable ("주차장ㅇ 앞" → "주차장 앞")."""
    return "".join(char for char in text if not "ㄱ" <= char <= "ㅣ")


def with_letters_joined(text: str) -> str:
    """`text` in the same length with the syllables of loose letters ("옆차ㄱㅏ" → "옆차가"), filled up with NUL."""
    return _LOOSE.sub(lambda run: compose_syllables(run.group()).ljust(len(run.group()), "\x00"), text)


def split_syllable(char: str) -> str:
    """The letters of a syllable ("각" → "ㄱㅏㄱ"); any other character unchanged."""
    code = ord(char)
    if not FIRST <= code <= LAST:
        return char
    lead, rest = divmod(code - FIRST, 588)
    vowel, tail = divmod(rest, 28)
    return LEADS[lead] + VOWELS[vowel] + TAILS[tail]


def to_keystrokes(text: str) -> str:
    """The letters typed for `text`, with joined vowels and finals split ("왔" → "ㅇㅗㅏㅆ")."""
    spelled = "".join(split_syllable(char) for char in text)
    return "".join("".join(_SPLIT[letter]) if letter in _SPLIT else letter for letter in spelled)


def compose_syllables(keys: str) -> str:
    """The text that a two-set keyboard produces from these keystrokes; letters that fit into no syllable stay
    single."""
    block = _Block()
    for key in keys:
        block.press(key)
    block.close()
    return "".join(block.done)


class _Block:
    """The syllable being typed, and the syllables before it."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.lead = self.vowel = self.tail = ""

    def press(self, key: str) -> None:
        if key in _VOWEL:
            self._press_vowel(key)
        elif key in _LEAD:
            self._press_consonant(key)
        else:
            self.close()
            self.done.append(key)

    def close(self) -> None:
        if self.lead and self.vowel:
            code = FIRST + _LEAD[self.lead] * 588 + _VOWEL[self.vowel] * 28 + _TAIL[self.tail]
            self.done.append(chr(code))
        else:
            self.done.append(self.lead + self.vowel)
        self.lead = self.vowel = self.tail = ""

    def _press_vowel(self, key: str) -> None:
        if self.tail:  # the final consonant begins the next syllable
            self.tail, moved = _SPLIT.get(self.tail, ("", self.tail))
            self.close()
            self.lead, self.vowel = moved, key
        elif (self.vowel, key) in _JOINED_VOWELS:
            self.vowel = _JOINED_VOWELS[self.vowel, key]
        else:
            if self.vowel:
                self.close()
            self.vowel = key
            if not self.lead:
                self.close()

    def _press_consonant(self, key: str) -> None:
        if self.lead and self.vowel:
            if not self.tail and key in _TAIL:
                self.tail = key
                return
            if (self.tail, key) in _JOINED_TAILS:
                self.tail = _JOINED_TAILS[self.tail, key]
                return
        self.close()
        self.lead = key


def from_latin_keys(word: str) -> str:
    """The Hangul of a `word` that was typed with the English layout ("tkrh" → "사고")."""
    return compose_syllables("".join(_KEYS.get(c) or _KEYS.get(c.lower(), c) for c in word))
