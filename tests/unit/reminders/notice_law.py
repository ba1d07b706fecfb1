"""What the law asks of notices of expiry, moment by moment, and knowing nothing of the product.

자동차손해배상 보장법 제6조: one notice between 75 and 30 days before the end, one between 30 and 10; not for contracts
of up to a month, nor once the insurer knows of a renewal. Nobody is disturbed from 21 to 8 o'clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache

SEOUL = timezone(timedelta(hours=9))
WINDOWS = ((75, 30), (30, 10))
NIGHT_FROM, NIGHT_UNTIL = 21, 8
HOUR, LAST_MINUTE = timedelta(hours=1), timedelta(minutes=59)


@dataclass(frozen=True)
class Known:
    """What the insurer knows of a contract from a moment on."""

    since: datetime
    starts_on: date
    ends_on: date
    over: bool


def is_night(at: datetime) -> bool:
    """Whether nobody may be disturbed."""
    return not NIGHT_UNTIL <= at.astimezone(SEOUL).hour < NIGHT_FROM


@cache
def is_short(starts_on: date, ends_on: date) -> bool:
    """Whether a contract was made for at most a month, counted day by day."""
    month_later = starts_on
    while True:
        month_later += timedelta(days=1)
        is_next = (month_later.month - starts_on.month) % 12 == 1
        last = (month_later + timedelta(days=1)).month != month_later.month
        if is_next and (month_later.day == starts_on.day or (last and month_later.day < starts_on.day)):
            return ends_on <= month_later


def known_at(history: Sequence[Known], at: datetime) -> Known | None:
    """What is known of a contract at a moment."""
    before = [each for each in history if each.since <= at]
    return before[-1] if before else None


def owed_throughout(history: Sequence[Known], ends_on: date, window: tuple[int, int], until: datetime) -> bool:
    """Whether a notice is owed whenever it is sent: from some moment of the window on, up to its last one, the contract
    is known to end on this day, and not to be over."""
    moments = window_moments(ends_on, window)
    if moments[-1] >= until:
        return False
    owing = [may_be_sent(history, ends_on, at) for at in moments]
    if not any(owing):
        return False
    first = owing.index(True)
    return all(owing[first:])


def owed_never(history: Sequence[Known], ends_on: date, window: tuple[int, int]) -> bool:
    """Whether there is no moment at which a notice may be sent."""
    return not any(may_be_sent(history, ends_on, at) for at in window_moments(ends_on, window))


def may_be_sent(history: Sequence[Known], ends_on: date, at: datetime) -> bool:
    """Whether the notice makes sense by what is known at a moment."""
    known = known_at(history, at)
    return known is not None and known.ends_on == ends_on and not known.over and not is_short(known.starts_on, ends_on)


@cache
def window_moments(ends_on: date, window: tuple[int, int]) -> list[datetime]:
    """The beginning and the last minute of each daytime hour in which the notice may be sent."""
    first, last = (ends_on - timedelta(days=days) for days in window)
    at = datetime(first.year, first.month, first.day, tzinfo=SEOUL)
    end = datetime(last.year, last.month, last.day, tzinfo=SEOUL) + timedelta(days=1)
    moments = []
    while at < end:
        if not is_night(at):
            moments += [at, at + LAST_MINUTE]
        at += HOUR
    return moments
