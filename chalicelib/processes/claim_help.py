"""The claim's side of a roadside job: who comes has taken the department's help on, and it is done when the job is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.claims.events import claim_subject
from chalicelib.claims.roadside_help import follow_helpers
from chalicelib.content.views import Named
from chalicelib.dispatch.states import ENDED, JobState

if TYPE_CHECKING:
    from chalicelib.dispatch.events import JobEvent
    from chalicelib.dispatch.records import JobRecord
    from chalicelib.service_ports import WithClaims, WithDispatch, WithEventJobs

    class Needs(WithClaims, WithDispatch, WithEventJobs, Protocol): ...


DEPARTMENT = "roadside"


def follow_claim_help(services: Needs, published: JobEvent) -> None:
    """Has the claim of a job follow the job as it is now, whichever of its events comes, and however often. Raises
    Conflict."""
    record = services.dispatch().jobs.get(published.job)
    number = record.request.claim if record is not None else ""
    if record is None or not number:
        return
    done = record.job.state is JobState.COMPLETED
    follow_helpers(services.claims(), number, DEPARTMENT, _helper(record), _all_helpers(record), done=done)
    services.event_jobs().relay(claim_subject(number))


def _helper(record: JobRecord) -> Named | None:
    """Who has the job, or has done it."""
    failed = record.job.state in ENDED and record.job.state is not JobState.COMPLETED
    responder = record.responder
    if failed or responder is None or responder.id != record.job.responder:
        return None
    return Named(responder.id, responder.name)


def _all_helpers(record: JobRecord) -> frozenset[str]:
    """Everybody who has, or had, the job."""
    return frozenset({record.job.responder, *(refusal.responder for refusal in record.job.refusals)}) - {""}
