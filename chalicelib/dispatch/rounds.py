"""A round of matches: the jobs that seek a responder are compared with the trucks around them, and offered."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.content.places import Point
from chalicelib.dispatch.answers import offer_to
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event
from chalicelib.dispatch.events import JobChanged, JobRequested, JobStepTaken
from chalicelib.dispatch.matching import Match, Matching, match_jobs, offered_now
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobPlan, JobRecord
from chalicelib.dispatch.responders import Responder, is_lost, truck_of
from chalicelib.dispatch.schedule import next_due
from chalicelib.dispatch.states import JobState, JobStep

MAX_LOOKED_AT = 500
"""A search for somebody who can come ends after so many who can't."""


def match_round(ports: DispatchPorts, *, is_batch: bool) -> None:
    """Offers jobs to trucks: those near which enough trucks are idle; in a batch all. Where many wait, all are matched
    in the batch. Who can be reached by nobody is given to a dispatcher, and doesn't hold up the others."""
    records = seeking_records(ports)
    if not records or (not is_batch and len(records) > ports.rules.matching.at_once_jobs):
        return
    matching = matching_of(ports, records)
    for match in offered_now(matching, is_batch=is_batch):
        offer_to(ports, match.job, match.responder)
    if is_batch:
        keep_plans(ports, records, matching)
    unreachable = set(matching.unreachable)
    for record in records:
        if record.id in unreachable and not has_provider(ports, record):
            give_up(ports, record.id)


def seeking_records(ports: DispatchPorts) -> list[JobRecord]:
    """The jobs that may be offered now, in the order in which they came; with those that a dispatcher has and that
    somebody could do by now."""
    found = ports.jobs.get_many([each.job for each in ports.jobs.open_jobs(lacking=True)])
    found = [each if each.is_seeking else seek_again(ports, each.id) for each in found if each.lacks_responder]
    return sorted((each for each in found if each.is_seeking), key=lambda each: (each.job.requested_at, each.id))


def matching_of(ports: DispatchPorts, records: list[JobRecord]) -> Matching:
    """The cheapest matches of jobs with the trucks around them."""
    now, known = ports.clock(), dict[str, Responder]()
    for record in records:
        known |= {each.id: each for each in candidates_for(ports, record)}
    trucks = [truck for each in known.values() if (truck := truck_of(each, now, ports.rules.matching)) is not None]

    def drive_s(start: Point, end: Point) -> int | None:
        return ports.travel.seconds(start, end, now)

    return match_jobs([record.job for record in records], trucks, drive_s, now, ports.rules.matching)


def candidates_for(ports: DispatchPorts, record: JobRecord, *, idle: bool = False) -> list[Responder]:
    """The nearest responders who can be asked to do a job; with `idle` those alone who could drive at once."""
    job = record.job

    def is_fit(responder: Responder) -> bool:
        may_be_asked = responder.is_idle if idle else responder.may_be_asked
        return may_be_asked and job.is_done_by(responder.services) and not job.refused_by(responder.id)

    return _nearest(ports, job.place, 2 * ports.rules.matching.candidates, is_fit)[0]


def has_provider(ports: DispatchPorts, record: JobRecord) -> bool:
    """Whether somebody on duty could do a job and has a way there, also one who has no room for it at present."""
    job, now = record.job, ports.clock()

    def could(responder: Responder) -> bool:
        is_there = responder.is_on_duty and responder.shift_end > now
        return is_there and job.is_done_by(responder.services) and not job.refused_by(responder.id)

    return _nearest(ports, job.place, ports.rules.matching.candidates, could)[1]


def _nearest(
    ports: DispatchPorts, place: Point | None, wanted: int, is_fit: Callable[[Responder], bool]
) -> tuple[list[Responder], bool]:
    """The nearest fit responders, and whether one of them can come. Where none can it looks farther, so that a crowd
    without a way to the customer hides nobody."""
    if place is None:
        return [], False
    now, rules = ports.clock(), ports.rules.matching

    def can_come(responder: Responder) -> bool:
        start = responder.start
        if start is None or is_lost(responder, now, rules):
            return False
        return ports.travel.seconds(start, place, now) is not None

    while True:
        found = ports.responders.near(place, wanted, is_fit)
        if any(map(can_come, found)):
            return found, True
        if len(found) < wanted or wanted >= MAX_LOOKED_AT:
            return found, False
        wanted *= 4


def give_up(ports: DispatchPorts, job: str) -> JobRecord:
    """A dispatcher takes over a job that nobody can be offered; nothing for one that isn't sought for any more."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if not before.is_seeking:
            return None
        now, after = ports.clock(), before.job.after(JobStep.GIVE_UP)
        record = before.changed(now, JobStep.GIVE_UP, job=after, plan=None, due_at=next_due(after, now, ports.rules))
        return JobUpdate(record, job_event(JobStepTaken, record, state=after.state))

    return change_job(ports, job, plan)


def seek_again(ports: DispatchPorts, job: str) -> JobRecord:
    """A job that a dispatcher has is sought for again, once somebody has come who could do it; nothing before that."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.job.state is not JobState.NO_PROVIDER or not has_provider(ports, before):
            return None
        now, after = ports.clock(), before.job.after(JobStep.ASK_AGAIN)
        record = before.changed(now, JobStep.ASK_AGAIN, job=after, due_at=next_due(after, now, ports.rules))
        return JobUpdate(record, job_event(JobRequested, record))

    return change_job(ports, job, plan)


def keep_plans(ports: DispatchPorts, records: list[JobRecord], matching: Matching) -> None:
    """Notes which busy truck is to get which job, as it looks now."""
    plans = {match.job: match for match in matching.plans}
    for record in records:
        match = plans.get(record.id)
        if (record.plan.responder if record.plan else "") != (match.responder if match else ""):
            change_job(ports, record.id, lambda before, match=match: _planned(ports, before, match))  # type: ignore[misc]


def _planned(ports: DispatchPorts, before: JobRecord, match: Match | None) -> JobUpdate | None:
    if not before.is_seeking:
        return None
    now = ports.clock()
    plan = JobPlan(match.responder, now + 1000 * match.arrival_s) if match is not None else None
    record = replace(before, version=before.version + 1, plan=plan)
    return JobUpdate(record, job_event(JobChanged, record, what="plan"))
