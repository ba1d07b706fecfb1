"""When a truck arrives, from where it is now; and what of that the customer is told, and when.

A told arrival is a time and a range. It is told anew when it moves by a minute. The end of the first range is a
promise: an arrival expected after it is told as late, with the new range, which then is the promise.
"""

from enum import StrEnum

from msgspec.structs import replace

from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.arrival import Approach, ArrivalModel
from chalicelib.dispatch.arrival_rules import AnnouncementRules
from chalicelib.dispatch.records import AnnouncedArrival, ArrivalEstimate
from chalicelib.dispatch.responders import Position

MINUTE_MS = 60_000


def shown_minutes(estimate: ArrivalEstimate) -> tuple[int, int, int]:
    """`at`, `low` and `high` in whole minutes (ms since 1970 UTC), as they are shown: the range rounded outwards."""
    return (
        round(estimate.at / MINUTE_MS) * MINUTE_MS,
        estimate.low // MINUTE_MS * MINUTE_MS,
        -(-estimate.high // MINUTE_MS) * MINUTE_MS,
    )


def estimate_arrival(
    seen_at: int, rest_s: int, drive_s: int, now: int, model: ArrivalModel, rules: AnnouncementRules
) -> ArrivalEstimate:
    """The arrival of a truck that was `drive_s` from the customer at `seen_at`, and first ends another job in
    `rest_s`. One that should be there and isn't takes some minutes more, or as long again as it is overdue."""
    approach = Approach.AFTER_JOB if rest_s else Approach.DRIVE
    seconds = rest_s + drive_s
    low_s, high_s = model.range_s(approach, seconds)
    overdue = now - (seen_at + seconds * 1_000)
    if overdue > 0:
        more = max(rules.overdue_minutes * MINUTE_MS, overdue)
        return ArrivalEstimate(now + more, now, now + 2 * more, now, approach)
    at = seen_at + seconds * 1_000
    low = min(at, max(seen_at + low_s * 1_000, now))
    return ArrivalEstimate(at, low, max(at, seen_at + high_s * 1_000), now, approach)


class ArrivalUpdate(StrEnum):
    """What is said to the customer about an arrival, beside the card."""

    CHANGED = "changed"
    """The card shows another time."""
    LATE = "late"
    """It will be later than promised."""
    STILL_COMING = "still_coming"
    """Nothing has changed for long."""


def first_announcement(estimate: ArrivalEstimate, now: int) -> AnnouncedArrival:
    """What a customer is told when somebody has taken the job."""
    return AnnouncedArrival(estimate, shown_minutes(estimate)[2], now, now)


def next_announcement(
    announced: AnnouncedArrival, estimate: ArrivalEstimate, seen_at: int, now: int, rules: AnnouncementRules
) -> tuple[AnnouncedArrival, tuple[ArrivalUpdate, ...]]:
    """What the customer is told now, and how; the same and nothing where nothing is to be told."""
    stale = is_stale(seen_at, now, rules)
    if estimate.at > announced.latest:
        late = AnnouncedArrival(
            estimate, max(shown_minutes(estimate)[2], announced.latest), now, now, stale, announced.late + 1
        )
        return late, (ArrivalUpdate.LATE, ArrivalUpdate.CHANGED)
    if stale != announced.stale or _has_moved(announced.estimate, estimate, rules):
        moved = abs(estimate.at - announced.estimate.at) >= rules.change_seconds * 1_000
        return replace(announced, estimate=estimate, at=now if moved else announced.at, stale=stale), (
            ArrivalUpdate.CHANGED,
        )
    if now - max(announced.at, announced.said_at) >= rules.reassure_minutes * MINUTE_MS:
        return replace(announced, said_at=now), (ArrivalUpdate.STILL_COMING,)
    return announced, ()


def _has_moved(before: ArrivalEstimate, after: ArrivalEstimate, rules: AnnouncementRules) -> bool:
    """Whether the shown time or an end of the range is another, by more than the position's noise."""
    moved = rules.change_seconds * 1_000
    pairs = ((before.at, after.at), (before.low, after.low), (before.high, after.high))
    return shown_minutes(before) != shown_minutes(after) and any(abs(one - other) >= moved for one, other in pairs)


def is_stale(seen_at: int, now: int, rules: AnnouncementRules) -> bool:
    """Whether the position is so old that the customer is told when it was."""
    return now - seen_at >= rules.stale_seconds * 1_000


def pays_to_replace(estimate: ArrivalEstimate, other_s: int, rules: AnnouncementRules) -> bool:
    """Whether a truck is replaced by one that arrives `other_s` after the estimate was made."""
    return estimate.at - (estimate.made_at + other_s * 1_000) >= rules.replace_minutes * MINUTE_MS


def has_arrived(fix: Position, place: Point, geofence_m: int) -> bool:
    """Whether a position is at the customer: within the geofence, and not more inaccurate than it is wide."""
    return fix.accuracy_m <= geofence_m and metres_between(fix.place, place) <= geofence_m
