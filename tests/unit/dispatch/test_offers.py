"""Offers: one at a time, one winner, whatever comes twice or late."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.dispatch.errors import JobStepNotPossible, NoDeclineReason, OfferGone
from chalicelib.dispatch.model import BY_HAND, LATE, OFF_DUTY, Job, RoadsideService
from chalicelib.dispatch.offers import SILENT, accept_offer, decline_offer, expire_offer, offer_job, take_back
from chalicelib.dispatch.rules import dispatch_rules
from chalicelib.dispatch.states import JobState

RULES = dispatch_rules().offers
JOB = Job("job", RoadsideService.BATTERY, (37.5, 127.0), 0)


def test_an_offer_has_a_number_and_a_deadline() -> None:
    job = offer_job(JOB, "r1", 1_000, RULES)
    assert job.state is JobState.OFFERED
    assert job.offer is not None
    assert (job.offer.number, job.offer.deadline, job.responder) == (1, 31_000, "")
    with pytest.raises(JobStepNotPossible):
        offer_job(job, "r2", 1_000, RULES)


def test_who_refuses_is_passed_over_with_the_reason_and_not_asked_again() -> None:
    job = decline_offer(offer_job(JOB, "r1", 0, RULES), "r1", 1, "too_far", 5, RULES)
    assert job.state is JobState.REQUESTED
    job = expire_offer(offer_job(job, "r2", 10, RULES), 2, 30_010)
    assert [(each.responder, each.reason) for each in job.refusals] == [("r1", "too_far"), ("r2", SILENT)]
    with pytest.raises(OfferGone):
        offer_job(job, "r2", 40_000, RULES)
    with pytest.raises(NoDeclineReason):
        decline_offer(offer_job(job, "r3", 40_000, RULES), "r3", 3, "", 40_001, RULES)


@pytest.mark.parametrize("reason, asked_at_once", [(LATE, False), (BY_HAND, False), (OFF_DUTY, True)])
def test_who_lost_a_job_to_another_is_asked_again_when_that_one_does_not_come(reason: str, asked_at_once: bool) -> None:
    job = take_back(accept_offer(offer_job(JOB, "r1", 0, RULES), "r1", 1, 10), reason, 20)
    assert job.refused_by("r1") is not asked_at_once
    job = decline_offer(offer_job(job, "r2", 30, RULES), "r2", 2, "too_far", 40, RULES)
    job = decline_offer(offer_job(job, "r1", 50, RULES), "r1", 3, "other", 60, RULES)
    assert job.refused_by("r1"), "their own word"
    assert job.refused_by("r2")


def test_a_timer_that_comes_early_late_or_twice_changes_nothing() -> None:
    job = offer_job(JOB, "r1", 0, RULES)
    assert expire_offer(job, 1, 29_999) is job
    expired = expire_offer(job, 1, 30_000)
    assert expire_offer(expired, 1, 30_001) is expired
    following = offer_job(expired, "r2", 30_002, RULES)
    assert expire_offer(following, 1, 90_000) is following
    accepted = accept_offer(following, "r2", 2, 31_000)
    assert expire_offer(accepted, 2, 90_000) is accepted


def test_the_winner_may_repeat_and_nobody_else_wins() -> None:
    job = accept_offer(offer_job(JOB, "r1", 0, RULES), "r1", 1, 30_000)
    assert job.responder == "r1"
    assert accept_offer(job, "r1", 1, 99_000) is job
    for responder, number in (("r2", 1), ("r1", 2)):
        with pytest.raises(OfferGone):
            accept_offer(job, responder, number, 10)
    with pytest.raises(OfferGone):
        decline_offer(job, "r1", 1, "too_far", 10, RULES)
    with pytest.raises(OfferGone):
        accept_offer(offer_job(JOB, "r1", 0, RULES), "r1", 1, 30_001)


acts = st.lists(
    st.tuples(
        st.sampled_from(["offer", "accept", "decline", "expire"]),
        st.sampled_from(["r1", "r2", "r3"]),
        st.integers(1, 4),
        st.integers(0, 20_000),
    ),
    max_size=25,
)


@given(acts)
def test_a_job_has_one_winner_whatever_comes_twice_late_or_from_others(
    acts: list[tuple[str, str, int, int]],
) -> None:
    job, now, winners = JOB, 0, set()
    for act, responder, number, later in acts:
        now += later
        try:
            match act:
                case "offer":
                    job = offer_job(job, responder, now, RULES)
                case "accept":
                    job = accept_offer(job, responder, number, now)
                    winners.add(job.responder)
                case "decline":
                    job = decline_offer(job, responder, number, "other", now, RULES)
                case "expire":
                    job = expire_offer(job, number, now)
        except (OfferGone, JobStepNotPossible):
            continue
    assert len(winners) <= 1
    assert (job.state is JobState.ACCEPTED) == bool(winners)
    assert len({each.responder for each in job.refusals}) == len(job.refusals)
    assert job.offers == len(job.refusals) + (job.state is not JobState.REQUESTED)
