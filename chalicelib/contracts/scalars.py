"""Single values as core systems on Java or .NET write them: numbers as strings, seven digits of a second.

Each function raises ValueError that says what is wrong.
"""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from chalicelib.content.hours import SEOUL

MAX_NUMBER_DIGITS = 18
"""A longer amount is an error of the sender; 1E+999999999 must not be expanded."""

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII | re.IGNORECASE
)


def read_string(raw: object) -> str:
    """A text, or a number that the sender uses as one: 20 digits stay 20 digits."""
    if isinstance(raw, str):
        return normalize("NFC", raw).strip()
    if isinstance(raw, int | Decimal | float) and not isinstance(raw, bool):
        return str(read_integer(raw, max_digits=40))
    raise ValueError("not a text")


def read_decimal(raw: object) -> Decimal:
    """A number, also in a string."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise ValueError("not a number")  # noqa: TRY004 - one kind of error for all faults of a value
    try:
        number = Decimal(str(raw).strip().replace(",", ""))
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def read_integer(raw: object, max_digits: int = MAX_NUMBER_DIGITS) -> int:
    """A whole number: 100000, 100000.0 and "100000" are one."""
    number = read_decimal(raw)
    if number.adjusted() >= max_digits:
        raise ValueError("too large")
    if number != number.to_integral_value():
        raise ValueError("not a whole number")
    return int(number)


def read_flag(raw: object) -> bool:
    """True or false, also as a word."""
    known = {True: True, False: False, "true": True, "false": False}
    key = raw.strip().lower() if isinstance(raw, str) else raw
    if not isinstance(key, bool | str) or key not in known:
        raise ValueError("neither true nor false")
    return known[key]


def read_day(raw: object) -> date:
    """The day that is written, whatever time and offset stand behind it."""
    return date.fromisoformat(_parts(raw)[0])


def read_moment(raw: object) -> datetime:
    """A time with its offset, Seoul's where it has none. Digits beyond microseconds are cut off: rounded up they would
    reach the next day, or a year that doesn't exist."""
    day, clock, fraction, offset = _parts(raw)
    if not clock:
        raise ValueError("a day without a time")
    micros = f".{fraction[:6].ljust(6, '0')}" if fraction else ""
    moment = datetime.fromisoformat(f"{day}T{clock}{micros}{offset.upper()}")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
    try:
        moment.astimezone(SEOUL)
    except OverflowError:
        raise ValueError("beyond the calendar") from None
    return moment


def _parts(raw: object) -> tuple[str, str, str, str]:
    found = _MOMENT.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        raise ValueError("not an ISO 8601 date")
    day, clock, fraction, offset = found.groups(default="")
    return day, clock, fraction, offset
