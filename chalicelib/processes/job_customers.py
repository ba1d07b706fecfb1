"""What the customer of a roadside job does with its card: place, terms, arrival, cancellation, rating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.korea import is_in_korea
from chalicelib.content.roadside_views import JobCardView
from chalicelib.dispatch import customer_word, place_sharing, proposals, service
from chalicelib.dispatch.arrival_errors import PlaceNotShared
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.coming import come_to_customer
from chalicelib.dispatch.errors import NoCancelReason
from chalicelib.dispatch.fixes import require_possible
from chalicelib.dispatch.jobs import MatchJobs
from chalicelib.dispatch.records import JobRecord, PlaceSharing
from chalicelib.dispatch.responders import Position
from chalicelib.dispatch.work import UNDER_WAY
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.audit import audit
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.queries.jobs import job_card_view, job_for, truck_position

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


BY_CARD = "card"
"""The reason of a customer who cancels by the card's button."""


def card_for(services: Needs, actor: Actor, job: str) -> JobCardView | None:
    """The card of a job as it is now; without a job, of the customer's open one. Raises NotAllowed."""
    if job:
        return _card(services, actor, job_for(services, actor, job, "job_card"))
    record = service.open_job_of(services.dispatch(), actor.id) if actor.role is Role.CUSTOMER else None
    return None if record is None else _card(services, actor, record)


def show_place(services: Needs, actor: Actor, job: str, position: Position, *, consent: bool) -> JobCardView:
    """The customer shows where they are. Raises PlaceNotShared without consent, the error of a place that can't be
    true, NotAllowed, Conflict."""
    job_for(services, actor, job, "share_place")
    if not consent:
        raise PlaceNotShared
    ports = services.dispatch()
    require_possible(position, ports.clock(), coming_rules().positions, is_in_korea)
    record = place_sharing.share_place(ports, actor.id, job, position)
    audit("location_collected", actor.id, of="customer", positions=1, job=job)
    if record.is_seeking:
        ports.queue.send(MatchJobs())
    return _card(services, actor, record)


def hide_place(services: Needs, actor: Actor, job: str, *, suspend: bool) -> JobCardView:
    """The customer shows no longer where they are: at once, and to nobody. Raises NotAllowed, Conflict."""
    job_for(services, actor, job, "withdraw_place")
    sharing = PlaceSharing.SUSPENDED if suspend else PlaceSharing.WITHDRAWN
    record = place_sharing.withdraw_place(services.dispatch(), actor.id, job, sharing, coming_rules().positions)
    audit(f"location_consent_{sharing}", actor.id, job=job)
    return _card(services, actor, record)


def answer_terms(services: Needs, actor: Actor, job: str, number: int, *, agree: bool) -> JobCardView:
    """The customer agrees to the terms that the responder proposed, or refuses them. Raises TermsChanged, NotAllowed,
    Conflict."""
    job_for(services, actor, job, "agree_job")
    return _card(services, actor, proposals.answer_proposal(services.dispatch(), actor.id, job, number, agree=agree))


def cancel_by_card(services: Needs, actor: Actor, job: str, reason: str) -> JobCardView:
    """The customer, or a dispatcher with a reason, cancels a job. Raises NoCancelReason, JobStepNotPossible,
    NotAllowed, Conflict."""
    job_for(services, actor, job, "cancel_job")
    ports = services.dispatch()
    why = reason or (BY_CARD if actor.role is Role.CUSTOMER else "")
    if why != BY_CARD and why not in ports.rules.cancelling.reasons:
        raise NoCancelReason
    record = service.cancel_job(ports, job, actor.id, why)
    if actor.role.is_staff:
        audit("cancel_job", actor.id, job=job, customer=record.customer)
    return _card(services, actor, record)


def confirm_arrival(services: Needs, actor: Actor, job: str) -> JobCardView:
    """The customer says that the responder is there, also one who hasn't said so. Raises NotAllowed, Conflict."""
    record, ports = job_for(services, actor, job, "confirm_arrival"), services.dispatch()
    if record.job.state in UNDER_WAY:
        come_to_customer(ports, record)
    return _card(services, actor, customer_word.confirm_meeting(ports, actor.id, job))


def rate_responder(services: Needs, actor: Actor, job: str, stars: int, words: str) -> JobCardView:
    """The customer rates a completed job. Raises NotRateable, NotAllowed, Conflict."""
    job_for(services, actor, job, "rate_job")
    rated = customer_word.rate_job(services.dispatch(), actor.id, job, stars, mask_resident_numbers(words))
    return _card(services, actor, rated)


def _card(services: Needs, actor: Actor, record: JobRecord) -> JobCardView:
    truck = truck_position(services, record)
    if truck is not None:
        audit("location_provided", actor.id, of="responder", job=record.id)
    return job_card_view(record, truck, texts(actor.locale))
