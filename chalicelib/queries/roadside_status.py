"""Where a customer's roadside job stands, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import Texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.job_views import OpenJobView
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.proposals import total_won
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.service import open_job_of
from chalicelib.dispatch.states import TRANSITIONS, JobState, JobStep

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
    return job_view(record, texts, services.dispatch().clock())


def job_view(record: JobRecord | None, texts: Texts, now: int) -> OpenJobView | None:
    """Where a job stands; an arrival is told as a time and a range, only as long as the truck is on its way. None for a
    job that isn't there, or has ended."""
    if record is None or not record.is_open:
        return None
    state, expected = record.job.state, record.estimate
    on_the_way = state in (JobState.ACCEPTED, JobState.EN_ROUTE)
    cost = _cost(record, texts)
    can_cancel = JobStep.CANCEL in TRANSITIONS[state]
    if on_the_way and expected is not None:
        status = texts.render(
            "job_status", "on_the_way", at=_clock(expected.at), low=_clock(expected.low), high=_clock(expected.high)
        )
        return OpenJobView(record.id, status, cost, can_cancel)
    waited = max(0, now - record.job.requested_at) // MS_PER_MINUTE
    unplaced = state is JobState.REQUESTED and record.job.place is None
    key = "by_hand" if unplaced else _STATUS_KEYS[state]
    if key == "seeking" and waited == 0:
        key = "seeking_now"
    return OpenJobView(record.id, texts.render("job_status", key, minutes=waited), cost, can_cancel)


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
