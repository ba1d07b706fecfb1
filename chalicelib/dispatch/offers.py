"""Offers of a job: one at a time, with a deadline, until one responder accepts.

Each function takes the stored job and returns the job to store, under the condition that it hasn't changed; what comes
twice or late changes nothing, so that there is one winner.
"""

from msgspec.structs import replace

from chalicelib.dispatch.errors import NoDeclineReason, OfferGone
from chalicelib.dispatch.model import Job, Offer, Refusal
from chalicelib.dispatch.rules import OfferRules
from chalicelib.dispatch.states import JobState, JobStep

SILENT = "silent"
"""The reason of a responder who didn't answer in time."""


def offer_job(job: Job, responder: str, now: int, rules: OfferRules) -> Job:
    """Offers a job to the next responder. Raises JobStepNotPossible, as for a job that is offered already, and
    OfferGone for a responder who has refused it."""
    after = job.after(JobStep.OFFER)
    if job.refused_by(responder):
        raise OfferGone
    number = job.offers + 1
    return replace(after, offers=number, offer=Offer(number, responder, now, now + rules.seconds * 1000))


def assign_job(job: Job, responder: str, now: int) -> Job:
    """A dispatcher gives a job that seeks a responder to one, whatever they answered before. Raises
    JobStepNotPossible."""
    offered = replace(job.after(JobStep.OFFER), offers=job.offers + 1)
    return replace(offered, offer=Offer(offered.offers, responder, now, now)).after(JobStep.ACCEPT)


def accept_offer(job: Job, responder: str, number: int, now: int) -> Job:
    """The responder takes the job. A repeat by the winner changes nothing. Raises OfferGone for everybody else, and for
    who is late."""
    if _is_theirs(job, responder, number):
        if job.responder == responder:
            return job
        if job.offer is not None and job.state is JobState.OFFERED and now <= job.offer.deadline:
            return job.after(JobStep.ACCEPT)
    raise OfferGone


def decline_offer(job: Job, responder: str, number: int, reason: str, now: int, rules: OfferRules) -> Job:
    """The responder declines with a reason: the job goes to the next. A repeat changes nothing. Raises NoDeclineReason,
    and OfferGone where the offer isn't theirs or was accepted."""
    if reason not in rules.decline_reasons:
        raise NoDeclineReason
    if job.refused_by(responder):
        return job
    if not _is_theirs(job, responder, number) or job.state is not JobState.OFFERED:
        raise OfferGone
    return _refused(job, responder, reason, now)


def expire_offer(job: Job, number: int, now: int) -> Job:
    """A timer of an offer: who didn't answer by its deadline is passed over. Changes nothing for an offer that has
    ended or isn't due."""
    offer = job.offer
    if job.state is not JobState.OFFERED or offer is None or offer.number != number or now < offer.deadline:
        return job
    return _refused(job, offer.responder, SILENT, now)


def take_back(job: Job, reason: str, now: int) -> Job:
    """The job goes from the responder who was asked, or has accepted it, to the next one. Raises
    JobStepNotPossible."""
    if job.state is JobState.OFFERED:
        return _refused(job, job.asked, reason, now)
    after = job.after(JobStep.LOSE_RESPONDER)
    return replace(after, offer=None, refusals=(*job.refusals, Refusal(job.asked, reason, now)))


def _is_theirs(job: Job, responder: str, number: int) -> bool:
    return job.offer is not None and (job.offer.responder, job.offer.number) == (responder, number)


def _refused(job: Job, responder: str, reason: str, now: int) -> Job:
    after = job.after(JobStep.REFUSE)
    return replace(after, offer=None, refusals=(*job.refusals, Refusal(responder, reason, now)))
