"""Extracts telephone numbers, written or dictated: mobile, landline, internet and safe numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

from chalicelib.nlu.number_corrections import is_taken_back, with_corrected_end

_NATIVE_DIGITS = {
    "하나": "1",
    "둘": "2",
    "셋": "3",
    "넷": "4",
    "다섯": "5",
    "여섯": "6",
    "일곱": "7",
    "여덟": "8",
    "아홉": "9",
}
_DIGITS = {"공": "0", "영": "0", "령": "0", "일": "1", "이": "2", "삼": "3", "사": "4", "오": "5", "육": "6",
           "륙": "6", "칠": "7", "팔": "8", "구": "9", "o": "0", "O": "0"}  # fmt: skip
_UNIT = rf"(?:\d|{'|'.join(_NATIVE_DIGITS)}|[공영령일이삼사오육륙칠팔구]|(?<=[\d공])[oO](?=[\d일]))"
_GAP = r"(?:\s?[-.~,/)(·]\s?|\s?(?:에|다시|국에|국의|의|국)\s?|\s{1,2})"
_START = r"(?<![\d공영령일이삼사오육칠팔구])(?<!\d[-.])(?=\+|\(?[0oO공영령]|8\s?2[\s-]*[01]|팔\s?이\s?[일공영])"
"""Where a number may begin: not within another one, such as a plate before it."""
_RUN = re.compile(rf"{_START}(?:\+\s?82\s?)?\(?{_UNIT}(?:{_GAP}?{_UNIT}){{7,13}}")
_TOKEN = re.compile(_UNIT)
_NUMBER = re.compile(
    r"(?P<mobile>010\d{8}|01[16789]\d{7,8})|(?P<safe>050\d{8,9})|(?P<internet>070\d{8})"
    r"|(?P<seoul>02[1-9]\d{6,7})|(?P<area>0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])[1-9]\d{6,7})"
)


class PhoneNumber(NamedTuple):
    """A telephone number in digits, found at `start:end`."""

    digits: str
    start: int
    end: int


def extract_phone_numbers(text: str) -> list[PhoneNumber]:
    """All telephone numbers of a clean text, in order."""
    found: list[PhoneNumber] = []
    for run in _RUN.finditer(text):
        tokens = [(t.group(), run.start() + t.start(), run.start() + t.end()) for t in _TOKEN.finditer(run.group())]
        digits = "".join(_NATIVE_DIGITS.get(word) or _DIGITS.get(word, word) for word, _, _ in tokens)
        shift = 0
        if digits.startswith("82") and digits[2:3] != "0":
            digits, shift = "0" + digits[2:], 1
        match = _NUMBER.search(digits)
        if match is None or (match.start() and _inside_a_longer_number(match.start() + shift, tokens)):
            continue
        length = _length(match, digits, tokens, text, shift)
        first, last = match.start() + shift, match.start() + shift + length - 1
        number = digits[match.start() : match.start() + length]
        number, end = with_corrected_end(number, text, tokens[min(last, len(tokens) - 1)][2])
        start = tokens[max(0, first)][1]
        if found and is_taken_back(text[found[-1].end : start]):
            found.pop()
        found.append(PhoneNumber(number, start, end))
    return found


def _inside_a_longer_number(first: int, tokens: list[tuple[str, int, int]]) -> bool:
    """Whether the digits are part of a longer number, such as an account or contract number."""
    before, here = tokens[first - 1], tokens[first]
    return before[0].isdigit() and here[0].isdigit() and before[2] == here[1]


def _length(match: re.Match[str], digits: str, tokens: list[tuple[str, int, int]], text: str, shift: int) -> int:
    """The number of digits that belong to the telephone number: not a spoken 이 that begins a verb ending
    ("…칠팔이에요"), nor the 사 of a word after written digits ("02-777-3456 사무실")."""
    length = len(match.group())
    last = match.start() + shift + length - 1
    if match.lastgroup in ("seoul", "area", "safe") or digits[match.start() : match.start() + 3] != "010":
        word, _, end = tokens[min(last, len(tokens) - 1)]
        if word in "이일" and re.match(r"에요|예요|고|야|라|구|다|니|요|며|거든|ㅂ|래|죠", text[end:]):
            return length - 1
        if not word.isascii() and last and tokens[last - 1][0].isascii():
            return length - 1
    return length
