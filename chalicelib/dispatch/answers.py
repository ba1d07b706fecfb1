"""Use cases of an offer: made, accepted, declined, passed over. There is one winner, whatever comes twice or late."""

from chalicelib.dispatch import offers
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event
from chalicelib.dispatch.errors import OfferGone
from chalicelib.dispatch.events import JobOffered, JobRefused
from chalicelib.dispatch.model import Job
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.schedule import next_due
from chalicelib.dispatch.service import accepted_update, released
from chalicelib.dispatch.states import JobStep


def offer_to(ports: DispatchPorts, job: str, responder: str) -> JobRecord | None:
    """Offers a job that seeks a responder to one; None where either is no longer as the match found them. Raises
    Conflict."""
    is_offered = False

    def plan(before: JobRecord) -> JobUpdate | None:
        nonlocal is_offered
        is_offered = False
        chosen, now = ports.responders.get(responder), ports.clock()
        is_fit = chosen is not None and chosen.may_be_asked and before.job.is_done_by(chosen.services)
        if chosen is None or not is_fit or not before.is_seeking or before.job.refused_by(responder):
            return None
        is_offered = True
        job = offers.offer_job(before.job, responder, now, ports.rules.offers)
        deadline = job.offer.deadline if job.offer else now
        record = before.changed(
            now, JobStep.OFFER, by=responder, job=job, plan=None, due_at=next_due(job, now, ports.rules)
        )
        asked = chosen.asked(before.id, job.offers, deadline)
        return JobUpdate(record, job_event(JobOffered, record, responder=responder), ((chosen, asked),))

    record = change_job(ports, job, plan)
    return record if is_offered else None


def accept(ports: DispatchPorts, responder: str, job: str, number: int) -> JobRecord:
    """The responder takes the job; nothing for a repeat by the winner. Raises OfferGone, NotAllowed, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        after = offers.accept_offer(before.job, responder, number, ports.clock())
        if after is before.job:
            return None
        chosen = ports.responders.get(responder)
        if chosen is None or not chosen.is_on_duty or after.service not in chosen.services:
            raise OfferGone
        return accepted_update(ports, before, after, chosen, by=responder)

    return change_job(ports, job, plan)


def decline(ports: DispatchPorts, responder: str, job: str, number: int, reason: str) -> JobRecord:
    """The responder declines: the job goes to the next; nothing for a repeat. Raises NoDeclineReason, OfferGone,
    NotAllowed, Conflict."""

    def rule(before: JobRecord) -> Job:
        return offers.decline_offer(before.job, responder, number, reason, ports.clock(), ports.rules.offers)

    return change_job(ports, job, lambda before: _refused_update(ports, before, rule(before)))


def pass_over(ports: DispatchPorts, job: str, number: int) -> JobRecord:
    """The offer's time is over: the job goes to the next; nothing for an offer that has ended or isn't due. Raises
    NotAllowed, Conflict."""
    return change_job(
        ports,
        job,
        lambda before: _refused_update(ports, before, offers.expire_offer(before.job, number, ports.clock())),
    )


def _refused_update(ports: DispatchPorts, before: JobRecord, job: Job) -> JobUpdate | None:
    if job is before.job:
        return None
    now, refusal = ports.clock(), job.refusals[-1]
    record = before.changed(
        now,
        JobStep.REFUSE,
        by=refusal.responder,
        reason=refusal.reason,
        job=job,
        due_at=next_due(job, now, ports.rules),
    )
    event = job_event(JobRefused, record, responder=refusal.responder, reason=refusal.reason)
    return JobUpdate(record, event, released(ports, before))
