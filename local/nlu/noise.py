"""Typing and spelling errors, generated from a seed, which extend the training data.

Half of them replace a vowel or a final consonant by one that sounds similar.
"""

from __future__ import annotations

from random import Random

SLIPS = 0.12
"""Share of syllables with an error."""
RUN_TOGETHER, HALF_SPACED = 0.35, 0.6
"""For a random number from 0 to 1: below the first value all blanks are removed, below the second half of them."""

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
_VOWEL_FOR = dict(zip("ㅐㅔㅚㅙㅓㅗㅛㅕㅢㅏㅜㅡ", "ㅔㅐㅙㅚㅏㅜㅕㅛㅣㅑㅗㅜ", strict=True))
_FINAL_FOR = {
    "ㅆ": "ㅅ",
    "ㄶ": "ㄴ",
    "ㅎ": "",
    "ㅅ": "ㅆ",
    "ㄱ": "",
    "ㅂ": "ㅍ",
    "ㅀ": "ㄹ",
    "ㄴ": "ㅇ",
    "ㅇ": "ㄴ",
    "ㄷ": "ㅅ",
}
_INITIAL_FOR = dict(zip("ㄱㅋㅂㄷㅈㅅㄸㄲㅉ", "ㅋㄱㅍㅌㅊㅆㄷㄱㅈ", strict=True))
_FIRST, _COUNT = 0xAC00, 11172


def add_typos(text: str, rng: Random) -> str:
    """`text` with errors in some syllables, and often without some blanks."""
    slipped = "".join(_slip(char, rng) if rng.random() < SLIPS else char for char in text)
    die = rng.random()
    if die < RUN_TOGETHER:
        return slipped.replace(" ", "")
    if die < HALF_SPACED:
        return "".join(char for char in slipped if char != " " or rng.random() < 0.5)
    return slipped


def _slip(char: str, chance: Random) -> str:
    place = ord(char) - _FIRST
    if not 0 <= place < _COUNT:
        return char
    initial, vowel, final = place // 588, place % 588 // 28, place % 28
    die = chance.random()
    if die < 0.35:
        vowel = _VOWELS.index(_VOWEL_FOR.get(_VOWELS[vowel], _VOWELS[vowel]))
    elif die < 0.75:
        final = _FINALS.index(_FINAL_FOR.get(_FINALS[final], _FINALS[final]))
    else:
        initial = _INITIALS.index(_INITIAL_FOR.get(_INITIALS[initial], _INITIALS[initial]))
    return chr(_FIRST + initial * 588 + vowel * 28 + final)
