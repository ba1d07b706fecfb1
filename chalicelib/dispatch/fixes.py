"""Positions of a truck: which are taken, how often they are wanted, and when they are too old to tell from.

A responder's page sends several at once after a tunnel or sleep. Each is judged by itself, so that a bad one doesn't
hold back the others.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.arrival_errors import (
    ClockWrong,
    PositionInaccurate,
    PositionJumped,
    PositionOutside,
    PositionTooOld,
)
from chalicelib.dispatch.arrival_rules import TrackingRules
from chalicelib.dispatch.responders import Position
from chalicelib.kernel.errors import BaroError

KM_A_MS = 3_600_000


class ReviewedFixes(Struct, frozen=True):
    """What became of the fixes of a frame. `taken` are in order of time; one that was known before is in neither."""

    taken: tuple[Position, ...]
    refused: tuple[tuple[Position, BaroError], ...]


def review_fixes(
    before: Position | None,
    sent: Iterable[Position],
    now: int,
    rules: TrackingRules,
    is_inside: Callable[[Point], bool],
) -> ReviewedFixes:
    """Judges fixes after the last one that was taken. `is_inside`: whether a place is in the country."""
    taken: list[Position] = []
    refused: list[tuple[Position, BaroError]] = []
    last = before
    for fix in sorted(sent, key=lambda each: each.at):
        if last is not None and fix.at <= last.at <= now:
            continue  # a repeat of a queue that was sent before
        error = _error_of(fix, last, now, rules, is_inside)
        if error is not None:
            refused.append((fix, error))
            continue
        taken.append(fix)
        last = fix
    return ReviewedFixes(tuple(taken), tuple(refused))


def require_possible(position: Position, now: int, rules: TrackingRules, is_inside: Callable[[Point], bool]) -> None:
    """Raises the error of a position that can't be true."""
    error = _error_of(position, None, now, rules, is_inside)
    if error is not None:
        raise error


def _error_of(
    fix: Position, last: Position | None, now: int, rules: TrackingRules, is_inside: Callable[[Point], bool]
) -> BaroError | None:
    if fix.at > now + rules.max_ahead_seconds * 1_000:
        return ClockWrong(seconds=(fix.at - now) // 1_000)
    if fix.at < now - rules.max_age_hours * 3_600_000:
        return PositionTooOld(hours=rules.max_age_hours)
    if fix.accuracy_m > rules.max_accuracy_m:
        return PositionInaccurate(metres=round(fix.accuracy_m))
    if not is_inside(fix.place):
        return PositionOutside()
    if last is not None and speed_kmh(last, fix) > rules.max_kmh:
        return PositionJumped(kmh=round(speed_kmh(last, fix)))
    return None


def speed_kmh(one: Position, other: Position) -> float:
    """The least speed that explains two fixes, given how accurate they are."""
    metres = metres_between(one.place, other.place) - one.accuracy_m - other.accuracy_m
    return max(0.0, metres / 1_000) * KM_A_MS / max(1_000, other.at - one.at)


def wanted_interval_s(km_left: float | None, rules: TrackingRules) -> int:
    """How often a page shall send where it is; `km_left` to the customer it drives to, None without one."""
    if km_left is None:
        return rules.idle_seconds
    return rules.near_seconds if km_left <= rules.near_km else rules.far_seconds


def blurred(place: Point, digits: int) -> Point:
    """What is left of a position when it is deleted: so many decimals of a degree."""
    return round(place[0], digits), round(place[1], digits)
