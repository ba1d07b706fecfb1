"""Deferred work of dispatch: matches, timers, and what follows its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.checks import await_due, check_job
from chalicelib.dispatch.duty import end_shifts
from chalicelib.dispatch.events import JobEvent, ResponderFreed
from chalicelib.dispatch.jobs import CheckJob, DispatchJob, MatchJobs
from chalicelib.dispatch.place_sharing import forget_old_places
from chalicelib.dispatch.rounds import match_round
from chalicelib.kernel.audit import audit

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


LOST_AFTER_MS = 30_000
"""A timer is later than this only if it was lost, or SQS is slow."""

MAX_ENDED_SHIFTS = 200
"""Responders that one round takes off duty; the next one does the rest."""


def run_dispatch_job(services: Needs, job: DispatchJob) -> None:
    """Runs a match or a timer; nothing of another kind. It may be delivered twice, late, and in any order."""
    match job:
        case MatchJobs():
            audit("location_used", "dispatch", of="responders", purpose="match")
            match_round(services.dispatch(), is_batch=False)
        case CheckJob(of, due_at):
            check_job(services.dispatch(), of, due_at)


def seek_responder(services: Needs, _published: JobEvent | ResponderFreed, /) -> None:
    """Requests a match: somebody seeks, or somebody is free."""
    services.dispatch().queue.send(MatchJobs())


def await_job(services: Needs, published: JobEvent) -> None:
    """Sets the timer of a job's present state."""
    record = services.dispatch().jobs.get(published.job)
    if record is not None:
        await_due(services.dispatch(), record)


def sweep_jobs(services: Needs) -> None:
    """Looks at open jobs whose timer was lost by a crash, ends duties after their shift, and deletes positions that are
    no longer needed."""
    ports = services.dispatch()
    end_shifts(ports, MAX_ENDED_SHIFTS)
    forget_old_places(ports, coming_rules().positions)
    overdue = ports.clock() - LOST_AFTER_MS
    for each in ports.jobs.open_jobs():
        if each.due_at < overdue:
            ports.queue.send(CheckJob(each.job, each.due_at))
