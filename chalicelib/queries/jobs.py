"""The customer's card of a roadside job, and who may see which job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.access.relations import Relation, relation_of_outsider
from chalicelib.content.configuration import Texts, queue_for
from chalicelib.content.places import metres_between
from chalicelib.content.roadside_views import (
    ButtonKind,
    JobButton,
    JobCardView,
    JobDeed,
    JobPhotoView,
    JobResponderView,
)
from chalicelib.content.views import Named
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.records import JobRecord, PlaceSharing
from chalicelib.dispatch.responders import Position
from chalicelib.dispatch.states import TRANSITIONS, JobState, JobStep
from chalicelib.dispatch.work import UNDER_WAY
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.job_texts import (
    arrival_view,
    map_point,
    seen_point,
    service_label,
    terms_rows,
    terms_view,
    won_text,
)

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


AT_WORK = frozenset({JobState.ON_SITE, JobState.IN_SERVICE, JobState.TOWING})
"""States in which the responder is with the customer."""


def is_dispatcher(actor: Actor) -> bool:
    """Whether staff give jobs to responders: those of the queue for roadside service."""
    return actor.role.is_staff and queue_for("roadside").name in actor.queues


def relation_to_dispatch(actor: Actor) -> Relation:
    """The relation to the dispatch of jobs: of dispatchers and their supervisors."""
    if not is_dispatcher(actor):
        return relation_of_outsider(actor.role)
    return Relation.SUPERVISOR if actor.role is Role.SUPERVISOR else Relation.COLLEAGUE


def relation_to_job(actor: Actor, record: JobRecord) -> Relation:
    """The relation to a job: of its customer, of who has it or is asked, of dispatchers."""
    if actor.id == record.customer:
        return Relation.OWNER
    if actor.role is Role.RESPONDER and actor.id == record.job.asked:
        return Relation.RESPONDER
    return relation_to_dispatch(actor)


def job_for(services: Needs, actor: Actor, job: str, action: str) -> JobRecord:
    """A job, for an action that the caller's relation to it allows. Raises NotAllowed."""
    record = services.dispatch().jobs.get(job)
    if record is None:
        raise NotAllowed
    require_allowed(action, relation_to_job(actor, record))
    return record


def responder_of(record: JobRecord) -> Named | None:
    """Who has accepted a job."""
    known = record.responder
    return None if known is None or not record.job.responder else Named(known.id, known.name)


def truck_position(services: Needs, record: JobRecord) -> Position | None:
    """Where the truck that is coming was seen last."""
    if record.job.state not in UNDER_WAY:
        return None
    responder = services.dispatch().responders.get(record.job.responder)
    return responder.position if responder is not None else record.position


def job_card_view(record: JobRecord, truck: Position | None, words: Texts) -> JobCardView:
    """The card as it is now; `truck` is where the truck was seen last, while it is coming."""
    job, announced = record.job, record.announced
    coming = job.state in UNDER_WAY
    place = None if record.hides_place else job.place
    with_customer = coming or job.state in AT_WORK
    estimate = record.estimate if coming else None
    stale = coming and announced is not None and announced.stale and truck is not None
    arrival = arrival_view(estimate, words) if estimate is not None else None
    return JobCardView(
        job=record.id,
        conversation=record.conversation,
        version=record.version,
        state=job.state.value,
        service=service_label(record, words),
        title=words.render("job_titles", job.state.value),
        text=_text(record, "" if arrival is None else arrival.text, words, stale=stale),
        responder=_responder_view(record) if with_customer or job.state is JobState.COMPLETED else None,
        arrival=arrival,
        stale_since=truck.at if stale and truck is not None else 0,
        late=words.render("job_texts", "late") if coming and announced is not None and announced.late else "",
        km=_km_left(record, truck),
        place=map_point(place) if record.is_open else None,
        truck=seen_point(truck) if coming else None,
        sharing=record.sharing.value,
        terms=terms_view(record, words),
        rows=() if record.proposal is not None else terms_rows(record.terms, words),
        buttons=_buttons(record, words),
        photos=tuple(JobPhotoView(photo.upload, photo.stage) for photo in record.photos),
        rated=record.stars,
    )


def _text(record: JobRecord, arrival: str, words: Texts, *, stale: bool) -> str:
    state = record.job.state
    if record.proposal is not None:
        price = terms_view(record, words).price_won
        return words.render("job_texts", "terms", price=won_text(price, words))
    if arrival:
        return words.render("job_texts", "stale" if stale else "coming", arrival=arrival)
    if state is JobState.ON_SITE and record.met_at:
        return words.render("job_texts", "met")
    if state is JobState.TOWING and record.terms.destination_text:
        return words.render("job_texts", "towing_to", destination=record.terms.destination_text)
    if state is JobState.COMPLETED and record.stars:
        return words.render("job_texts", "rated")
    return words.render("job_texts", state.value)


def _responder_view(record: JobRecord) -> JobResponderView | None:
    known = record.responder
    return None if known is None else JobResponderView(known.name, known.truck, known.plate, known.phone)


def _km_left(record: JobRecord, truck: Position | None) -> float:
    place = record.job.place
    if truck is None or place is None or record.job.state not in UNDER_WAY:
        return 0.0
    return round(metres_between(truck.place, place) / 1_000, 1)


def _buttons(record: JobRecord, words: Texts) -> tuple[JobButton, ...]:
    return tuple(
        JobButton(deed, words.render("job_buttons", deed), kind, _number(record) if deed == "call" else "")
        for deed, kind in _deeds(record)
    )


def _deeds(record: JobRecord) -> list[tuple[JobDeed, ButtonKind]]:
    """What the customer can do now, with the style of its button."""
    state, coming = record.job.state, record.job.state in UNDER_WAY
    near_m = coming_rules().on_site.tap_m / 1_000
    found: list[tuple[JobDeed, ButtonKind, bool]] = [
        ("agree", "primary", record.proposal is not None),
        ("refuse", "plain", record.proposal is not None),
        ("call", "plain", (coming or state in AT_WORK) and bool(_number(record))),
        ("confirm", "primary", _may_confirm(record, near_m)),
        ("rate", "primary", state is JobState.COMPLETED and not record.stars),
        ("share", "plain", record.is_open and state not in AT_WORK and record.sharing is not PlaceSharing.SHARED),
        ("suspend", "plain", record.is_open and record.sharing is PlaceSharing.SHARED),
        ("withdraw", "plain", record.is_open and record.sharing is PlaceSharing.SHARED),
        ("cancel", "danger", JobStep.CANCEL in TRANSITIONS[state]),
    ]
    return [(deed, kind) for deed, kind, offered in found if offered]


def _may_confirm(record: JobRecord, near_km: float) -> bool:
    """Whether the customer is asked if the responder is there: once they say so, or are near."""
    if record.met_at:
        return False
    near = record.position is not None and 0 < _km_left(record, record.position) <= near_km
    return record.job.state is JobState.ON_SITE or (record.job.state in UNDER_WAY and near)


def _number(record: JobRecord) -> str:
    return record.responder.phone if record.responder is not None else ""
