"""The table of a job's states."""

import pytest

from chalicelib.dispatch.errors import JobStepNotPossible
from chalicelib.dispatch.states import ENDED, SEEKING, TRANSITIONS, JobState, JobStep, state_after


def test_every_state_has_its_steps_and_can_end() -> None:
    assert set(TRANSITIONS) == set(JobState)
    ends = set(ENDED)
    for _ in JobState:
        ends |= {state for state, steps in TRANSITIONS.items() if ends & set(steps.values())}
    assert ends == set(JobState)
    reached = {after for steps in TRANSITIONS.values() for after in steps.values()}
    assert reached == set(JobState)


def test_a_job_goes_from_request_to_completion_and_back_when_its_responder_is_lost() -> None:
    state = JobState.REQUESTED
    for step in (
        "offer",
        "refuse",
        "offer",
        "accept",
        "depart",
        "lose_responder",
        "offer",
        "accept",
        "depart",
        "arrive",
    ):
        state = state_after(state, JobStep(step))
    for step in ("begin", "hook_up", "complete"):
        state = state_after(state, JobStep(step))
    assert state is JobState.COMPLETED


@pytest.mark.parametrize("state", JobState)
def test_any_other_step_is_refused(state: JobState) -> None:
    for step in set(JobStep) - TRANSITIONS[state].keys():
        with pytest.raises(JobStepNotPossible) as refused:
            state_after(state, step)
        assert refused.value.details == {"state": state.value, "step": step.value}


def test_only_a_job_without_responder_and_offer_is_offered() -> None:
    assert {JobState.REQUESTED, JobState.REASSIGNING} == SEEKING
