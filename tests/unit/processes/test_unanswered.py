"""A conversation that its agent doesn't answer goes back to its old place, and another agent gets it."""

import pytest

from chalicelib.content.server_frames import UnassignedFrame
from chalicelib.conversations.states import State
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.housekeeping import run_job
from chalicelib.routing.jobs import CheckAnswer, MatchQueue
from chalicelib.routing.rules import routing_rules
from tests.entry.centre import KIM, Centre, person
from tests.entry.conftest import centre as centre

HANEUL, JIWOO = (person(f"agent-{name}", Role.AGENT, "general") for name in ("haneul", "jiwoo"))
WITHIN_MS = routing_rules().assignment.answer_within_seconds * 1000


@pytest.fixture
def check(centre: Centre) -> CheckAnswer:
    """The check of a conversation that was assigned to Haneul, due now."""
    conversation = centre.waiting(KIM)
    on_duty(centre, HANEUL)
    centre.jobs.waiting.clear()
    run_job(centre.services, MatchQueue("general"))
    centre.follow_events()
    (found,) = (job for job in centre.jobs.waiting if isinstance(job, CheckAnswer))
    assert found.conversation == conversation
    centre.jobs.waiting.clear()
    centre.now += WITHIN_MS
    return found


def on_duty(centre: Centre, agent: Identity) -> None:
    centre.done(agent, "availability", status="available")


def served_by(centre: Centre, conversation: str) -> str:
    found = centre.routing.find_entry(conversation)
    assert found is not None
    return found[1]


def test_an_agent_who_is_silent_is_passed_over_and_the_next_one_gets_the_customer(
    centre: Centre, check: CheckAnswer
) -> None:
    since = centre.routing.entries[check.conversation][0].since
    run_job(centre.services, check)
    run_job(centre.services, check)
    centre.work()
    entry, agent = centre.routing.entries[check.conversation]
    assert (agent, entry.since) == ("", since), "nobody else is free"
    conversation = centre.services.messaging.store.get(check.conversation)
    assert conversation is not None
    assert conversation.state is State.WAITING
    centre.now += 1_000
    on_duty(centre, JIWOO)
    centre.work()
    assert served_by(centre, check.conversation) == JIWOO.id


def test_the_only_agent_gets_the_customer_again_after_a_while(centre: Centre, check: CheckAnswer) -> None:
    run_job(centre.services, check)
    centre.work()
    centre.now += routing_rules().assignment.excluded_seconds * 1000
    centre.done(HANEUL, "ping")
    run_job(centre.services, MatchQueue("general"))
    centre.work()
    assert served_by(centre, check.conversation) == HANEUL.id


def test_who_has_answered_keeps_the_customer(centre: Centre, check: CheckAnswer) -> None:
    centre.now -= WITHIN_MS // 2
    body = {"type": "text", "text": "네, 상담원입니다"}
    centre.done(HANEUL, "send", conversation=check.conversation, client_id="panel001:1", body=body)
    centre.now += WITHIN_MS
    run_job(centre.services, check)
    assert served_by(centre, check.conversation) == HANEUL.id


def test_a_check_that_comes_early_or_after_another_move_changes_nothing(centre: Centre, check: CheckAnswer) -> None:
    centre.now -= 1
    run_job(centre.services, check)
    assert served_by(centre, check.conversation) == HANEUL.id
    centre.now += 1
    earlier = CheckAnswer(check.conversation, check.number - 1, check.assigned_at)
    run_job(centre.services, earlier)
    assert served_by(centre, check.conversation) == HANEUL.id
    run_job(centre.services, CheckAnswer("never", 1, 0))


def test_a_declined_customer_is_in_the_old_place_and_offered_to_others(centre: Centre, check: CheckAnswer) -> None:
    since = centre.routing.entries[check.conversation][0].since
    posted = centre.courier.inboxes[f"connection-of-{HANEUL.id}"] = []
    centre.done(HANEUL, "decline", conversation=check.conversation)
    centre.work()
    entry, agent = centre.routing.entries[check.conversation]
    assert (agent, entry.since) == ("", since)
    assert [each.reason for each in posted if isinstance(each, UnassignedFrame)] == ["declined"]
    on_duty(centre, JIWOO)
    centre.work()
    assert served_by(centre, check.conversation) == JIWOO.id
