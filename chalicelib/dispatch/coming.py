"""Use cases of an arrival: estimated anew from where the truck is, told, and noticed when the truck is there."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import metres_between
from chalicelib.dispatch.arrival_errors import NotThereYet
from chalicelib.dispatch.arrival_rules import ComingRules
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event
from chalicelib.dispatch.estimates import (
    ArrivalUpdate,
    estimate_arrival,
    first_announcement,
    has_arrived,
    next_announcement,
)
from chalicelib.dispatch.events import JobChanged
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import ArrivalEstimate, JobRecord
from chalicelib.dispatch.responders import Position, Responder
from chalicelib.dispatch.service import rest_before
from chalicelib.dispatch.states import JobState
from chalicelib.dispatch.work import UNDER_WAY, arrive, depart

ARRIVAL = "arrival"
"""What has changed of a job whose arrival is told anew."""

SAID = {ArrivalUpdate.LATE: "late", ArrivalUpdate.STILL_COMING: "still_coming"}
"""Words about an arrival that stand in the job's history, and are said in the thread."""


class Seen(Struct, frozen=True):
    """An estimate, and when the truck was where it was estimated from."""

    estimate: ArrivalEstimate
    seen_at: int


def follow_arrival(ports: DispatchPorts, job: str, rules: ComingRules) -> JobRecord | None:
    """Looks at where the responder of a job is: arrived, or expected at another time than was told. Returns the job,
    None for one that nobody drives to. Raises Conflict."""
    record = ports.jobs.get(job)
    responder = responder_under_way(ports, record)
    if record is None or responder is None:
        return None
    if is_there(record, responder, rules):
        return come_to_customer(ports, record)
    seen = estimate_for(ports, record, responder, rules)
    return record if seen is None else change_job(ports, job, lambda before: _announced(before, responder, seen, rules))


def responder_under_way(ports: DispatchPorts, record: JobRecord | None) -> Responder | None:
    """The responder who is coming to the customer of a job; None if nobody is."""
    if record is None or record.job.state not in UNDER_WAY:
        return None
    return ports.responders.get(record.job.responder)


def is_there(record: JobRecord, responder: Responder, rules: ComingRules) -> bool:
    """Whether the truck is at the customer. One who hides their place is found by talking: what is left of it is a
    kilometre wide."""
    place, position = record.job.place, responder.position
    if place is None or position is None or record.hides_place or responder.job != record.id:
        return False
    return has_arrived(position, place, rules.on_site.geofence_m)


def require_near(record: JobRecord, position: Position | None, rules: ComingRules) -> None:
    """A responder's word that they have arrived counts near the customer. One who has hidden their place is found by
    talking. Raises NotThereYet."""
    place = record.job.place
    if position is None or place is None or record.hides_place or record.job.state not in UNDER_WAY:
        return
    metres = metres_between(position.place, place) - position.accuracy_m
    if metres > rules.on_site.tap_m:
        raise NotThereYet(metres=round(metres))


def come_to_customer(ports: DispatchPorts, record: JobRecord) -> JobRecord:
    """The responder is at the customer, whatever they have pressed. Raises JobStepNotPossible, NotAllowed, Conflict."""
    if record.job.state is JobState.ACCEPTED:
        depart(ports, record.job.responder, record.id)
    return arrive(ports, record.job.responder, record.id)


def estimate_for(ports: DispatchPorts, record: JobRecord, responder: Responder, rules: ComingRules) -> Seen | None:
    """When a responder arrives from where they are, or where their present job ends; None while nobody knows."""
    now, place = ports.clock(), record.job.place
    is_next = responder.job != record.id
    start = responder.start if is_next else responder.position.place if responder.position else None
    if place is None or start is None:
        return None
    rest_s = rest_before(ports, record.job, responder, now)
    seen_at = now if is_next or responder.position is None else responder.position.at
    drive_s = ports.travel.seconds(start, place, now + 1_000 * rest_s)
    if drive_s is None:
        return None
    return Seen(estimate_arrival(seen_at, rest_s, drive_s, now, ports.lessons().arrivals, rules.arrival), seen_at)


def _announced(before: JobRecord, responder: Responder, seen: Seen, rules: ComingRules) -> JobUpdate | None:
    if before.job.responder != responder.id or before.job.state not in UNDER_WAY:
        return None
    now = seen.estimate.made_at
    announced = before.announced or first_announcement(before.estimate or seen.estimate, now)
    after, words = next_announcement(announced, seen.estimate, seen.seen_at, now, rules.arrival)
    if after == before.announced:
        return None
    changes: dict[str, Any] = {"announced": after, "estimate": after.estimate, "position": responder.position}
    said = next((SAID[word] for word in words if word in SAID), "")
    if said:
        record = before.changed(now, said, by=responder.id, **changes)
    else:
        record = replace(before, version=before.version + 1, **changes)
    return JobUpdate(record, job_event(JobChanged, record, what=ARRIVAL))
