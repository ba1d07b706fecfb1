"""The insurer's business days: no weekends and public holidays, overridden by company days.

`config/holidays.toml` contains the public holidays (written by `make holidays`), `config/company_days.toml` the
insurer's closed and open days. Dates are dates in Korea; `claims.model.seoul_date` converts a time.
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

from chalicelib.content.config_files import CONFIG

HOLIDAYS = "holidays.toml"
COMPANY_DAYS = "company_days.toml"

LOOKAHEAD_DAYS = 400
"""The public holidays must be known this many days ahead: a year, the longest due date, and time to deploy."""

_DAY = timedelta(days=1)
Kind = TypeVar("Kind")


class DayName(Struct, frozen=True, forbid_unknown_fields=True):
    """The name of a day, by language."""

    ko: str
    en: str


class Holidays(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "until"}):
    """The public holidays of the years from `first` to `last`, both included."""

    first: date
    last: date
    holidays: dict[date, DayName]


class CompanyDays(Struct, frozen=True, forbid_unknown_fields=True):
    """`closed`: working days on which the insurer is closed; `open`: weekends and holidays on which it is open."""

    closed: dict[date, DayName]
    open: dict[date, DayName]


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The insurer's business days. After `last` only weekends and company days are known."""

    closed: Mapping[date, DayName]
    """Public holidays and closed company days, without open company days."""

    open: frozenset[date] = field(default_factory=frozenset)
    last: date = date.max

    def day_off_name(self, day: date) -> DayName | None:
        """The name of a public holiday or closed company day; None on business days and weekends."""
        return self.closed.get(day)

    def is_business_day(self, day: date) -> bool:
        """Whether the insurer is open on this day."""
        return day in self.open or (day.weekday() < 5 and day not in self.closed)

    def next_business_day(self, day: date) -> date:
        """The day itself if it is a business day, else the next one."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def business_days_after(self, day: date, count: int) -> date:
        """The business day that is `count` business days after `day`; `day` itself isn't counted."""
        for _ in range(count):
            day = self.next_business_day(day + _DAY)
        return day

    def due_date(self, day: date, *, days: int = 0, business_days: int = 0, keep_days_off: bool = False) -> date:
        """The last day of a period that starts on `day`. A period of calendar `days` that ends on a day off is extended
        to the next business day (Civil Act, article 161), unless it must end on its calendar day (`keep_days_off`)."""
        end = self.business_days_after(day, business_days) + days * _DAY
        return end if keep_days_off else self.next_business_day(end)

    def known_days_ahead(self, day: date) -> int:
        """The number of days after `day` for which the public holidays are known; negative after `last`."""
        return (self.last - day).days


def build_calendar(holidays: Holidays, company: CompanyDays) -> BusinessCalendar:
    """The calendar of both files. Raises ValueError that names the first invalid day."""
    if stray := [day for day in holidays.holidays if not holidays.first <= day <= holidays.last]:
        raise ValueError(f"{HOLIDAYS}: {stray[0]} isn't between from and until")
    for day in company.closed:
        if day.weekday() >= 5:
            raise ValueError(f"{COMPANY_DAYS}: closed {day} is a weekend, which is a day off anyway")
        if day in company.open:
            raise ValueError(f"{COMPANY_DAYS}: {day} is both closed and open")
    for day in company.open:
        if day.weekday() < 5 and day not in holidays.holidays and holidays.first <= day <= holidays.last:
            raise ValueError(f"{COMPANY_DAYS}: open {day} is neither a weekend nor a public holiday")
    closed = {day: name for day, name in (holidays.holidays | company.closed).items() if day not in company.open}
    return BusinessCalendar(closed, frozenset(company.open), holidays.last)


@cache
def business_calendar() -> BusinessCalendar:
    """The insurer's calendar, cached. Raises ValueError as `read_calendar`."""
    return read_calendar(CONFIG)


def read_calendar(folder: Path) -> BusinessCalendar:
    """The calendar of both files in a folder. Raises ValueError that names the file and the error."""
    return build_calendar(_load_days(folder / HOLIDAYS, Holidays), _load_days(folder / COMPANY_DAYS, CompanyDays))


def _load_days(file: Path, kind: type[Kind]) -> Kind:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), kind, str_keys=True)
    except ValueError as error:  # invalid TOML (such as a repeated day), or a wrong type
        raise ValueError(f"{file.name}: {error}") from error
