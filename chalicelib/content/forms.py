"""Values of form fields: validation, normalisation and display."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from chalicelib.content.configuration import FlowStep, Texts, ValueFormat, insurers
from chalicelib.content.formatting import ISO_DATE_LENGTH as ISO_DATE_LENGTH
from chalicelib.content.formatting import format_moment
from chalicelib.content.formatting import format_phone as format_phone
from chalicelib.content.message_bodies import MAX_SHORT_TEXT_CHARS, Field
from chalicelib.content.places import place_text

VALUE_PATTERNS: dict[ValueFormat, str] = {
    "plate": (
        r"^(?:(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)"
        r"(?:\d{1,2}|[가-힣]{0,4}(?=[가-힣]\d{4}$))|\d{2,3})[가-힣]\d{4}"
        r"|(?:외교|준외|영사|준영|대표|협정|국기)\d{3}-?\d{3}|[가-힣]{0,5}임시?\d{4}"
        r"|(?:육군?|해군?|공군?|국방?|합참?|해병)\d{4,6}|일부(?:\d{4}|\d{2,3}[가-힣]))$"
    ),
    "phone": r"^(?:01[016789]\d{7,8}|050\d{8,9}|070\d{8}|0[2-6][1-5]?\d{7,8}|1[568]\d{6})$",
    "number": r"^0*[1-9]\d?$",
    "datetime": r"^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[+-]\d\d:\d\d)?)?$",
}
"""The formats of values by kind, as ECMAScript regular expressions. Plates without spaces (Ministry of Land,
Infrastructure and Transport, 2019 format included), those of two-wheelers, diplomats, soldiers and new cars, and 일부
before the part that is known; numbers of people from 1 to 99; ISO dates and times."""

PARTIAL_PLATE = "일부"
"""Before the part of a registration number that somebody remembers."""

MAX_PEOPLE = 99


def _compile_pattern(kind: ValueFormat) -> re.Pattern[str]:
    """In Python `$` also matches before a final line break."""
    return re.compile(VALUE_PATTERNS[kind].removesuffix("$") + r"\Z", re.ASCII)


PLATE, PHONE = _compile_pattern("plate"), _compile_pattern("phone")
MAIL_PATTERN = r"^[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$"
MAIL_ADDRESS = re.compile(MAIL_PATTERN, re.ASCII)
_PEOPLE_COUNT, _MOMENT = _compile_pattern("number"), _compile_pattern("datetime")
_FRACTION = re.compile(r"(?<=:\d\d)\.\d{1,9}", re.ASCII)


def strip_separators(text: str) -> str:
    """The text in NFKC without spaces, hyphens and dots, as plates and telephone numbers are stored."""
    return re.sub(r"[\s\-.]", "", unicodedata.normalize("NFKC", text))


def is_moment(value: str) -> bool:
    """Whether it is a full ISO date or time. Week dates and dates without hyphens, which ISO also allows, are not."""
    if not _MOMENT.match(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def cut_to_seconds(value: str) -> str:
    """An ISO time, its fraction of a second truncated. .NET writes seven digits; rounding could change the year."""
    return _FRACTION.sub("", value) if _MOMENT.match(value) else value


def is_partial_plate(value: str) -> bool:
    """Whether only a part of the registration number is known."""
    return value.startswith(PARTIAL_PLATE)


def is_people_count(value: str) -> bool:
    """Whether it is a number of people from 1 to `MAX_PEOPLE`."""
    return bool(_PEOPLE_COUNT.match(value))


def step_applies(step: FlowStep, known: Mapping[str, str]) -> bool:
    """Whether the conditions of a step hold for the known slots."""
    get = known.get
    if not all(get(slot, "") in values for slot, values in step.when.items()):
        return False
    if step.unless_all and all(get(slot, "") in values for slot, values in step.unless_all.items()):
        return False
    return not any(get(slot, "") in values for slot, values in step.unless.items())


def fits_step(step: FlowStep, value: str) -> bool:
    """Whether the value may be stored for the step's slot."""
    match step.format:
        case "choice":
            return value in {option.value for option in step.options}
        case "datetime":
            return is_moment(value)
        case "plate":
            return bool(PLATE.match(value))
        case "phone":
            return bool(PHONE.match(value))
        case "number":
            return is_people_count(value)
        case _:
            return 0 < len(value.strip()) <= MAX_SHORT_TEXT_CHARS


def field_accepts(field: Field, value: str) -> bool:
    """Whether a client may send the value for the field; an empty one if the field isn't required."""
    if not value.strip():
        return not field.required
    match field.kind:
        case "datetime":
            return is_moment(value)
        case "plate":
            return bool(PLATE.match(strip_separators(value)))
        case "phone":
            return bool(PHONE.match(strip_separators(value)))
        case _:
            return True


def display_value(step: FlowStep, value: str, texts: Texts) -> str:
    """A stored value as displayed text: an option's label, a place without coordinates, a formatted time."""
    if not value:
        return ""
    match step.format:
        case "choice":
            return next((option.label for option in step.options if option.value == value), value)
        case "datetime":
            return format_moment(value, texts.sections["dates"])
        case "phone":
            return format_phone(value)
        case "place":
            return place_text(value)
        case "number":
            return texts.render("flows", "people", count=value)
        case "insurer" if texts.locale == "en":
            return next((each.english for each in insurers() if each.name == value), value)
        case _:
            return value
