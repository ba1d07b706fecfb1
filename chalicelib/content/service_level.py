"""Service levels: until when an answer is due, counted in opening hours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from chalicelib.content.hours import SEOUL, IsHoliday, OpeningHours, opening_spans

MAX_DUE_DAYS = 60
"""Days of opening hours in which an answer must become due: longer than any series of days off."""

MAX_TARGET_MIN = 24 * 60

SHOWN_DAYS = 7
"""Days before and after now whose opening hours a page is told."""

Span = tuple[int, int]
"""Start (inclusive) and end (exclusive), in ms since 1970 UTC."""


class ServiceLevel(Struct, frozen=True, forbid_unknown_fields=True):
    """Targets of a queue in minutes of its opening hours: `first_minutes` from asking for a person to the first answer,
    `next_minutes` from a further message to the answer to it; `goal_percent` of the answers shall be in time."""

    first_minutes: int
    next_minutes: int
    goal_percent: int


def validate_service_level(level: ServiceLevel) -> None:
    """Raises ValueError that names the first error."""
    for name in ("first_minutes", "next_minutes"):
        if not 1 <= getattr(level, name) <= MAX_TARGET_MIN:
            raise ValueError(f"{name} must be between 1 and {MAX_TARGET_MIN}")
    if not 1 <= level.goal_percent <= 100:
        raise ValueError("goal_percent must be between 1 and 100")


def open_spans(hours: OpeningHours, start: int, days: int, is_holiday: IsHoliday) -> Iterator[Span]:
    """The spans from the day of `start` (ms since 1970 UTC) on, for so many days. Spans that meet at midnight are
    one."""
    midnight = datetime.fromtimestamp(start / 1000, UTC).astimezone(SEOUL)
    midnight = midnight.replace(hour=0, minute=0, second=0, microsecond=0)
    held: Span | None = None
    for ahead in range(days):
        day = midnight + timedelta(days=ahead)
        begin = int(day.timestamp()) * 1000
        for first, last in opening_spans(hours, day.date(), is_holiday):
            span = begin + first * 60_000, begin + last * 60_000
            if held is not None and held[1] == span[0]:
                held = held[0], span[1]
                continue
            if held is not None:
                yield held
            held = span
    if held is not None:
        yield held


def due_at(hours: OpeningHours, since: int, target_ms: int, is_holiday: IsHoliday) -> int | None:
    """The first moment at which the queue was open for `target_ms` since `since`: an answer later than this is late.
    None if it isn't open for so long within `MAX_DUE_DAYS`."""
    left = target_ms
    for start, end in _spans_from(hours, since, is_holiday):
        begin = max(start, since)
        if begin + left <= end:
            return begin + left
        left -= max(0, end - begin)
    return None


def _spans_from(hours: OpeningHours, since: int, is_holiday: IsHoliday) -> Iterator[Span]:
    """Day by day: the answer is nearly always due on the first."""
    for ahead in range(MAX_DUE_DAYS):
        for span in open_spans(hours, since + ahead * 86_400_000, 1, is_holiday):
            if span[1] > since:
                yield span
