"""Single values as core systems on Java or .NET write them: numbers as strings, seven digits of a second.

Each function raises ValueError that says what is wrong.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from chalicelib.content.hours import SEOUL

MAX_NUMBER_DIGITS = 18
"""A longer amount is an error of the sender; 1E+999999999 must not be expanded."""

MAX_FRACTION_DIGITS = 40
"""More of them are an error of the sender, too: 1E-999999999 as a fraction would not fit into memory."""

MAX_NAME_BYTES = 500
"""Maximum size of what identifies a row: it becomes a part of a key, which takes 1,024 bytes."""

_NUMBER = re.compile(r"[+-]?(?=\.?\d)(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?(?:E[+-]?\d+)?", re.ASCII | re.IGNORECASE)

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
"""What spreadsheets make of numbers with more than 15 digits: many contracts would become one."""

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{8})"
    r"(?:[T ](\d\d:?\d\d(?::?\d\d)?)(?:[.,](\d+))?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_MIDNIGHT = ("2400", "240000")
"""The end of a day, as ISO 8601 has it."""


def read_string(raw: object) -> str:
    """A text, or a number that the sender uses as one: 20 digits stay 20 digits."""
    if isinstance(raw, str):
        try:
            raw.encode()
        except UnicodeEncodeError:
            raise ValueError("a broken character") from None
        return normalize("NFC", raw).strip()
    if isinstance(raw, int | Decimal | float) and not isinstance(raw, bool):
        if _ROUNDED.fullmatch(str(raw)):
            raise ValueError("was rounded by a spreadsheet")
        return str(read_integer(raw, max_digits=40))
    raise ValueError("not a text")


def check_name(name: str) -> None:
    """Raises ValueError where a text can't identify a row."""
    if not name:
        raise ValueError("empty")
    if len(name.encode()) > MAX_NAME_BYTES:
        raise ValueError("too long")
    if not name.isprintable():
        raise ValueError("a character that nobody can read")
    if _ROUNDED.fullmatch(name):
        raise ValueError("was rounded by a spreadsheet")


def read_decimal(raw: object, max_digits: int = MAX_NUMBER_DIGITS) -> Decimal:
    """A number, also in a string, with commas between thousands."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise ValueError("not a number")  # noqa: TRY004 - one kind of error for all faults of a value
    if isinstance(raw, str) and not _NUMBER.fullmatch(raw := raw.strip()):
        raise ValueError("not a number")
    try:
        number = Decimal(str(raw).replace(",", ""))
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite():
        raise ValueError("not a number")
    if number.adjusted() >= max_digits:
        raise ValueError("too large")
    if number.adjusted() < -MAX_FRACTION_DIGITS:
        raise ValueError("too small")
    return number


def read_integer(raw: object, max_digits: int = MAX_NUMBER_DIGITS) -> int:
    """A whole number: 100000, 100000.0 and "100000" are one."""
    number = read_decimal(raw, max_digits)
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
    day, *_ = _parts(raw)
    return date.fromisoformat(day)


def read_moment(raw: object) -> datetime:
    """A time with its offset, Seoul's where it has none. Digits beyond microseconds are cut off: rounded up they would
    reach the next day, or a year that doesn't exist."""
    day, clock, fraction, offset = _parts(raw)
    if not clock:
        raise ValueError("a day without a time")
    clock = clock.replace(":", "")
    is_midnight = clock in _MIDNIGHT and not fraction.strip("0")
    seconds = "000000" if is_midnight else clock.ljust(6, "0")
    offset = offset.upper().replace(":", "")
    moment = datetime.fromisoformat(f"{day.replace('-', '')}T{seconds}.{fraction[:6].ljust(6, '0')}{offset}")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
    try:
        moment = moment + timedelta(days=1) if is_midnight else moment
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
