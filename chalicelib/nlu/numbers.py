"""Parses Korean number words: Sino-Korean (이십삼), native (스물셋, 두), and single digits (공일공)."""

from __future__ import annotations

import re

DIGIT_WORDS = {
    "공": "0", "영": "0", "령": "0", "빵": "0", "일": "1", "이": "2", "삼": "3", "사": "4", "오": "5",
    "육": "6", "륙": "6", "칠": "7", "팔": "8", "구": "9",
}  # fmt: skip
_UNITS = {"십": 10, "백": 100, "천": 1000}
_NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50}
_NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "서": 3, "석": 3, "넷": 4, "네": 4, "너": 4,
    "다섯": 5, "닷": 5, "여섯": 6, "일곱": 7, "여덟": 8, "여덜": 8, "아홉": 9,
}  # fmt: skip
NATIVE_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10,
    "열하루": 11, "열이틀": 12, "열사흘": 13, "열나흘": 14, "보름": 15, "스무날": 20, "스무하루": 21,
}  # fmt: skip
"""Numbers of days by name."""

DAYS_OF_MONTH = {
    **{f"초{name}": value for name, value in NATIVE_DAYS.items() if value < 10},
    **{name: NATIVE_DAYS[name] for name in ("열하루", "열이틀", "열사흘", "열나흘", "스무날", "스무하루")},
    "초열흘": 10, "스무이틀": 22, "스무사흘": 23, "스무나흘": 24, "스무닷새": 25,
}  # fmt: skip
"""Days of the month by name; some elderly people count so."""

SINO = r"[일이삼사오육륙칠팔구십백천]+"
NATIVE = (
    r"(?:열|스물|스무|서른|마흔|쉰)?\s?(?:하나|한|두|둘|세|셋|서|석|네|넷|너|다섯|여섯|일곱|여덟|여덜|아홉)"
    r"|열|스물|스무"
)
NUMBER = rf"(?:\d+|{NATIVE}|{SINO})"
"""A whole number in digits, native or Sino-Korean words, as a regular expression without groups."""

_NATIVE_FORM = re.compile(
    rf"(?P<tens>{'|'.join(_NATIVE_TENS)})?\s?(?P<ones>{'|'.join(sorted(_NATIVE_ONES, key=len, reverse=True))})?"
)


def parse_number(word: str) -> int | None:
    """The value of a number in digits, Sino-Korean or native words, below 10,000; None for any other word."""
    word = word.strip()
    if word.isascii() and word.isdigit():
        return int(word)
    found = parse_sino_korean(word)
    return parse_native_korean(word) if found is None else found


def parse_sino_korean(word: str) -> int | None:
    """ "이천이십육" → 2026, "이십" → 20, "삼사오육" → 3456 (digit by digit)."""
    if not word or any(c not in DIGIT_WORDS and c not in _UNITS for c in word):
        return None
    if not any(c in _UNITS for c in word):
        return int(parse_spoken_digits(word))
    total, pending = 0, ""
    last = 10_000
    for char in word:
        unit = _UNITS.get(char)
        if unit is None:
            if pending:
                return None
            pending = DIGIT_WORDS[char]
            continue
        if unit >= last:
            return None
        last = unit
        total += int(pending or "1") * unit
        pending = ""
    return total + int(pending or "0")


def parse_native_korean(word: str) -> int | None:
    """ "열두" → 12, "스물 셋" → 23, "네" → 4."""
    match = _NATIVE_FORM.fullmatch(word)
    if not word or match is None:
        return None
    tens, ones = match["tens"], match["ones"]
    return (_NATIVE_TENS[tens] if tens else 0) + (_NATIVE_ONES[ones] if ones else 0)


def parse_spoken_digits(words: str) -> str:
    """Digits spoken one by one: "공일공" → "010"; digits are kept, other characters dropped."""
    return "".join(c if c.isdigit() else DIGIT_WORDS.get(c, "") for c in words if c.isascii() or c in DIGIT_WORDS)
