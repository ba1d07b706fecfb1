"""EventBridge schedules: the times of `rate(...)` and `cron(...)` expressions, and the events they send."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from local.aws.errors import StandinError
from local.aws.options import ACCOUNT, REGION

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
_MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY_NAMES = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_DAYS = {name: number for number, name in enumerate(_DAY_NAMES, 1)}
_SEARCH_LIMIT = timedelta(days=366 * 5)


@dataclass(frozen=True)
class Rate:
    """An interval of `every`, counted from the start."""

    every: timedelta

    def after(self, moment: datetime) -> datetime:
        """The next time after the one at `moment`."""
        return moment + self.every


@dataclass(frozen=True)
class Cron:
    """The times in UTC at which all fields match; None matches every value."""

    minutes: frozenset[int] | None
    hours: frozenset[int] | None
    days: frozenset[int] | None
    months: frozenset[int] | None
    weekdays: frozenset[int] | None
    years: frozenset[int] | None

    def after(self, moment: datetime) -> datetime:
        """The first whole minute after `moment` that matches. Raises `StandinError` if there is none within five
        years."""
        found = moment.astimezone(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
        limit = found + _SEARCH_LIMIT
        while found < limit:
            if not self._day(found):
                found = found.replace(hour=0, minute=0) + timedelta(days=1)
            elif not _in(found.hour, self.hours):
                found = found.replace(minute=0) + timedelta(hours=1)
            elif not _in(found.minute, self.minutes):
                found += timedelta(minutes=1)
            else:
                return found
        raise StandinError(f"{self} never fires")

    def _day(self, moment: datetime) -> bool:
        return (
            _in(moment.year, self.years)
            and _in(moment.month, self.months)
            and _in(moment.day, self.days)
            and _in(moment.isoweekday() % 7 + 1, self.weekdays)
        )


def parse(expression: str) -> Rate | Cron:
    """Parses `rate(5 minutes)` or `cron(0 18 ? * MON-FRI *)`. Raises `StandinError` for any other expression (L, W,
    #)."""
    rate = _RATE.fullmatch(expression)
    if rate:
        return Rate(timedelta(**{rate[2] + "s": int(rate[1])}))
    cron = _CRON.fullmatch(expression)
    if not cron:
        raise StandinError(f"not a schedule: {expression}")
    try:
        return Cron(
            minutes=_field(cron[1], 0, 59),
            hours=_field(cron[2], 0, 23),
            days=_field(cron[3], 1, 31),
            months=_field(cron[4], 1, 12, _MONTHS),
            weekdays=_field(cron[5], 1, 7, _DAYS),
            years=_field(cron[6], 1970, 2199),
        )
    except ValueError as error:
        raise StandinError(f"{expression}: {error}") from error


def event(rule: str, moment: datetime) -> dict[str, Any]:
    """The event that a schedule sends to its function."""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule}"],
        "detail": {},
    }


def _in(value: int, allowed: frozenset[int] | None) -> bool:
    return allowed is None or value in allowed


def _field(text: str, low: int, high: int, names: dict[str, int] | None = None) -> frozenset[int] | None:
    if text in ("*", "?"):
        return None
    return frozenset(value for part in text.split(",") for value in _range(part, low, high, names or {}))


def _range(part: str, low: int, high: int, names: dict[str, int]) -> Iterator[int]:
    span, _, step = part.partition("/")
    first, _, final = span.partition("-")
    start = low if first == "*" else names.get(first.upper()) or int(first)
    open_ended = high if step or first == "*" else start
    end = (names.get(final.upper()) or int(final)) if final else open_ended
    if not low <= start <= end <= high:
        raise ValueError(f"{part} is out of range")
    return iter(range(start, end + 1, int(step or 1)))
