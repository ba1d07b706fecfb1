"""A change of a job and of the responders whom it concerns: read, planned, stored in one transaction, published."""

from collections.abc import Callable

from msgspec import Struct

from chalicelib.dispatch.arrival_errors import TooManyChanges
from chalicelib.dispatch.arrival_rules import OnSiteRules
from chalicelib.dispatch.events import DispatchEvent, JobEvent, ResponderFreed, subject_of_event
from chalicelib.dispatch.ports import DispatchPorts, ResponderChange
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Responder
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 6


class JobUpdate(Struct, frozen=True):
    """What is stored together. An event of the job gets its number when it is stored."""

    record: JobRecord
    event: JobEvent | None = None
    responders: tuple[ResponderChange, ...] = ()


def change_job(ports: DispatchPorts, job: str, plan: Callable[[JobRecord], JobUpdate | None]) -> JobRecord:
    """Plans a change from the stored job and stores it; nothing where the plan is None. Raises NotAllowed for an
    unknown job, Conflict, and what the plan raises."""

    def attempt() -> JobRecord | LostRace:
        before = ports.jobs.get(job)
        if before is None:
            raise NotAllowed
        update = plan(before)
        return before if update is None else store_update(ports, before, update)

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, job=job)


def store_update(ports: DispatchPorts, before: JobRecord | None, update: JobUpdate) -> JobRecord | LostRace:
    """Stores an update and has its events relayed."""
    events: list[DispatchEvent] = [update.event] if update.event is not None else []
    events += (freed for change in update.responders for freed in freed_by(change))
    if not ports.jobs.save(before, update.record, update.responders, events):
        return LOST_RACE
    for event in events:
        ports.on_published(subject_of_event(event))
    return update.record


def change_responder(
    ports: DispatchPorts, responder: str, plan: Callable[[Responder | None], Responder | None]
) -> Responder:
    """Plans a change from the stored responder and stores it; nothing where the plan is None. Raises NotAllowed for an
    unknown responder, Conflict, and what the plan raises."""

    def attempt() -> Responder | LostRace:
        before = ports.responders.get(responder)
        after = plan(before)
        if after is None:
            if before is None:
                raise NotAllowed
            return before
        events = freed_by((before, after)) if before is not None else _freed(after)
        if not ports.responders.save(before, after, events):
            return LOST_RACE
        for event in events:
            ports.on_published(subject_of_event(event))
        return after

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, responder=responder)


def freed_by(change: ResponderChange) -> tuple[ResponderFreed, ...]:
    """The event of a responder who has become idle."""
    before, after = change
    return () if before.is_idle else _freed(after)


def _freed(responder: Responder) -> tuple[ResponderFreed, ...]:
    return (ResponderFreed(responder.id, responder.version),) if responder.is_idle else ()


def limit_repeats(before: JobRecord, what: str, rules: OnSiteRules) -> None:
    """Raises TooManyChanges where the history says often enough that this was done: it is stored with the job, and the
    other side hears of each line."""
    if sum(entry.what == what for entry in before.history) >= rules.max_changes:
        raise TooManyChanges(max=rules.max_changes)


def job_event(kind: type[JobEvent], record: JobRecord, **details: str) -> JobEvent:
    """An event of a job after a change."""
    return kind(record.id, record.version, record.customer, record.conversation, **details)
