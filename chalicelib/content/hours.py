"""Opening hours of a queue. Times are aware datetimes in the insurer's time zone."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from msgspec import Struct

Span = tuple[int, int]
"""Start (inclusive) and end (exclusive), in minutes of the day: 0 to 1,440."""

IsHoliday = Callable[[date], bool]

SEOUL = timezone(timedelta(hours=9), "KST")
"""The insurer's time zone. Korea has no daylight saving time."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_PER_DAY = 24 * 60
MAX_LOOKAHEAD_DAYS = 60
"""Days in which the next opening is searched: longer than any series of days off."""

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24:00))", re.ASCII)


class OpeningHours(Struct, frozen=True, forbid_unknown_fields=True):
    """Spans `HH:MM-HH:MM` in which a queue is open, by weekday and for public holidays; none: closed on that day.

    Opening past midnight is a span until 24:00 and a span of the next day from 00:00.
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
        """The spans of `mon` to `sun` or `holiday`, in order. Raises ValueError for an invalid span."""
        spans = tuple(map(_parse_span, getattr(self, name)))
        if any(after[0] < before[1] for before, after in pairwise(spans)):
            raise ValueError(f"{name}: spans overlap or are not in order")
        return spans


def _parse_span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"not HH:MM-HH:MM: {text}")
    start = int(found[1]) * 60 + int(found[2])
    end = MINUTES_PER_DAY if found[5] else int(found[3]) * 60 + int(found[4])
    if start >= end:
        raise ValueError(f"ends before it starts: {text}")
    return start, end


def validate_hours(hours: OpeningHours) -> None:
    """Raises ValueError that names the first error."""
    days = [hours.spans(name) for name in (*WEEKDAYS, "holiday")]
    if not any(days):
        raise ValueError("never open")


def opening_spans(hours: OpeningHours, day: date, is_holiday: IsHoliday) -> tuple[Span, ...]:
    """The spans of a calendar day."""
    return hours.spans("holiday" if is_holiday(day) else WEEKDAYS[day.weekday()])


def is_open(hours: OpeningHours, now: datetime, is_holiday: IsHoliday) -> bool:
    """Whether `now` lies in a span."""
    minute = now.hour * 60 + now.minute
    return any(start <= minute < end for start, end in opening_spans(hours, now.date(), is_holiday))


def next_opening(hours: OpeningHours, now: datetime, is_holiday: IsHoliday) -> datetime | None:
    """The start of the next span after `now` that doesn't continue an earlier one at midnight; None if there is none
    within `MAX_LOOKAHEAD_DAYS`, as for a queue that is always open."""
    before: datetime | None = None
    for start, end in _from_yesterday(hours, now, is_holiday):
        if start > now and start != before:
            return start
        before = end
    return None


def _from_yesterday(hours: OpeningHours, now: datetime, is_holiday: IsHoliday) -> Iterator[tuple[datetime, datetime]]:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(-1, MAX_LOOKAHEAD_DAYS):
        day = midnight + timedelta(days=ahead)
        for start, end in opening_spans(hours, day.date(), is_holiday):
            yield day + timedelta(minutes=start), day + timedelta(minutes=end)
