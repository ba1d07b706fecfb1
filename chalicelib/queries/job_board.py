"""The dispatcher's view: open jobs by danger × minutes, what is late and why, one job with its history, and who could
be given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.content.configuration import Texts, texts
from chalicelib.content.message_bodies import Option
from chalicelib.content.places import metres_between
from chalicelib.content.roadside_views import (
    DispatchResponderView,
    JobCandidateView,
    JobHistoryView,
    JobRowView,
    MapPoint,
)
from chalicelib.content.views import Named
from chalicelib.dispatch.arrival_rules import ComingRules, coming_rules
from chalicelib.dispatch.estimates import is_stale
from chalicelib.dispatch.matching import waited_s
from chalicelib.dispatch.records import JobEntry, JobRecord
from chalicelib.dispatch.responders import Responder
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.service import rest_before
from chalicelib.dispatch.states import JobState, JobStep
from chalicelib.dispatch.work import UNDER_WAY
from chalicelib.kernel.actors import Actor
from chalicelib.queries.job_texts import arrival_view, map_point, seen_point, service_label
from chalicelib.queries.jobs import job_for, relation_to_dispatch, responder_of

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch

    class Needs(WithDispatch, Protocol): ...


MAX_JOBS = 300
"""Maximum number of jobs in one result."""

SEEKING_TOO_LONG_S = 120
"""A job that nobody has accepted for so long needs a look."""

Board = tuple[tuple[JobRowView, ...], tuple[DispatchResponderView, ...]]
JobDetail = tuple[JobRowView, tuple[JobHistoryView, ...], tuple[JobCandidateView, ...], tuple[Option, ...]]


def open_jobs(services: Needs, actor: Actor) -> Board:
    """The open jobs, the most urgent first, and the responders on duty. Raises NotAllowed."""
    require_allowed("jobs", relation_to_dispatch(actor))
    ports, words, rules = services.dispatch(), texts(actor.locale), coming_rules()
    records = ports.jobs.get_many([each.job for each in ports.jobs.open_jobs()][:MAX_JOBS])
    on_duty = ports.responders.on_duty()
    known, now = {each.id: each for each in on_duty}, ports.clock()
    rows = [row_view(record, known, now, ports.rules, rules, words) for record in records if record.is_open]
    rows.sort(key=lambda row: (-row.urgency, row.job))
    return tuple(rows), tuple(view for each in on_duty if (view := _responder_view(each, now, rules)) is not None)


def job_for_dispatcher(services: Needs, actor: Actor, job: str) -> JobDetail:
    """A job with its history, who could be given it, and the reasons to cancel it. Raises NotAllowed."""
    record = job_for(services, actor, job, "job")
    ports, words, rules = services.dispatch(), texts(actor.locale), coming_rules()
    on_duty = ports.responders.on_duty()
    known, now = {each.id: each for each in on_duty}, ports.clock()
    row = row_view(record, known, now, ports.rules, rules, words)
    names = {each.id: each.card.name for each in on_duty} | {record.customer: record.request.customer_name}
    history = tuple(_entry_view(entry, names, words) for entry in record.history)
    reasons = tuple(Option(reason, words.render("cancel_reasons", reason)) for reason in ports.rules.cancelling.reasons)
    return row, history, candidates(services, record, on_duty, words), reasons


def row_view(
    record: JobRecord, known: dict[str, Responder], now: int, rules: DispatchRules, coming: ComingRules, words: Texts
) -> JobRowView:
    """A job on the list; `known` are the responders on duty."""
    job, request = record.job, record.request
    responder = known.get(job.responder)
    asked = known.get(job.offer.responder) if job.state is JobState.OFFERED and job.offer is not None else None
    under_way = job.state in UNDER_WAY
    seen = responder.position if responder is not None and under_way else None
    late = alarm(record, responder, now, coming)
    return JobRowView(
        job=record.id,
        version=record.version,
        state=job.state.value,
        service=job.service.value,
        label=service_label(record, words),
        title=words.render("job_titles", job.state.value),
        customer=Named(record.customer, request.customer_name),
        conversation=record.conversation,
        plate=request.plate,
        place_text=request.place_text,
        requested_at=job.requested_at,
        minutes=max(0, now - job.requested_at) // 60_000,
        urgency=waited_s(job, now, rules.matching) // 60,
        emergency=job.emergency,
        place=None if record.hides_place else map_point(job.place),
        truck=seen_point(seen),
        responder=responder_of(record),
        offered_to=None if asked is None else Named(asked.id, asked.card.name),
        arrival=arrival_view(record.estimate, words) if under_way and record.estimate is not None else None,
        stale_since=seen.at if seen is not None and is_stale(seen.at, now, coming.arrival) else 0,
        late=late,
        late_text=words.render("job_alarms", late) if late else "",
        refusals=len(job.refusals),
    )


def alarm(record: JobRecord, responder: Responder | None, now: int, rules: ComingRules) -> str:
    """Why a job needs a dispatcher; "" if it doesn't."""
    job = record.job
    if job.state in (JobState.NO_PROVIDER, JobState.REASSIGNING):
        return job.state.value
    if job.state in (JobState.REQUESTED, JobState.OFFERED):
        return "unaccepted" if now - job.requested_at >= SEEKING_TOO_LONG_S * 1_000 else ""
    if job.state not in UNDER_WAY or record.announced is None:
        return ""
    if record.announced.late or now > record.announced.latest:
        return "late"
    seen = responder.position if responder is not None else None
    silent = seen is None or now - seen.at >= rules.arrival.silent_minutes * 60_000
    return "silent" if silent else ""


def candidates(
    services: Needs, record: JobRecord, on_duty: list[Responder], words: Texts
) -> tuple[JobCandidateView, ...]:
    """The responders on duty who can do a job, by when they are there."""
    ports, place, found = services.dispatch(), record.job.place, []
    refusals = {refusal.responder: refusal.reason for refusal in record.job.refusals}
    now = ports.clock()
    for each in on_duty:
        free = each.may_be_asked or (each.offer is not None and each.offer.job == record.id)
        if record.job.service not in each.services or not free or each.id == record.job.responder:
            continue
        start, rest_s = each.start, rest_before(ports, record.job, each, now)
        drive_s, km = None, 0.0
        if start is not None and place is not None:
            drive_s, km = ports.travel.seconds(start, place, now), metres_between(start, place) / 1_000
        minutes = -(-(rest_s + (drive_s or 0)) // 60)
        refused = words.label("decline_reasons", refusals[each.id]) if each.id in refusals else ""
        view = JobCandidateView(Named(each.id, each.card.name), minutes, round(km, 1), bool(each.job), refused)
        found.append((drive_s is None and place is not None, minutes, each.id, view))
    return tuple(view for *_, view in sorted(found, key=lambda one: one[:3]))


def _responder_view(responder: Responder, now: int, rules: ComingRules) -> DispatchResponderView | None:
    seen = responder.position
    if seen is None:
        return None
    return DispatchResponderView(
        Named(responder.id, responder.card.name),
        MapPoint(*seen.place, seen.at),
        tuple(sorted(service.value for service in responder.services)),
        responder.job,
        seen.at if is_stale(seen.at, now, rules.arrival) else 0,
    )


def _entry_view(entry: JobEntry, names: dict[str, str], words: Texts) -> JobHistoryView:
    reason = words.label("cancel_reasons" if entry.what == JobStep.CANCEL else "decline_reasons", entry.reason)
    return JobHistoryView(
        entry.at, entry.what, words.label("job_history", entry.what), names.get(entry.by, entry.by), reason
    )
