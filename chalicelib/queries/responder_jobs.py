"""What a responder is shown: duty, the offer to answer, the present job and the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import Texts
from chalicelib.content.message_bodies import CardRow
from chalicelib.content.places import metres_between
from chalicelib.content.roadside_views import (
    DutyView,
    GarageView,
    JobOfferView,
    JobPhotoView,
    MapPoint,
    ResponderJobView,
)
from chalicelib.dispatch.arrival_rules import ComingRules, coming_rules
from chalicelib.dispatch.fixes import wanted_interval_s
from chalicelib.dispatch.garages import garages, nearest_garages
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Responder
from chalicelib.dispatch.service import rest_before
from chalicelib.dispatch.states import TRANSITIONS, JobState, JobStep
from chalicelib.queries.job_texts import arrival_view, faults_text, map_point, service_label, terms_rows, terms_view

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


OWN_STEPS = (
    JobStep.DEPART,
    JobStep.ARRIVE,
    JobStep.BEGIN,
    JobStep.HOOK_UP,
    JobStep.COMPLETE,
    JobStep.FIND_NOBODY,
    JobStep.FAIL,
)
"""Steps that a responder takes, in the order of the buttons."""


def duty_view(responder: Responder | None, rules: ComingRules) -> DutyView:
    """A responder's duty. While they aren't on duty and have no job, nobody wants to know where they are."""
    if responder is None or not (responder.is_on_duty or responder.job):
        return DutyView(on=False)
    return DutyView(
        on=responder.is_on_duty,
        services=tuple(sorted(service.value for service in responder.services)),
        shift_end=responder.shift_end,
        interval_s=interval_s(responder, rules),
    )


def interval_s(responder: Responder, rules: ComingRules) -> int:
    """In how many seconds the next position is wanted; 0 for none."""
    if not (responder.is_on_duty or responder.job):
        return 0
    current, position = responder.current, responder.position
    if current is None:
        return wanted_interval_s(None, rules.positions)
    if current.place is None or position is None:
        return rules.positions.far_seconds
    return wanted_interval_s(metres_between(position.place, current.place) / 1_000, rules.positions)


def jobs_of_responder(
    services: Needs, responder: Responder | None, words: Texts
) -> tuple[JobOfferView | None, ResponderJobView | None, ResponderJobView | None]:
    """The offer, the present job and the next one, as they are now."""
    if responder is None:
        return None, None, None
    asked = responder.offer.job if responder.offer is not None else ""
    ids = {asked, responder.job, responder.next_job} - {""}
    known = {record.id: record for record in services.dispatch().jobs.get_many(ids)}
    offer = offer_view(services, known[asked], responder, words) if asked in known else None
    job = own_job_view(known[responder.job], words) if responder.job in known else None
    plan = own_job_view(known[responder.next_job], words, later=True) if responder.next_job in known else None
    return offer, job, plan


def offer_view(services: Needs, record: JobRecord, responder: Responder, words: Texts) -> JobOfferView | None:
    """An offer to its responder; None once it has ended."""
    offer, place, start = record.job.offer, record.job.place, responder.start
    if record.job.state is not JobState.OFFERED or offer is None or offer.responder != responder.id:
        return None
    km, minutes = 0.0, 0
    if place is not None and start is not None:
        now = services.dispatch().clock()
        rest_s = rest_before(services.dispatch(), record.job, responder, now)
        km = round(metres_between(start, place) / 1_000, 1)
        minutes = -(-(rest_s + (services.dispatch().travel.seconds(start, place, now) or 0)) // 60)
    return JobOfferView(
        job=record.id,
        number=offer.number,
        deadline=offer.deadline,
        service=record.job.service.value,
        label=service_label(record, words),
        place_text=record.request.place_text,
        km=km,
        minutes=minutes,
        emergency=record.job.emergency,
        destination=record.terms.destination_text,
        rows=problem_rows(record, words),
    )


def own_job_view(record: JobRecord, words: Texts, *, later: bool = False) -> ResponderJobView:
    """A job to the responder who has it."""
    job, request, rules = record.job, record.request, coming_rules()
    place = None if record.hides_place else job.place
    return ResponderJobView(
        job=record.id,
        number=job.offer.number if job.offer is not None else 0,
        conversation=record.conversation,
        version=record.version,
        state=job.state.value,
        service=job.service.value,
        label=service_label(record, words),
        title=words.render("responder_titles", job.state.value),
        customer=request.customer_name,
        plate=request.plate,
        place_text=request.place_text,
        call=request.phone,
        emergency=job.emergency,
        place=map_point(place),
        destination=map_point(job.destination),
        destination_text=record.terms.destination_text,
        rows=(*problem_rows(record, words), *terms_rows(record.terms, words)),
        terms=terms_view(record, words),
        arrival=None if record.estimate is None else arrival_view(record.estimate, words),
        confirmed=bool(record.met_at),
        steps=tuple(step.value for step in OWN_STEPS if step in TRANSITIONS[job.state] and _fits(record, step)),
        missing=missing(record, rules),
        photos=tuple(JobPhotoView(photo.upload, photo.stage) for photo in record.photos),
        garages=_garage_views(record, rules, words) if job.service is RoadsideService.TOW else (),
        later=later,
    )


def missing(record: JobRecord, rules: ComingRules) -> tuple[str, ...]:
    """What the next steps still need."""
    counts = {stage: sum(photo.stage == stage for photo in record.photos) for stage in ("before", "after")}
    found = {
        "photos_before": counts["before"] < rules.on_site.min_before,
        "photos_after": counts["after"] < rules.on_site.min_after,
        "terms": record.proposal is not None or not _is_agreed(record),
    }
    return tuple(name for name, is_missing in found.items() if is_missing)


def _is_agreed(record: JobRecord) -> bool:
    terms = record.terms
    return terms.is_tow_agreed if record.job.service is RoadsideService.TOW else bool(terms.agreed_at)


def problem_rows(record: JobRecord, words: Texts) -> tuple[CardRow, ...]:
    """What the customer said is wrong, and who is there."""
    said = record.request.problem.items()
    return tuple(
        CardRow(words.label("fields", slot), _option_label(slot, value, words)) for slot, value in said if value
    )


def _option_label(slot: str, value: str, words: Texts) -> str:
    """An answer as it is read: its label, if it was chosen."""
    if slot == "faults":
        return faults_text(value, words)
    return words.sections.get(f"options.{slot}", {}).get(value, value)


def _fits(record: JobRecord, step: JobStep) -> bool:
    """Whether a step belongs to the service: only a tow and winching end with the car on the hook. Who was met isn't
    absent."""
    tows = record.job.service in (RoadsideService.TOW, RoadsideService.WINCH)
    return (tows or step is not JobStep.HOOK_UP) and not (record.met_at and step is JobStep.FIND_NOBODY)


def _garage_views(record: JobRecord, rules: ComingRules, words: Texts) -> tuple[GarageView, ...]:
    if record.job.place is None:
        return ()
    found = nearest_garages(garages(), record.job.place, rules.on_site.garages)
    return tuple(
        GarageView(
            garage.id,
            garage.name_in(words.locale),
            garage.address,
            garage.phone,
            MapPoint(*garage.place),
            round(km, 1),
        )
        for garage, km in found
    )
