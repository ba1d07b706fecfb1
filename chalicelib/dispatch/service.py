"""Use cases of a job: asked for, agreed, cancelled, given by hand. All are idempotent."""

from hashlib import blake2b

from msgspec.structs import replace

from chalicelib.dispatch.arrival import Approach
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event, store_update
from chalicelib.dispatch.errors import NotOnRoadsideDuty, OpenJobExists, ResponderNotFree
from chalicelib.dispatch.estimates import first_announcement
from chalicelib.dispatch.events import JobAccepted, JobEnded, JobRequested, job_subject
from chalicelib.dispatch.expectations import drive_to, held_job
from chalicelib.dispatch.model import BY_HAND, Job
from chalicelib.dispatch.offers import assign_job, take_back
from chalicelib.dispatch.ports import DispatchPorts, ResponderChange
from chalicelib.dispatch.records import ArrivalEstimate, JobRecord, JobRequest, PlaceSharing
from chalicelib.dispatch.responders import Responder
from chalicelib.dispatch.schedule import next_due
from chalicelib.dispatch.states import JobState, JobStep
from chalicelib.kernel.optimistic_update import LostRace, update_optimistically

MAX_ATTEMPTS = 6


def job_id_of(key: str) -> str:
    """The number of the job that a request makes."""
    return f"R{int.from_bytes(blake2b(key.encode(), digest_size=6).digest()):015d}"


def request_job(ports: DispatchPorts, request: JobRequest) -> JobRecord:
    """Stores a job and has a responder looked for; a repeat of the request returns its job. Raises OpenJobExists with
    the `job` that the car has already, Conflict."""

    def attempt() -> JobRecord | LostRace:
        stored = ports.jobs.get(job_id_of(request.key))
        if stored is not None:
            ports.on_published(job_subject(stored.id))
            return stored
        other = ports.jobs.open_job_of_plate(request.plate)
        if other:
            raise OpenJobExists(job=other)
        now = ports.clock()
        job = Job(
            job_id_of(request.key), request.service, request.place, now, request.destination, request.emergency,
            also=request.also,
        )  # fmt: skip
        record = JobRecord(
            job=job,
            request=request,
            terms=request.terms,
            sharing=PlaceSharing.SHARED if request.place is not None else PlaceSharing.UNKNOWN,
            due_at=next_due(job, now, ports.rules),
        )
        record = record.changed(now, JobState.REQUESTED, by=request.customer)
        return store_update(ports, None, JobUpdate(record, job_event(JobRequested, record)))

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, plate=request.plate)


def open_job_of(ports: DispatchPorts, customer: str) -> JobRecord | None:
    """A customer's latest open job."""
    for job in ports.jobs.jobs_of_customer(customer):
        record = ports.jobs.get(job)
        if record is not None and record.is_open:
            return record
    return None


def cancel_job(ports: DispatchPorts, job: str, by: str, reason: str) -> JobRecord:
    """Cancels a job before the work has begun; its responder is free again. Nothing for one that is cancelled. Raises
    JobStepNotPossible, NotAllowed, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.job.state is JobState.CANCELLED:
            return None
        now = ports.clock()
        after = before.job.after(JobStep.CANCEL)
        if before.job.state is JobState.OFFERED:
            after = replace(after, offer=None)
        record = before.changed(
            now, JobStep.CANCEL, by=by, reason=reason, job=after, plan=None, proposal=None, due_at=0, ended_at=now
        )
        event = job_event(JobEnded, record, outcome=after.state, responder=before.job.asked)
        return JobUpdate(record, event, released(ports, before))

    return change_job(ports, job, plan)


def assign_by_hand(ports: DispatchPorts, dispatcher: str, job: str, responder: str) -> JobRecord:
    """A dispatcher gives a job to a responder who has agreed, also to one who declined before; who had it has it no
    longer. Raises ResponderNotFree, NotOnRoadsideDuty, JobStepNotPossible, NotAllowed, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        chosen = ports.responders.get(responder)
        if chosen is None or not chosen.is_on_duty:
            raise NotOnRoadsideDuty
        if before.job.responder == responder:
            return None
        if before.job.service not in chosen.services or (not chosen.may_be_asked and not _is_asked(chosen, job)):
            raise ResponderNotFree
        now, seeking = ports.clock(), before.job
        if seeking.state in (JobState.OFFERED, JobState.ACCEPTED, JobState.EN_ROUTE):
            seeking = take_back(seeking, BY_HAND, now)
        elif seeking.state is JobState.NO_PROVIDER:
            seeking = seeking.after(JobStep.ASK_AGAIN)
        others = tuple(each for each in released(ports, before) if each[0].id != responder)
        return accepted_update(
            ports, before, assign_job(seeking, responder, now), chosen, others, by=dispatcher, reason=BY_HAND
        )

    return change_job(ports, job, plan)


def _is_asked(responder: Responder, job: str) -> bool:
    return responder.offer is not None and responder.offer.job == job and not responder.next_job


def released(ports: DispatchPorts, record: JobRecord) -> tuple[ResponderChange, ...]:
    """The responder of a job, or of its offer, without it."""
    offer = record.job.offer
    found = ports.responders.get(offer.responder) if offer is not None else None
    if found is None:
        return ()
    after = found.without(record.id)
    return ((found, after),) if after is not found else ()


def accepted_update(
    ports: DispatchPorts,
    before: JobRecord,
    job: Job,
    responder: Responder,
    others: tuple[ResponderChange, ...] = (),
    *,
    by: str,
    reason: str = "",
) -> JobUpdate:
    """The job with its responder, and when they are expected; `job` is the accepted one."""
    now = ports.clock()
    rest_s = rest_before(ports, job, responder, now)
    estimate = estimated_arrival(ports, job, responder, rest_s, now)
    record = before.changed(
        now,
        JobStep.ACCEPT,
        by=by,
        reason=reason,
        job=job,
        responder=responder.card,
        plan=None,
        proposal=None,
        estimate=estimate,
        first_estimate=estimate,
        announced=first_announcement(estimate, now),
        met_at=0,
        due_at=next_due(job, now, ports.rules),
    )
    given = responder.given(held_job(ports, job, responder, rest_s))
    instead_of = before.job.asked if before.job.asked != responder.id else ""
    event = job_event(JobAccepted, record, responder=responder.id, instead_of=instead_of)
    return JobUpdate(record, event, ((responder, given), *others))


def rest_before(ports: DispatchPorts, job: Job, responder: Responder, now: int) -> int:
    """The seconds of another job that a responder ends before this one."""
    current = responder.current
    if current is None or current.job == job.id:
        return 0
    return current.rest_s(now, 60 * ports.rules.matching.overdue_minutes)


def estimated_arrival(ports: DispatchPorts, job: Job, responder: Responder, rest_s: int, now: int) -> ArrivalEstimate:
    """When a responder arrives who begins to drive after `rest_s` seconds."""
    estimate_s = rest_s + drive_to(ports, job, responder, now + 1000 * rest_s)
    approach = Approach.AFTER_JOB if rest_s else Approach.DRIVE
    low, high = ports.lessons().arrivals.range_s(approach, estimate_s)
    return ArrivalEstimate(now + 1000 * estimate_s, now + 1000 * low, now + 1000 * high, now, approach)
