"""Roadside jobs on the pages of responders and dispatchers: posted as they are now, whatever came before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import queue_for, texts
from chalicelib.content.job_frames import JobGoneFrame, JobOfferFrame, JobsChangedFrame, JobUpdateFrame
from chalicelib.dispatch.events import JobAccepted, JobChanged, JobEnded, JobEvent, JobOffered, JobRefused, JobStepTaken
from chalicelib.dispatch.jobs import ShowJobs
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.states import JobState
from chalicelib.kernel.audit import audit
from chalicelib.processes.showing_requests import request_showing
from chalicelib.queries.responder_jobs import offer_view, own_job_view

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch, WithMessaging, WithPostToPerson, WithRouting

    class Needs(WithDispatch, WithMessaging, WithPostToPerson, WithRouting, Protocol): ...


SHOWING = "roadside_jobs"
"""What is claimed to tell dispatchers that the list has changed."""

SHOW_DELAY_S = 2
"""Changes of the list are told together after so many seconds."""


def update_responder(services: Needs, published: JobEvent) -> None:
    """Shows the responder whom the event concerns the offer or the job as it is now, or that it is theirs no longer."""
    record = services.dispatch().jobs.get(published.job)
    if record is None:
        return
    match published:
        case JobOffered(responder=responder):
            _post_offer(services, record, responder)
        case JobRefused(responder=responder):
            _post_gone(services, record, responder, "offer_over")
        case JobEnded(responder=responder, outcome=outcome):
            _post_gone(services, record, responder, "cancelled" if outcome == JobState.CANCELLED else "ended")
        case JobAccepted(instead_of=before):
            _post_gone(services, record, before, "reassigned")
            _post_job(services, record)
        case JobChanged() | JobStepTaken():
            _post_job(services, record)


def update_dispatchers(services: Needs, published: JobEvent) -> None:
    """Requests that dispatchers are told that the list has changed, at most once in some seconds."""
    queue = services.dispatch().queue
    claimant = f"{published.job}#{published.number}"
    request_showing(services, SHOWING, claimant, SHOW_DELAY_S, lambda delay_s: queue.send(ShowJobs(), delay_s))


def show_jobs(services: Needs) -> None:
    """Tells dispatchers on duty that the list has changed. The claim ends first, so that a change after this is told
    again."""
    services.routing().release_showing(SHOWING)
    name = queue_for("roadside").name
    agents = [each.agent for each in services.routing().staff() if name in each.queues]
    services.messaging.run_parallel([partial(services.post_to_person, agent, JobsChangedFrame()) for agent in agents])


def _post_offer(services: Needs, record: JobRecord, responder: str) -> None:
    known = services.dispatch().responders.get(responder)
    view = offer_view(services, record, known, texts("ko")) if known is not None else None
    if view is not None:
        services.post_to_person(responder, JobOfferFrame(view))


def _post_job(services: Needs, record: JobRecord) -> None:
    responder = record.job.responder
    if not responder or not record.is_open:
        return
    known = services.dispatch().responders.get(responder)
    later = known is not None and known.next_job == record.id
    audit("location_provided", record.customer, of="customer", job=record.id, to=responder)
    services.post_to_person(responder, JobUpdateFrame(own_job_view(record, texts("ko"), later=later)))


def _post_gone(services: Needs, record: JobRecord, responder: str, reason: str) -> None:
    """A job that was offered to a responder, or theirs; nothing if it is theirs again."""
    offer = record.job.offer
    if responder and (offer is None or offer.responder != responder or not record.is_open):
        services.post_to_person(responder, JobGoneFrame(record.id, reason))
