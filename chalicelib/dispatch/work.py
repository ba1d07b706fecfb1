"""Use cases of a responder at work: on the way, there, at work, done. A repeat changes nothing."""

from typing import Any

from msgspec.structs import replace

from chalicelib.dispatch.arrival_errors import CustomerMet, NobodyTooSoon, TooManyPhotos
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event
from chalicelib.dispatch.errors import JobStepNotPossible, PhotosMissing, TermsNotAgreed
from chalicelib.dispatch.events import JobChanged, JobEnded, JobRefused, JobStepTaken
from chalicelib.dispatch.expectations import held_job
from chalicelib.dispatch.finished import departure_of
from chalicelib.dispatch.offers import take_back
from chalicelib.dispatch.ports import DispatchPorts, ResponderChange
from chalicelib.dispatch.records import Departure, JobPhoto, JobRecord
from chalicelib.dispatch.schedule import next_due
from chalicelib.dispatch.service import released
from chalicelib.dispatch.states import TRANSITIONS, JobState, JobStep
from chalicelib.kernel.errors import NotAllowed

STAGES = ("before", "after")
"""When photos are taken: of the car as it was found, and of what was done."""


def depart(ports: DispatchPorts, responder: str, job: str) -> JobRecord:
    """They drive to the customer."""
    return _step(ports, responder, job, JobStep.DEPART)


def arrive(ports: DispatchPorts, responder: str, job: str) -> JobRecord:
    """They are there."""
    return _step(ports, responder, job, JobStep.ARRIVE, arrived_at=ports.clock())


def begin(ports: DispatchPorts, responder: str, job: str) -> JobRecord:
    """They begin to work. Raises TermsNotAgreed while the customer is asked to agree to other terms."""
    return _step(ports, responder, job, JobStep.BEGIN)


def hook_up(ports: DispatchPorts, responder: str, job: str) -> JobRecord:
    """They tow the car. Raises TermsNotAgreed: nobody is towed against their will."""
    return _step(ports, responder, job, JobStep.HOOK_UP)


def complete(ports: DispatchPorts, responder: str, job: str) -> JobRecord:
    """The work is done. Raises PhotosMissing."""
    return _step(ports, responder, job, JobStep.COMPLETE)


def find_nobody(ports: DispatchPorts, responder: str, job: str) -> JobRecord:
    """Nobody is there. Raises CustomerMet, NobodyTooSoon."""
    return _step(ports, responder, job, JobStep.FIND_NOBODY)


def fail(ports: DispatchPorts, responder: str, job: str, reason: str) -> JobRecord:
    """The work can't be done."""
    return _step(ports, responder, job, JobStep.FAIL, reason=reason)


def add_photos(ports: DispatchPorts, responder: str, job: str, stage: str, uploads: tuple[str, ...]) -> JobRecord:
    """Photos of `before` or `after` the work. Raises NotAllowed, TooManyPhotos, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.job.responder != responder or stage not in STAGES:
            raise NotAllowed
        known, now = {photo.upload for photo in before.photos}, ports.clock()
        photos = tuple(JobPhoto(upload, stage, now) for upload in uploads if upload not in known)
        if not photos:
            return None
        if not before.is_open:
            raise NotAllowed
        most = coming_rules().on_site.max_photos
        if len(known) + len(photos) > most:
            raise TooManyPhotos(max=most)
        record = before.changed(now, "photos", by=responder, reason=stage, photos=(*before.photos, *photos))
        return JobUpdate(record, job_event(JobChanged, record, what="photos"))

    return change_job(ports, job, plan)


def lose_responder(ports: DispatchPorts, job: str, responder: str, reason: str, by: str = "") -> JobRecord:
    """The job goes from a responder who can't do it any more, or is too late, to the next. Nothing if it isn't theirs
    any more. Raises JobStepNotPossible once they are there, NotAllowed, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.job.asked != responder or not before.is_open:
            return None
        now = ports.clock()
        after = take_back(before.job, reason, now)
        record = before.changed(
            now,
            JobStep.LOSE_RESPONDER,
            by=by or responder,
            reason=reason,
            job=after,
            responder=None,
            estimate=None,
            announced=None,
            proposal=None,
            due_at=next_due(after, now, ports.rules),
        )
        event = job_event(JobRefused, record, responder=responder, reason=reason)
        return JobUpdate(record, event, released(ports, before))

    return change_job(ports, job, plan)


def _step(ports: DispatchPorts, responder: str, job: str, step: JobStep, reason: str = "", **changes: Any) -> JobRecord:
    """A step of the responder who has the job. Raises JobStepNotPossible, NotAllowed for another's job, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.job.responder != responder:
            raise NotAllowed
        if step not in TRANSITIONS[before.job.state] and _is_repeat(before, step):
            return None
        after = before.job.after(step)
        _check(ports, before, step)
        now = ports.clock()
        if step is JobStep.DEPART:
            changes["departure"] = _departure(ports, before, now)
        record = before.changed(
            now, step, by=responder, reason=reason, job=after, due_at=next_due(after, now, ports.rules), **changes
        )
        if record.is_open:
            event = job_event(JobStepTaken, record, state=after.state, responder=responder)
            return JobUpdate(record, event, _progress(ports, record))
        record = replace(record, ended_at=now, proposal=None)  # what wasn't agreed to isn't owed
        event_of_end = job_event(JobEnded, record, outcome=after.state, responder=responder)
        return JobUpdate(record, event_of_end, released(ports, before))

    return change_job(ports, job, plan)


def _departure(ports: DispatchPorts, record: JobRecord, now: int) -> Departure | None:
    responder = ports.responders.get(record.job.responder)
    return departure_of(record, responder, now, ports.rules) if responder is not None else None


def _is_repeat(record: JobRecord, step: JobStep) -> bool:
    return any(entry.what == step and entry.by == record.job.responder for entry in record.history)


def _progress(ports: DispatchPorts, record: JobRecord) -> tuple[ResponderChange, ...]:
    """The responder, whose job is expected to end at another time after a step."""
    responder = ports.responders.get(record.job.responder)
    if responder is None or responder.job != record.id:
        return ()
    return ((responder, responder.changed(current=held_job(ports, record.job, responder))),)


def _check(ports: DispatchPorts, record: JobRecord, step: JobStep) -> None:
    if step is JobStep.DEPART:
        responder = ports.responders.get(record.job.responder)
        if responder is None or responder.job != record.id:
            raise JobStepNotPossible(state=record.job.state.value, step=step.value)  # another job comes before it
    if step is JobStep.COMPLETE:
        taken = {photo.stage for photo in record.photos}
        for stage in STAGES:
            if stage not in taken:
                raise PhotosMissing(stage=stage)
    if step is JobStep.FIND_NOBODY:
        _require_nobody(record, ports.clock())
    if step in (JobStep.BEGIN, JobStep.HOOK_UP) and record.proposal is not None:
        raise TermsNotAgreed
    if step is JobStep.HOOK_UP and not record.terms.is_tow_agreed:
        raise TermsNotAgreed


def _require_nobody(record: JobRecord, now: int) -> None:
    """The customer was told of the arrival, and had time to come and to say so."""
    if record.met_at:
        raise CustomerMet
    left_ms = record.arrived_at + coming_rules().on_site.nobody_minutes * 60_000 - now
    if left_ms > 0:
        raise NobodyTooSoon(minutes=-(-left_ms // 60_000))


UNDER_WAY = frozenset({JobState.ACCEPTED, JobState.EN_ROUTE})
"""States of a job whose responder isn't there yet."""
