"""What responders do: duty, answers to offers, and the steps of their job. What follows is done by events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from chalicelib.content.configuration import texts
from chalicelib.content.korea import is_in_korea
from chalicelib.content.message_bodies import Option
from chalicelib.content.roadside_views import DutyView, JobOfferView, ResponderJobView
from chalicelib.dispatch import answers, duty, proposals, work
from chalicelib.dispatch.arrival_errors import TooManyPhotos, UnknownGarage
from chalicelib.dispatch.arrival_rules import ComingRules, coming_rules
from chalicelib.dispatch.coming import require_near
from chalicelib.dispatch.errors import PhotosMissing
from chalicelib.dispatch.fixes import require_possible
from chalicelib.dispatch.garages import garages
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.records import ExtraKind, JobRecord
from chalicelib.dispatch.responders import Position, ResponderCard
from chalicelib.dispatch.states import JobStep
from chalicelib.files.errors import FileNotReady
from chalicelib.files.model import UNUSABLE_STATUSES
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes.refusals import counted_refusals
from chalicelib.queries.jobs import job_for
from chalicelib.queries.responder_jobs import duty_view, jobs_of_responder, missing

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch, WithFiles

    class Needs(WithDispatch, WithFiles, Protocol): ...


class Proposal(Struct, frozen=True):
    """What a responder proposes on site: a partner garage by its id, or a destination in words; extras by their
    count."""

    km: int = 0
    extra_won: int = 0
    garage: str = ""
    destination: str = ""
    reason: str = ""
    extras: Mapping[ExtraKind, int] = {}


Mine = tuple[DutyView, JobOfferView | None, ResponderJobView | None, ResponderJobView | None, tuple[Option, ...]]
"""Duty, offer, present job, next job, and the reasons to decline."""

Photos = Sequence[tuple[str, str]]
"""Uploads of photographs, each with its stage: before or after the work."""


class TruckCard(Struct, frozen=True):
    """What a responder comes with: kind of truck, its plate, and the safe number at which they are called."""

    truck: str = ""
    plate: str = ""
    phone: str = ""


def set_duty(
    services: Needs,
    actor: Actor,
    on: bool,
    offered: Sequence[str],
    shift_end: int,
    place: Position | None,
    truck: TruckCard,
) -> DutyView:
    """The responder goes on duty, or off. What isn't said of the truck stays as it was. Raises the error of a place
    that can't be true, DutyNotPossible, NotAllowed, Conflict."""
    ports, rules = services.dispatch(), coming_rules()
    known = ports.responders.get(actor.id)
    if not on:
        after = duty.go_off_duty(ports, actor.id) if known is not None else None
        return duty_view(after, rules)
    if place is not None:
        with counted_refusals("position"):
            require_possible(place, ports.clock(), rules.positions, is_in_korea)
        audit("location_collected", actor.id, of="responder", positions=1)
    before = known.card if known is not None else ResponderCard(actor.id, actor.name)
    card = ResponderCard(
        actor.id,
        actor.name,
        truck.truck or before.truck,
        truck.plate or before.plate,
        ports.safe_numbers.number_of(actor.id, truck.phone) or before.phone,
    )
    able = frozenset(map(RoadsideService, offered)) or (known.services if known is not None else frozenset())
    at = place.place if place is not None else None
    return duty_view(duty.go_on_duty(ports, card, able, shift_end, at), rules)


def my_jobs(services: Needs, actor: Actor) -> Mine:
    """What the responder has now."""
    ports, words = services.dispatch(), texts(actor.locale)
    responder = ports.responders.get(actor.id)
    offer, job, plan = jobs_of_responder(services, responder, words)
    reasons = tuple(
        Option(reason, words.render("decline_reasons", reason)) for reason in ports.rules.offers.decline_reasons
    )
    return duty_view(responder, coming_rules()), offer, job, plan, reasons


@counted_refusals("job step")
def accept_job(services: Needs, actor: Actor, job: str, number: int) -> None:
    """The responder takes the job. Raises OfferGone for who was asked and is late, NotAllowed, Conflict."""
    ports = services.dispatch()
    known = ports.jobs.get(job)
    if known is None or not _was_asked(known, actor.id):
        job_for(services, actor, job, "accept_job")
    answers.accept(ports, actor.id, job, number)


def _was_asked(record: JobRecord, responder: str) -> bool:
    return any(entry.what == JobStep.OFFER and entry.by == responder for entry in record.history)


@counted_refusals("job step")
def decline_job(services: Needs, actor: Actor, job: str, number: int, reason: str) -> None:
    """The responder declines; a repeat changes nothing. Raises NoDeclineReason, OfferGone, NotAllowed, Conflict."""
    answers.decline(services.dispatch(), actor.id, job, number, reason)


@counted_refusals("job step")
def take_step(services: Needs, actor: Actor, job: str, step: str, photos: Photos, proposal: Proposal) -> None:
    """Takes a step of the responder's job, with its photographs. Raises NotAllowed for another's job,
    JobStepNotPossible, NotThereYet, PhotosMissing, TooManyPhotos, FileNotReady, TermsNotAgreed, UnknownGarage,
    ProposalIncomplete, ExtraTooMuch, TooManyChanges, Conflict."""
    record = job_for(services, actor, job, "job_step")
    if record.job.responder != actor.id:
        raise NotAllowed
    rules = coming_rules()
    record = _with_photos(services, actor, record, photos, rules)
    ports, who = services.dispatch(), actor.id
    match step:
        case "depart":
            work.depart(ports, who, job)
        case "arrive":
            responder = ports.responders.get(who)
            require_near(record, responder.position if responder is not None else None, rules)
            work.arrive(ports, who, job)
        case "begin":
            work.begin(ports, who, job)
        case "hook_up":
            work.hook_up(ports, who, job)
        case "complete":
            _require_photos(record, rules)
            work.complete(ports, who, job)
        case "find_nobody":
            work.find_nobody(ports, who, job)
        case "fail":
            work.fail(ports, who, job, proposal.reason)
        case "propose":
            proposals.propose_terms(ports, who, job, _terms_request(proposal))


def _with_photos(services: Needs, actor: Actor, record: JobRecord, photos: Photos, rules: ComingRules) -> JobRecord:
    known = {photo.upload for photo in record.photos}
    if len(known | {upload for upload, _ in photos}) > rules.on_site.max_photos:
        raise TooManyPhotos(max=rules.on_site.max_photos)
    for upload, _ in photos:
        found = services.files().store.get(upload)
        if found is None or found.by.id != actor.id or found.conversation != record.conversation:
            raise NotAllowed
        if found.kind != "photo" or found.status in UNUSABLE_STATUSES or found.status == "requested":
            raise FileNotReady
    for stage in work.STAGES:
        uploads = tuple(upload for upload, of in photos if of == stage)
        if uploads:
            record = work.add_photos(services.dispatch(), actor.id, record.id, stage, uploads)
    return record


def _require_photos(record: JobRecord, rules: ComingRules) -> None:
    for name in missing(record, rules):
        if name.startswith("photos_") and record.is_open:
            raise PhotosMissing(stage=name.removeprefix("photos_"))


def _terms_request(proposal: Proposal) -> proposals.TermsRequest:
    from chalicelib.queries.job_extras import priced_extras  # the tariff is loaded where a responder proposes

    garage = next((each for each in garages() if each.id == proposal.garage), None)
    if proposal.garage and garage is None:
        raise UnknownGarage
    return proposals.TermsRequest(
        proposal.km,
        proposal.extra_won,
        garage.place if garage is not None else None,
        garage.name if garage is not None else proposal.destination,
        proposal.reason,
        priced_extras(proposal.extras),
    )
