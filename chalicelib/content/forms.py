"""Answers to a form's questions: the value as it is stored, and as people read it."""

import re
import unicodedata
from datetime import datetime

from chalicelib.content.catalogue import Step

PLATE = re.compile(
    r"^(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\d{1,2}|\d{2,3})[가-힣]\d{4}\Z",
    re.ASCII,
)
"""Korean registration numbers without blanks (Ministry of Land, Infrastructure and Transport, 2019 format included)."""

PHONE = re.compile(r"^(?:01[016789]\d{7,8}|050\d{8,9}|070\d{8}|0[2-6][1-5]?\d{7,8}|1[568]\d{6})\Z", re.ASCII)

MOST_PEOPLE = 99

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?)?", re.ASCII)


def squeezed(text: str) -> str:
    """Without blanks, hyphens and dots, figures as on the keyboard: how plates and telephone numbers are stored."""
    return re.sub(r"[\s\-.]", "", unicodedata.normalize("NFKC", text))


_DEGREES = re.compile(r"-?\d{1,2}\.\d{3,}, ?-?\d{1,3}\.\d{3,}", re.ASCII)


def tells_where(value: str) -> bool:
    """Whether it holds degrees north and east, as a device gives them."""
    return _DEGREES.search(value) is not None


def is_moment(value: str) -> bool:
    """Whether it is a date, or a date and time, written in full: ISO knows weeks and dates without hyphens too."""
    if not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_number(value: str) -> bool:
    """Whether it is a count of people."""
    return value.isascii() and value.isdecimal() and 0 < int(value[:4]) <= MOST_PEOPLE


def fits(step: Step, value: str) -> bool:
    """Whether a value could be stored for this question."""
    match step.kind:
        case "choice":
            return value in {option.value for option in step.options}
        case "datetime":
            return is_moment(value)
        case "plate":
            return bool(PLATE.match(value))
        case "phone":
            return bool(PHONE.match(value))
        case "number":
            return is_number(value)
        case _:
            return 0 < len(value.strip()) <= 400


def shown(step: Step, value: str) -> str:
    """A stored value as people read it."""
    if not value:
        return ""
    if step.kind == "choice":
        return next((option.label for option in step.options if option.value == value), value)
    if step.kind == "datetime":
        moment = datetime.fromisoformat(value)
        return f"{moment:%Y-%m-%d}" if len(value) == 10 else f"{moment:%Y-%m-%d %H:%M}"
    return value
