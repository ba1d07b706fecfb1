"""Opening hours of a queue: pure rules. The moment is passed in, an aware datetime of the insurer's time zone."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from msgspec import Struct

Span = tuple[int, int]
"""From, inclusive, to, exclusive, in minutes of a day: 0 to 1,440."""

IsHoliday = Callable[[date], bool]

SEOUL = timezone(timedelta(hours=9), "KST")
"""The insurer's clock; Korea has no summer time."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_PER_DAY = 24 * 60
MAX_SEARCHED_DAYS = 60
"""So many days ahead an opening is looked for: more days in a row off than any calendar has."""

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24:00))", re.ASCII)


class Hours(Struct, frozen=True, forbid_unknown_fields=True):
    """Spans `HH:MM-HH:MM` in which a queue is served, by weekday and for public holidays; none: closed that day.

    Two spans leave a break between them. Work past midnight is a span until 24:00 and one of the next day from 00:00.
    """

    mon: tuple[str, ...] = ()
    tue: tuple[str, ...] = ()
    wed: tuple[str, ...] = ()
    thu: tuple[str, ...] = ()
    fri: tuple[str, ...] = ()
    sat: tuple[str, ...] = ()
    sun: tuple[str, ...] = ()
    holiday: tuple[str, ...] = ()

    def spans(self, name: str) -> tuple[Span, ...]:
        """The spans of `mon` to `sun` or `holiday`, in order. Raises ValueError saying what is wrong."""
        read = tuple(map(_parse_span, getattr(self, name)))
        if any(after[0] < before[1] for before, after in pairwise(read)):
            raise ValueError(f"{name}: spans overlap or are not in order")
        return read


def _parse_span(written: str) -> Span:
    found = _SPAN.fullmatch(written)
    if found is None:
        raise ValueError(f"not HH:MM-HH:MM: {written}")
    start = int(found[1]) * 60 + int(found[2])
    end = MINUTES_PER_DAY if found[5] else int(found[3]) * 60 + int(found[4])
    if start >= end:
        raise ValueError(f"ends before it starts: {written}")
    return start, end


def validate_hours(hours: Hours) -> None:
    """Raises ValueError naming the first thing wrong."""
    days = [hours.spans(name) for name in (*WEEKDAYS, "holiday")]
    if not any(days):
        raise ValueError("never open")


def spans_of_day(hours: Hours, day: date, is_holiday: IsHoliday) -> tuple[Span, ...]:
    """The spans of a calendar day."""
    return hours.spans("holiday" if is_holiday(day) else WEEKDAYS[day.weekday()])


def is_open(hours: Hours, now: datetime, is_holiday: IsHoliday) -> bool:
    """Whether `now` lies in a span."""
    minute = now.hour * 60 + now.minute
    return any(start <= minute < end for start, end in spans_of_day(hours, now.date(), is_holiday))


def next_opening(hours: Hours, now: datetime, is_holiday: IsHoliday) -> datetime | None:
    """The beginning of the next span after `now` that doesn't continue an earlier one at midnight; None where there is
    none within `SEARCHED_DAYS`, which is so where it is always open."""
    before: datetime | None = None
    for start, end in _spans_from_yesterday(hours, now, is_holiday):
        if start > now and start != before:
            return start
        before = end
    return None


def _spans_from_yesterday(hours: Hours, now: datetime, is_holiday: IsHoliday) -> Iterator[tuple[datetime, datetime]]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(-1, MAX_SEARCHED_DAYS):
        day = midnight + timedelta(days=ahead)
        for start, end in spans_of_day(hours, day.date(), is_holiday):
            yield day + timedelta(minutes=start), day + timedelta(minutes=end)
