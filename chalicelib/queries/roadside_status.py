"""Where a customer's roadside job stands, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import Texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.job_views import OpenJobView
from chalicelib.content.places import metres_between
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.proposals import total_won
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import Position, ResponderCard
from chalicelib.dispatch.service import open_job_of
from chalicelib.dispatch.states import TRANSITIONS, JobState, JobStep
from chalicelib.queries.jobs import truck_position

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


MS_PER_MINUTE = 60_000

_STATUS_KEYS = {
    JobState.REQUESTED: "seeking",
    JobState.OFFERED: "seeking",
    JobState.REASSIGNING: "seeking",
    JobState.NO_PROVIDER: "by_hand",
    JobState.ACCEPTED: "accepted",
    JobState.EN_ROUTE: "accepted",
    JobState.ON_SITE: "on_site",
    JobState.IN_SERVICE: "in_service",
    JobState.TOWING: "towing",
}


def open_job_view(services: Needs, customer: str, texts: Texts) -> OpenJobView | None:
    """The customer's open job; None without one."""
    record = open_job_of(services.dispatch(), customer)
    truck = truck_position(services, record) if record is not None else None
    return job_view(record, texts, services.dispatch().clock(), truck)


def job_view(record: JobRecord | None, texts: Texts, now: int, truck: Position | None = None) -> OpenJobView | None:
    """Where a job stands; an arrival is told as a time and a range, only as long as the truck is on its way, which was
    seen at `truck`. None for a job that isn't there, or has ended."""
    if record is None or not record.is_open:
        return None
    who = record.responder if record.job.responder else None
    return OpenJobView(
        id=record.id,
        status=_status(record, texts, now),
        cost=_cost(record, texts),
        can_cancel=JobStep.CANCEL in TRANSITIONS[record.job.state],
        services=frozenset({record.job.service.value, *record.request.problem.get("faults", "").split()}),
        contact=_contact(who, texts),
        number=who.phone if who is not None else "",
        is_assigned=who is not None,
        where=_where(record, truck, texts),
    )


def _contact(who: ResponderCard | None, texts: Texts) -> str:
    if who is None:
        return texts.render("job_status", "contact_later")
    key = "contact" if who.phone else "contact_by_dispatcher"
    return texts.render("job_status", key, name=who.name, plate=f"({who.plate})" if who.plate else "")


def _where(record: JobRecord, truck: Position | None, texts: Texts) -> str:
    if truck is None or record.job.place is None:
        return ""
    km = round(metres_between(truck.place, record.job.place) / 1_000, 1)
    return texts.render("job_status", "where", km=str(km), at=_clock(truck.at))


def _status(record: JobRecord, texts: Texts, now: int) -> str:
    state, expected = record.job.state, record.estimate
    if state in (JobState.ACCEPTED, JobState.EN_ROUTE) and expected is not None:
        return texts.render(
            "job_status", "on_the_way", at=_clock(expected.at), low=_clock(expected.low), high=_clock(expected.high)
        )
    waited = max(0, now - record.job.requested_at) // MS_PER_MINUTE
    unplaced = state is JobState.REQUESTED and record.job.place is None
    key = "by_hand" if unplaced else _STATUS_KEYS[state]
    if key == "seeking" and waited == 0:
        key = "seeking_now"
    return texts.render("job_status", key, minutes=waited)


def _cost(record: JobRecord, texts: Texts) -> str:
    """What the customer has agreed to, and what a longer tow costs."""
    terms, say = record.terms, texts.render
    won = total_won(terms)
    price = say("job_status", "cost", won=won) if won else say("job_status", "cost_free")
    if record.job.service is not RoadsideService.TOW or terms.km:
        return price
    key = "note_tow" if terms.covered else "note_tow_won"
    return f"{price} {say('roadside', key, km=terms.free_km, per_km=terms.won_per_km)}"


def _clock(at: int) -> str:
    moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(SEOUL)
    return f"{moment:%H:%M}"
