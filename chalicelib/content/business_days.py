"""On which days the insurer works: weekends and public holidays off, the insurer's own days over both.

`config/holidays.toml` holds the public holidays (`make holidays` writes it), `config/own_days.toml` the insurer's own
days. The rules are pure: each takes the day. Days are Korean days; `claims.model.day_of` makes one of a moment.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG

HOLIDAYS = "holidays.toml"
OWN_DAYS = "own_days.toml"

LOOKAHEAD_DAYS = 400
"""The public holidays must be known so many days ahead: a year, the longest promise, and time to deploy."""

_DAY = timedelta(days=1)
Kind = TypeVar("Kind")


class DayName(Struct, frozen=True, forbid_unknown_fields=True):
    """What a day is called."""

    ko: str
    en: str


class Holidays(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "until"}):
    """The public holidays of the years from `first` to `last`, both included."""

    first: date
    last: date
    holidays: dict[date, DayName]


class OwnDays(Struct, frozen=True, forbid_unknown_fields=True):
    """`closed`: business days on which the insurer doesn't work; `open`: weekends and holidays on which it does."""

    closed: dict[date, DayName]
    open: dict[date, DayName]


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The days on which the insurer works. After `last` only weekends and the insurer's own days are known."""

    closed: Mapping[date, DayName]
    """Public holidays and own closed days, without those on which the insurer works all the same."""

    open: frozenset[date] = field(default_factory=frozenset)
    last: date = date.max

    def holiday(self, day: date) -> DayName | None:
        """The name of a holiday or own closed day; None on business days and on ordinary weekends."""
        return self.closed.get(day)

    def is_business_day(self, day: date) -> bool:
        """Whether the insurer works on this day."""
        return day in self.open or (day.weekday() < 5 and day not in self.closed)

    def next_business_day(self, day: date) -> date:
        """This day if it is a business day, else the first one after it."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def business_days_after(self, day: date, count: int) -> date:
        """The business day that is `count` business days after `day`, which doesn't count itself."""
        for _ in range(count):
            day = self.next_business_day(day + _DAY)
        return day

    def due(self, day: date, *, days: int = 0, business_days: int = 0) -> date:
        """The last day of a period that begins on `day`. A period in calendar `days` that would end on a day off ends
        on the next business day (Civil Act, article 161)."""
        return self.next_business_day(self.business_days_after(day, business_days) + days * _DAY)

    def days_known(self, day: date) -> int:
        """How many days ahead of `day` the public holidays are known; negative where they aren't known any more."""
        return (self.last - day).days


def calendar_of(holidays: Holidays, own: OwnDays) -> BusinessCalendar:
    """Both files as one calendar. Raises ValueError naming the first day that can't be meant."""
    if stray := [day for day in holidays.holidays if not holidays.first <= day <= holidays.last]:
        raise ValueError(f"{HOLIDAYS}: {stray[0]} isn't between from and until")
    for day in own.closed:
        if day.weekday() >= 5:
            raise ValueError(f"{OWN_DAYS}: closed {day} is a weekend, on which nobody works anyway")
        if day in own.open:
            raise ValueError(f"{OWN_DAYS}: {day} is both closed and open")
    for day in own.open:
        if day.weekday() < 5 and day not in holidays.holidays and holidays.first <= day <= holidays.last:
            raise ValueError(f"{OWN_DAYS}: open {day} is neither a weekend nor a public holiday")
    closed = {day: name for day, name in (holidays.holidays | own.closed).items() if day not in own.open}
    return BusinessCalendar(closed, frozenset(own.open), holidays.last)


@cache
def business_calendar() -> BusinessCalendar:
    """The insurer's calendar, read once. Raises ValueError as `read_calendar`."""
    return read_calendar(CONFIG)


def read_calendar(folder: Path) -> BusinessCalendar:
    """The calendar of both files in a folder. Raises ValueError naming the file and what is wrong with it."""
    return calendar_of(_read(folder / HOLIDAYS, Holidays), _read(folder / OWN_DAYS, OwnDays))


def _read(file: Path, kind: type[Kind]) -> Kind:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), kind, str_keys=True)
    except ValueError as error:  # not TOML (a day given twice, say), or of the wrong shape
        raise ValueError(f"{file.name}: {error}") from error
