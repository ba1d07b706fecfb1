"""Which truck goes to which job: all open jobs and trucks compared, at the least total cost."""

from collections.abc import Callable, Iterable, Sequence
from heapq import nsmallest

from msgspec import Struct

from chalicelib.content.places import Point
from chalicelib.dispatch.cheapest import cheapest_pairs
from chalicelib.dispatch.model import Job, Truck
from chalicelib.dispatch.rules import MatchingRules

DriveTime = Callable[[Point, Point], int | None]
"""Expected seconds of a drive; None where there is no road."""


class Match(Struct, frozen=True):
    """A truck for a job: it is free in `rest_s` and at the customer in `arrival_s`, both from now."""

    job: str
    responder: str
    rest_s: int
    arrival_s: int


class Matching(Struct, frozen=True):
    """`offers` are made now, `plans` are decided anew until the truck is nearly free; nobody can reach `unreachable`.
    `short` are the jobs near which fewer trucks are idle than jobs wait."""

    offers: tuple[Match, ...]
    plans: tuple[Match, ...]
    unreachable: tuple[str, ...]
    short: frozenset[str]


def match_cost(waited_s: int, arrival_s: int, rules: MatchingRules) -> int:
    """The cost of reaching a customer who has waited, in whole seconds: from the request to the arrival, each second
    the dearer the later it is."""
    total_s = waited_s + arrival_s
    return total_s + total_s * total_s // (2 * 60 * rules.doubling_minutes)


def waited_s(job: Job, now: int, rules: MatchingRules) -> int:
    """How long a customer counts as having waited."""
    return max(0, now - job.requested_at) // 1000 + (60 * rules.emergency_minutes if job.emergency else 0)


def may_do(truck: Truck, job: Job, rules: MatchingRules) -> bool:
    """Whether a job may be offered to a truck, now or when it is nearly free: it can do the service, hasn't refused,
    and is on duty then."""
    offered_in_s = max(0, truck.free_in_s - 60 * rules.plan_until_minutes)
    return job.is_done_by(truck.services) and offered_in_s < truck.off_in_s and not job.refused_by(truck.responder)


def match_jobs(
    jobs: Sequence[Job], trucks: Sequence[Truck], drive_s: DriveTime, now: int, rules: MatchingRules
) -> Matching:
    """The cheapest way to give each job a truck, idle or busy. `jobs` aren't offered to anybody at present, nor any to
    `trucks`."""
    arrivals = [_arrivals(job, trucks, drive_s, rules) for job in jobs]
    rows = _savings(jobs, arrivals, now, rules)
    offers: list[Match] = []
    plans: list[Match] = []
    for job, known, column in zip(jobs, arrivals, cheapest_pairs(rows), strict=True):
        if column is None:
            continue
        arrival = next(arrival for arrival, each in known if each == column)
        match = Match(job.id, trucks[column].responder, trucks[column].free_in_s, arrival)
        (offers if match.rest_s <= 60 * rules.plan_until_minutes else plans).append(match)
    unreachable = tuple(job.id for job, known in zip(jobs, arrivals, strict=True) if not known)
    return Matching(tuple(offers), tuple(plans), unreachable, frozenset(_short(jobs, arrivals, trucks, rules)))


def offered_now(matching: Matching, *, is_batch: bool) -> tuple[Match, ...]:
    """The matches that are offered: in a batch all, at once those of jobs near which enough trucks are idle."""
    return tuple(match for match in matching.offers if is_batch or match.job not in matching.short)


def _arrivals(job: Job, trucks: Iterable[Truck], drive_s: DriveTime, rules: MatchingRules) -> list[tuple[int, int]]:
    """The earliest arrivals at a job, each with the position of its truck."""
    found: list[tuple[int, int]] = []
    for column, truck in enumerate(trucks):
        if job.place is not None and may_do(truck, job, rules):
            drive = drive_s(truck.place, job.place)
            if drive is not None:
                found.append((truck.free_in_s + drive, column))
    return nsmallest(rules.candidates, found)


def _savings(
    jobs: Sequence[Job], arrivals: Sequence[list[tuple[int, int]]], now: int, rules: MatchingRules
) -> list[list[tuple[int, int]]]:
    """The costs of matches, less what it costs to leave the customer for later, so that where trucks are too few those
    are left who lose least."""
    later_s = 60 * rules.near_minutes + max((arrival for known in arrivals for arrival, _ in known), default=0)
    rows = []
    for job, known in zip(jobs, arrivals, strict=True):
        waited = waited_s(job, now, rules)
        left = match_cost(waited, later_s, rules)
        rows.append([(column, match_cost(waited, arrival, rules) - left) for arrival, column in known])
    return rows


def _short(
    jobs: Sequence[Job], arrivals: Sequence[list[tuple[int, int]]], trucks: Sequence[Truck], rules: MatchingRules
) -> Iterable[str]:
    """The jobs of each group that shares near idle trucks and has more jobs than these."""
    near = [
        {column for arrival, column in known if not trucks[column].free_in_s and arrival <= 60 * rules.near_minutes}
        for known in arrivals
    ]
    groups: list[tuple[set[int], list[int]]] = []
    for row, columns in enumerate(near):
        shared = [group for group in groups if group[0] & columns]
        groups = [group for group in groups if group not in shared]
        joined = columns.union(*(group[0] for group in shared)), [row, *(row for group in shared for row in group[1])]
        groups.append(joined)
    return (jobs[row].id for columns, rows in groups if len(columns) < len(rows) for row in rows)
