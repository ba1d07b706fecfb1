"""When nobody is disturbed: quiet hours, and the moment at which a reminder is sent in its span."""

from datetime import UTC, datetime, timedelta
from zlib import crc32

from chalicelib.content.hours import SEOUL
from chalicelib.reminders.model import Span
from chalicelib.reminders.rules import QuietHours

MINUTE_MS = 60_000
FIRST_HOUR_MINUTES = 60
"""What was held back over night is spread over the first hour of the day."""


def is_quiet(at: int, quiet: QuietHours) -> bool:
    """Whether nothing is sent at a time (ms since 1970 UTC)."""
    return not quiet.until_hour <= _seoul(at).hour < quiet.from_hour


def due_time(span: Span, now: int, key: str, quiet: QuietHours) -> int | None:
    """The best moment in a span, not before `now`, outside of quiet hours; None where there is none left. Reminders
    that are best on a day are spread over its hours by their `key`; what is known late is sent at once."""
    base = max(span.best_at, now)
    opening = _next_opening(base, quiet)
    if base > opening or (base == opening and base != span.best_at):
        candidates: tuple[int, ...] = (base,)
    else:
        is_days_best = base == span.best_at and _seoul(base).hour == 0
        minutes = (quiet.from_hour - quiet.until_hour) * 60 if is_days_best else FIRST_HOUR_MINUTES
        candidates = (opening + crc32(key.encode()) % minutes * MINUTE_MS, opening)
    return next((at for at in candidates if at < span.ends_at), None)


def _next_opening(at: int, quiet: QuietHours) -> int:
    """The beginning of the hours in which `at` is, or of the next ones."""
    moment = _seoul(at)
    opening = moment.replace(hour=quiet.until_hour, minute=0, second=0, microsecond=0)
    if is_quiet(at, quiet) and moment > opening:
        opening += timedelta(days=1)
    return int(opening.timestamp() * 1000)


def _seoul(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SEOUL)
