"""The windows in which a queue may promise calls."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from chalicelib.calls.model import Window
from chalicelib.calls.rules import CallRules
from chalicelib.content.hours import MAX_LOOKAHEAD_DAYS, MINUTES_PER_DAY, SEOUL, IsHoliday, OpeningHours, opening_spans


def bookable_windows(hours: OpeningHours, now: int, is_holiday: IsHoliday, rules: CallRules) -> tuple[Window, ...]:
    """The next windows that can be promised, in order. Empty for a queue that isn't open in the next weeks."""
    earliest = now + rules.lead_minutes * 60_000
    later = (window for window in _windows(hours, now, is_holiday, rules) if window.starts_at >= earliest)
    return tuple(islice(later, rules.offered))


def answer_window(hours: OpeningHours, now: int, is_holiday: IsHoliday, rules: CallRules) -> Window | None:
    """When a message that is left now is answered at the latest: after so much time of opening hours. None if the queue
    isn't open in the next weeks."""
    left_ms = rules.message_minutes * 60_000
    for starts_at, ends_at in _spans(hours, now, is_holiday):
        begins = max(starts_at, now)
        if ends_at - begins >= left_ms:
            due = begins + left_ms
            return Window(due, due + rules.window_minutes * 60_000)
        left_ms -= max(0, ends_at - begins)
    return None


def _windows(hours: OpeningHours, now: int, is_holiday: IsHoliday, rules: CallRules) -> Iterator[Window]:
    length = rules.window_minutes * 60_000
    for starts_at, ends_at in _spans(hours, now, is_holiday, rules):
        for begins in range(starts_at, ends_at - length + 1, length):
            yield Window(begins, begins + length)


def _spans(
    hours: OpeningHours, now: int, is_holiday: IsHoliday, rules: CallRules | None = None
) -> Iterator[tuple[int, int]]:
    """The opening spans from today on; with `rules`, those of whole days from their first to their last hour."""
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(MAX_LOOKAHEAD_DAYS):
        day = today + timedelta(days=ahead)
        for first, last in opening_spans(hours, day.date(), is_holiday):
            if rules is not None and (first, last) == (0, MINUTES_PER_DAY):
                first, last = rules.first_hour * 60, rules.last_hour * 60
            yield tuple(int((day + timedelta(minutes=each)).timestamp() * 1000) for each in (first, last))  # type: ignore[misc]
