"""A confirmed request for roadside service becomes a job, at the price that the customer agreed to; or the customer's
job is cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.forms import strip_separators
from chalicelib.content.korea import is_in_korea, km_from_korea
from chalicelib.content.message_bodies import Body, Text
from chalicelib.content.places import Point, point_in, without_coordinates
from chalicelib.dialogue.job_requests import is_reachable
from chalicelib.dispatch.errors import JobStepNotPossible, OpenJobExists
from chalicelib.dispatch.jobs import MatchJobs
from chalicelib.dispatch.later_faults import add_faults
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.place_sharing import share_place
from chalicelib.dispatch.records import JobRequest, JobTerms
from chalicelib.dispatch.responders import Position
from chalicelib.dispatch.service import cancel_job, open_job_of, request_job
from chalicelib.kernel.audit import audit
from chalicelib.queries.contracts import phone_of
from chalicelib.queries.job_texts import faults_text, service_label
from chalicelib.queries.roadside_quotes import CustomerCover, cover_for_customer
from chalicelib.queries.roadside_status import job_view

if TYPE_CHECKING:
    from chalicelib.content.views import Named
    from chalicelib.queries.roadside_quotes import Needs as QuoteNeeds
    from chalicelib.service_ports import WithDispatch

    class Needs(QuoteNeeds, WithDispatch, Protocol): ...


NO_FIX = (0.0, 0.0)
"""What devices without a position send."""

CUSTOMER_REASON = "customer"
"""The reason of a cancellation by the customer."""


class RequestedJob(NamedTuple):
    """A confirmed request: its key, the slots, the price that was agreed, the claim that it belongs to; `verified`: the
    price is by the customer's contract."""

    key: str
    conversation: str
    facts: Mapping[str, str]
    agreed_won: int
    claim: str = ""
    emergency: bool = False
    verified: bool = False


class JobAnswer(NamedTuple):
    """What the customer is told. `asks_again`: the price has risen meanwhile, nothing was requested."""

    messages: tuple[Body, ...]
    asks_again: bool = False


def request_for_customer(services: Needs, customer: Named, wanted: RequestedJob, locale: str) -> JobAnswer:
    """Makes the job of a request; one for a repeat. Nobody drives for more than the customer agreed to. Raises
    Conflict."""
    say = texts(locale).render
    if not is_reachable(wanted.facts.get("location", "")):
        return JobAnswer((_abroad_text(wanted.facts["location"], locale),), asks_again=True)
    found = cover_for_customer(services, customer.id, wanted.facts, verified=wanted.verified)
    if found.cover.won > wanted.agreed_won:
        return JobAnswer((Text(say("bot", "job_price_changed", won=found.cover.won)),), asks_again=True)
    try:
        record = request_job(services.dispatch(), _request(services, customer, wanted, found))
    except OpenJobExists as exists:
        other = services.dispatch().jobs.get(str(exists.details["job"]))
        view = job_view(other, texts(locale), services.dispatch().clock())
        if view is None:
            return JobAnswer((Text(say("bot", "job_ended_meanwhile")),), asks_again=True)
        status = view.status if other is not None and other.customer == customer.id else ""
        return JobAnswer((Text(say("bot", "job_open_already", status=status).strip()),))
    if record.job.place is not None:
        audit("location_collected", customer.id, of="customer", positions=1, job=record.id)
    key = "job_requested" if record.job.place else "job_requested_unplaced"
    service = service_label(record, texts(locale))
    return JobAnswer((Text(say("bot", key, service=service)),))


def place_for_customer(services: Needs, customer: Named, location: str, locale: str) -> JobAnswer:
    """The position that the customer's device sent, for their open job. Raises Conflict."""
    say, ports = texts(locale).render, services.dispatch()
    record, point = open_job_of(ports, customer.id), _position(location)
    if record is None:
        return JobAnswer((Text(say("bot", "job_cancelled_already")),))
    if point is None:
        return JobAnswer((_abroad_text(location, locale),))
    placed = share_place(ports, customer.id, record.id, Position(point, ports.clock()))
    audit("location_collected", customer.id, of="customer", positions=1, job=record.id)
    if placed.is_seeking:
        ports.queue.send(MatchJobs())
    return JobAnswer((Text(say("bot", "job_placed")),))


def faults_for_customer(services: Needs, customer: Named, faults: str, locale: str) -> JobAnswer:
    """What else is wrong with the customer's car, for their open job. Raises Conflict."""
    ports, words = services.dispatch(), texts(locale)
    record = open_job_of(ports, customer.id)
    if record is None:
        return JobAnswer((Text(words.render("bot", "job_cancelled_already")),))
    add_faults(ports, customer.id, record.id, tuple(map(RoadsideService, faults.split())))
    return JobAnswer((Text(words.render("bot", "job_problem_added", faults=faults_text(faults, words))),))


def _abroad_text(location: str, locale: str) -> Text:
    km = round(km_from_korea(point_in(location) or NO_FIX))
    return Text(texts(locale).render("bot", "job_place_outside", km=km))


def cancel_for_customer(services: Needs, customer: Named, locale: str) -> JobAnswer:
    """Cancels the customer's open job, before the work has begun. Idempotent. Raises Conflict."""
    say = texts(locale).render
    record = open_job_of(services.dispatch(), customer.id)
    if record is None:
        return JobAnswer((Text(say("bot", "job_cancelled_already")),))
    try:
        cancel_job(services.dispatch(), record.id, customer.id, CUSTOMER_REASON)
    except JobStepNotPossible:
        return JobAnswer((Text(say("bot", "job_too_late")),))
    return JobAnswer((Text(say("bot", "job_cancelled")),))


_WHERE_AND_WHOSE = ("location", "destination", "own_plate", "towed_for")
"""Slots that a job has as fields of its own: not everybody sees them from the beginning, or they stand elsewhere."""


def _request(services: Needs, customer: Named, wanted: RequestedJob, found: CustomerCover) -> JobRequest:
    facts, cover = wanted.facts, found.cover
    location = facts.get("location", "")
    return JobRequest(
        key=wanted.key,
        customer=customer.id,
        customer_name=customer.name,
        phone=services.dispatch().safe_numbers.number_of(customer.id, phone_of(found.holder)),
        conversation=wanted.conversation,
        plate=strip_separators(found.plate) or customer.id,
        contract=found.contract,
        claim=wanted.claim,
        service=RoadsideService(cover.service),
        also=tuple(map(RoadsideService, cover.also)),
        counts_as=cover.counts_as,
        place=_position(location),
        place_text=without_coordinates(location),
        emergency=wanted.emergency,
        problem={slot: said for slot, said in facts.items() if said and slot not in _WHERE_AND_WHOSE},
        terms=JobTerms(
            covered=cover.covered,
            price_won=cover.won,
            free_km=cover.free_km,
            won_per_km=cover.won_per_km,
            clause=cover.clause,
            reasons=cover.reasons,
            agreed_at=services.messaging.clock(),
            destination_text=facts.get("destination", ""),
        ),
    )


def _position(location: str) -> Point | None:
    """The coordinates that the customer's device sent. Words have none: nobody is sent to a guess."""
    point = point_in(location)
    return point if point is not None and is_in_korea(point) else None
