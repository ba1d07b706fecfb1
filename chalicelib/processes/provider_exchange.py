"""External providers: offers and assignments go out by SQS, answers and positions come in by REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from chalicelib.content.korea import is_in_korea
from chalicelib.content.places import Point
from chalicelib.content.sanitising import sanitised
from chalicelib.dispatch import answers, duty, proposals, work
from chalicelib.dispatch.arrival_errors import PositionOutside
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.coming import require_near
from chalicelib.dispatch.errors import UnknownJobStep
from chalicelib.dispatch.events import JobAccepted, JobChanged, JobEnded, JobOffered, JobRefused
from chalicelib.dispatch.fixes import blurred, require_possible
from chalicelib.dispatch.model import BY_HAND
from chalicelib.dispatch.provider_messages import (
    AcceptReport,
    AnyProviderMessage,
    AnyReport,
    Coordinates84,
    DeclineReport,
    DutyReport,
    OffDutyReport,
    PhotosReport,
    ProposalReport,
    ProviderAssignment,
    ProviderEnding,
    ProviderOffer,
    ProviderTerms,
    ProviderWithdrawal,
    StepReport,
    TruckPositionReport,
)
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Position, Responder, ResponderCard
from chalicelib.dispatch.states import JobState
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.numbers import normalise_whole_numbers
from chalicelib.kernel.plain_text import plain_json
from chalicelib.processes.positions import report_positions
from chalicelib.processes.refusals import counted_refusals

if TYPE_CHECKING:
    from chalicelib.processes.positions import Needs


EXACT_DIGITS = 6
"""Decimals of a degree that tell a place to a tenth of a metre."""

STEPS: dict[str, Callable[..., JobRecord]] = {
    "depart": work.depart,
    "arrive": work.arrive,
    "begin": work.begin,
    "hook_up": work.hook_up,
    "complete": work.complete,
    "find_nobody": work.find_nobody,
}
"""The steps that a provider reports, besides `fail`, which has a reason."""

_decode: Callable[[str], AnyReport] = msgspec.json.Decoder(AnyReport).decode


JobReport = AcceptReport | DeclineReport | PhotosReport | StepReport | ProposalReport
SentEvent = JobOffered | JobAccepted | JobRefused | JobChanged | JobEnded


def read_report(body: str | bytes) -> AnyReport:
    """Decodes a provider's report with plain texts and masked resident numbers; whole numbers may be written in any
    JSON form. Raises msgspec.MsgspecError or UnicodeDecodeError."""
    text = body if isinstance(body, str) else body.decode()
    return sanitised(_decode(normalise_whole_numbers(plain_json(text))))


def send_to_provider(services: Needs, published: SentEvent) -> None:
    """Sends what has become of a job to the providers of the responders whom it concerns. The event numbers the
    message, so that a repeat has the same id."""
    if isinstance(published, JobChanged) and published.what != "terms":
        return
    ports = services.dispatch()
    record = ports.jobs.get(published.job)
    if record is None:
        return
    for responder in ports.responders.get_many(_concerned(published, record)):
        message = _message_of(published, record, responder) if responder.provider else None
        if message is not None:
            ports.send_to_provider(message)


def _concerned(published: SentEvent, record: JobRecord) -> set[str]:
    match published:
        case JobChanged():
            who = {record.job.responder}
        case JobAccepted():
            who = {published.responder, published.instead_of}
        case _:
            who = {published.responder}
    return who - {""}


def _message_of(published: SentEvent, record: JobRecord, responder: Responder) -> AnyProviderMessage | None:
    """None for what is no longer so: then another message follows."""
    truck = responder.id.removeprefix(f"{responder.provider}.")
    about: dict[str, Any] = {
        "id": f"{published.job}-{published.number}-{truck}",
        "provider": responder.provider,
        "truck": truck,
        "job": published.job,
    }
    job, request, offer = record.job, record.request, record.job.offer
    where: dict[str, Any] = {"place": _degrees(job.place), "destination": _degrees(job.destination)}
    match published:
        case JobRefused():
            return ProviderWithdrawal(**about, reason=published.reason)
        case JobEnded():
            return ProviderEnding(**about, outcome=published.outcome)
        case JobChanged():
            return _answer_to_proposal(published, record, about)
        case JobAccepted() if job.responder == responder.id:
            return ProviderAssignment(
                **about,
                **where,
                service=job.service,
                also=job.also,
                customer=request.customer_name,
                phone=request.phone,
                plate=request.plate,
                arrival=record.estimate.at if record.estimate is not None else 0,
                place_text=request.place_text,
                destination_text=record.terms.destination_text,
                problem=request.problem,
            )
        case JobAccepted() if published.instead_of == responder.id:
            return ProviderWithdrawal(**about, reason=BY_HAND)
        case JobOffered() if offer is not None and offer.responder == responder.id and job.state is JobState.OFFERED:
            digits = coming_rules().positions.withdrawn_digits  # the place is exact once the job is theirs
            return ProviderOffer(
                **about,
                place=_degrees(job.place, digits),
                destination=_degrees(job.destination, digits),
                number=offer.number,
                deadline=offer.deadline,
                service=job.service,
                also=job.also,
                emergency=job.emergency,
            )
    return None


def _answer_to_proposal(published: JobChanged, record: JobRecord, about: dict[str, Any]) -> ProviderTerms | None:
    """None for the proposal itself, which the truck made."""
    entry = next((each for each in record.history if each.number == published.number), None)
    if entry is None or entry.what not in (proposals.AGREED, proposals.REFUSED):
        return None
    terms = record.terms
    return ProviderTerms(
        **about,
        agreed=entry.what == proposals.AGREED,
        km=terms.km,
        destination_text=terms.destination_text,
        total_won=proposals.total_won(terms),
        may_tow=terms.is_tow_agreed,
    )


def take_report(services: Needs, provider: str, report: AnyReport) -> dict[str, str]:
    """Does what a provider reports of one of its trucks; a repeat changes nothing. Returns the state of the job, ""
    without one. Raises NotAllowed for an unknown provider and for another's job, and what the use cases raise."""
    ports = services.dispatch()
    if provider not in {each.id for each in ports.rules.providers}:
        raise NotAllowed
    truck = f"{provider}.{report.truck}"
    match report:
        case DutyReport():
            phone = ports.safe_numbers.number_of(truck, report.phone)
            card = ResponderCard(truck, report.name, report.kind, report.plate, phone)
            place = Position(_point(report.place), ports.clock())
            with counted_refusals("position"):
                require_possible(place, ports.clock(), coming_rules().positions, is_in_korea)
            duty.go_on_duty(ports, card, report.services, report.until, place.place, provider)
        case OffDutyReport():
            duty.go_off_duty(ports, truck)
        case TruckPositionReport():
            driver = Actor(truck, Role.RESPONDER, truck, "", 0)
            report_positions(services, driver, [Position(_point(report.place), report.at, report.accuracy)])
        case _:
            with counted_refusals("job step"):
                return _state(_report_of_job(services, truck, report))
    return {"state": ""}


def _report_of_job(services: Needs, truck: str, report: JobReport) -> JobRecord:
    ports = services.dispatch()
    match report:
        case AcceptReport():
            return answers.accept(ports, truck, report.job, report.number)
        case DeclineReport():
            return answers.decline(ports, truck, report.job, report.number, report.reason)
        case PhotosReport():
            return work.add_photos(ports, truck, report.job, report.stage, report.photos)
        case StepReport():
            return _take_step(services, truck, report)
        case ProposalReport():
            return proposals.propose_terms(ports, truck, report.job, _terms_request(report))


def _take_step(services: Needs, truck: str, report: StepReport) -> JobRecord:
    if report.step == "fail":
        return work.fail(services.dispatch(), truck, report.job, report.reason)
    if report.step not in STEPS:
        raise UnknownJobStep(step=report.step)
    if report.step == "arrive":
        _require_near(services, truck, report.job)
    return STEPS[report.step](services.dispatch(), truck, report.job)


def _require_near(services: Needs, truck: str, job: str) -> None:
    """The truck's own positions on the way must not say that it is elsewhere; a provider need not send any."""
    ports = services.dispatch()
    record, responder = ports.jobs.get(job), ports.responders.get(truck)
    if record is None or record.departure is None or responder is None or record.job.responder != truck:
        return
    position = responder.position
    if position is not None and position.at > record.departure.at:
        require_near(record, position, coming_rules())


def _terms_request(report: ProposalReport) -> proposals.TermsRequest:
    from chalicelib.queries.job_extras import priced_extras  # the tariff is loaded where a provider proposes

    place = _point(report.place) if report.place is not None else None
    if place is not None and not is_in_korea(place):
        raise PositionOutside
    return proposals.TermsRequest(
        report.km,
        report.extra_won,
        place,
        report.destination,
        report.reason,
        priced_extras(report.extras),
    )


def _state(record: JobRecord) -> dict[str, str]:
    return {"state": record.job.state.value}


def _degrees(place: Point | None, digits: int = EXACT_DIGITS) -> Coordinates84 | None:
    return Coordinates84(*blurred(place, digits)) if place is not None else None


def _point(place: Coordinates84) -> Point:
    return place.lat, place.lon
