"""A silent customer takes nothing of their agent's capacity until they write."""

import pytest

from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.housekeeping import run_job
from chalicelib.routing.jobs import CheckSilence, MatchQueue
from chalicelib.routing.rules import routing_rules
from tests.entry.centre import KIM, Centre, person
from tests.entry.conftest import centre as centre

HANEUL = person("agent-haneul", Role.AGENT, "general")
AFTER_MS = routing_rules().assignment.silent_after_seconds * 1000


def say(centre: Centre, who: Identity, conversation: str, number: int) -> None:
    body = {"type": "text", "text": "네, 알겠습니다"}
    device = "phone001" if who is KIM else "panel001"
    centre.done(who, "send", conversation=conversation, client_id=f"{device}:{number}", body=body)


def load(centre: Centre) -> int:
    state = centre.routing.agent(HANEUL.id)
    assert state is not None
    return state.load


@pytest.fixture
def check(centre: Centre) -> CheckSilence:
    """The first check of a conversation that was assigned and answered."""
    conversation = centre.waiting(KIM)
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    (found,) = (job for job in centre.jobs.later if isinstance(job, CheckSilence))
    centre.jobs.later.clear()
    assert found.conversation == conversation
    say(centre, HANEUL, conversation, 1)
    return found


def test_a_silent_customer_frees_a_place_at_once_and_takes_it_again_when_they_write(
    centre: Centre, check: CheckSilence
) -> None:
    centre.now += AFTER_MS
    run_job(centre.services, check)
    assert load(centre) == 0
    assert MatchQueue("general") in centre.jobs.waiting, "the freed place takes the next customer"
    run_job(centre.services, check)
    assert load(centre) == 0
    centre.jobs.waiting.clear()
    say(centre, KIM, check.conversation, 9)
    assert CheckSilence(check.conversation, woken=True) in centre.jobs.waiting
    centre.work()
    assert load(centre) == 1
    assert centre.jobs.later == [CheckSilence(check.conversation, check.number)], "watched again"


def test_a_customer_who_waits_for_an_answer_is_not_silent(centre: Centre, check: CheckSilence) -> None:
    say(centre, KIM, check.conversation, 9)
    centre.now += AFTER_MS
    run_job(centre.services, check)
    assert load(centre) == 1
    assert centre.jobs.later == [check]


def test_a_check_before_the_time_is_repeated_at_it(centre: Centre, check: CheckSilence) -> None:
    centre.now += AFTER_MS - 1
    run_job(centre.services, check)
    assert load(centre) == 1
    assert centre.jobs.later == [check]


def test_a_check_of_an_earlier_assignment_does_nothing(centre: Centre, check: CheckSilence) -> None:
    centre.now += AFTER_MS
    run_job(centre.services, CheckSilence(check.conversation, check.number - 1))
    assert load(centre) == 1
    assert centre.jobs.later == []


def test_a_message_in_a_lively_conversation_asks_for_nothing(centre: Centre, check: CheckSilence) -> None:
    centre.jobs.waiting.clear()
    for number in (9, 10):
        centre.now += 30_000
        say(centre, KIM, check.conversation, number)
    assert centre.jobs.waiting == []
