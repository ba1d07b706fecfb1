"""Numbers whose end is put right in the same breath: "45다 6789 아니 6798이요", "끝자리가 5423이에요"."""

from __future__ import annotations

import re

_TAIL = 4
_PUT_RIGHT = re.compile(
    r"(?:이?요|인데요?|입니다|이에요|예요)?[\s,.]*(?:(?:아|앗|어)[\s,.]+|참\s)?"
    r"(?:아니[다야지]?|아니고|아니라|말고|잘못|(?:(?:끝|뒤|뒷|마지막)\s?(?:네\s?)?자리|끝)[이가는은]?|(?<=아\s)|(?<=앗\s))[,.\s]*(?:[가-힣]{1,3}\s)?"
    r"(?P<end>\d{4})(?![\d-]|\s?(?:년|월|일|시|분|원|만))"
)
_TAKEN_BACK = re.compile(r"[^.!?\d]{0,8}[.!?\s,]*(?:아니|아이고|앗|잘못|정정|다시\s?보|아\s)[^\d]{0,14}$")


def with_corrected_end(number: str, text: str, end: int) -> tuple[str, int]:
    """A number found before `end` in a text, with the last four digits that the words after it put right, and where
    these words end."""
    found = _PUT_RIGHT.match(text, end)
    return (number[:-_TAIL] + found["end"], found.end()) if found else (number, end)


def is_taken_back(between: str) -> bool:
    """Whether the words between two numbers take back the first one ("… 아 잘못 봤습니다 …")."""
    return _TAKEN_BACK.fullmatch(between) is not None
