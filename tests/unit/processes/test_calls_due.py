"""Calls due: of waiting customers, referrals and claims in one list, each until its outcome; late ones move."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.calls.rules import call_rules
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Notice
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from chalicelib.processes.calls_due import move_late_calls
from tests.entry.centre import KIM, LEE, Centre, person
from tests.entry.conftest import centre as centre

HANEUL, JIWOO = (person(f"agent-{name}", Role.AGENT, "general") for name in ("haneul", "jiwoo"))
ELSEWHERE = person("agent-doyun", Role.AGENT, "contract")
LEAD = person("lead-sora", Role.SUPERVISOR, "general")
RULES = call_rules()
LATE_S = RULES.late_after_minutes * 60
PHONE = "010-1234-5678"


@pytest.fixture(autouse=True)
def at_ten(centre: Centre) -> None:
    centre.now = int(datetime(2026, 11, 30, 10, tzinfo=SEOUL).timestamp() * 1000)


def booked(centre: Centre, customer: Any = KIM) -> tuple[str, int]:
    """A customer who waits books the first window."""
    conversation = centre.waiting(customer)
    centre.work()
    window = centre.done(customer, "call_windows", conversation=conversation)["windows"][0]
    asked = {"key": "k1", "starts_at": window["starts_at"], "phone": PHONE}
    centre.done(customer, "book_call", conversation=conversation, **asked)
    assert centre.done(customer, "book_call", conversation=conversation, **asked)["starts_at"] == window["starts_at"]
    centre.work()
    return conversation, window["starts_at"]


def due(centre: Centre, who: Any = HANEUL) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = centre.done(who, "calls").get("calls", [])
    return calls


def codes(centre: Centre, conversation: str) -> list[str]:
    return [
        body.code
        for body in centre.bodies(conversation)
        if isinstance(body, Notice) and body.code.startswith(("call_", "message_"))
    ]


def test_a_call_instead_of_waiting_is_due_at_the_desk_and_the_customer_leaves_the_queue(centre: Centre) -> None:
    conversation, starts_at = booked(centre)
    assert centre.stored_conversation(conversation).state is State.BOT
    (call,) = due(centre)
    assert (call["source"], call["starts_at"], call["phone"]) == ("waiting", starts_at, PHONE)
    assert due(centre, ELSEWHERE) == []
    assert codes(centre, conversation) == ["call_booked"], "said once"
    centre.now = starts_at
    centre.done(HANEUL, "take_call", call=call["id"])
    assert centre.ask(JIWOO, "take_call", call=call["id"])["code"] == "call_taken"
    assert centre.ask(ELSEWHERE, "take_call", call=call["id"])["code"] == "not_allowed"
    assert centre.ask(HANEUL, "finish_call", call=call["id"], outcome="well")["code"] == "unknown_call_outcome"
    centre.done(HANEUL, "finish_call", call=call["id"], outcome="reached", note="견적 안내")
    assert due(centre) == []
    assert centre.ask(HANEUL, "finish_call", call=call["id"], outcome="reached")["code"] == "call_over"


def test_a_call_that_nobody_makes_is_shown_late_and_gets_another_time_once(centre: Centre) -> None:
    conversation, starts_at = booked(centre)
    centre.now = starts_at + LATE_S * 1000 - 1
    move_late_calls(centre.services)
    assert not due(centre, LEAD)[0].get("late")
    centre.now += 1
    for _ in range(2):
        move_late_calls(centre.services)
        centre.work()
    (call,) = due(centre, LEAD)
    assert call["late"]
    assert call["starts_at"] > centre.now
    assert codes(centre, conversation) == ["call_booked", "call_late"]


def test_a_call_that_is_being_made_is_not_late(centre: Centre) -> None:
    _, starts_at = booked(centre)
    centre.now = starts_at + 60_000
    centre.done(HANEUL, "take_call", call=due(centre)[0]["id"])
    centre.now += LATE_S * 1000
    move_late_calls(centre.services)
    assert due(centre)[0]["starts_at"] == starts_at


def test_who_does_not_answer_is_called_again_until_it_was_tried_often_enough(centre: Centre) -> None:
    conversation, _ = booked(centre)
    for attempt in range(RULES.attempts):
        (call,) = due(centre)
        assert call.get("attempts", 0) == attempt
        centre.now = call["starts_at"]
        centre.done(HANEUL, "finish_call", call=call["id"], outcome="no_answer")
        centre.work()
    assert due(centre) == []
    assert codes(centre, conversation) == ["call_booked", "call_no_answer", "call_no_answer", "call_unreached"]


def test_an_agent_refers_a_customer_to_a_call(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL, LEE)
    window = centre.done(HANEUL, "call_windows", conversation=conversation)["windows"][-1]
    asked = {"key": "k9", "starts_at": window["starts_at"], "phone": PHONE, "about": "정비 견적 확인"}
    centre.done(HANEUL, "book_call", conversation=conversation, **asked)
    centre.work()
    (call,) = due(centre)
    assert (call["source"], call["about"]) == ("referral", "정비 견적 확인")
    assert centre.stored_conversation(conversation).state is State.ASSIGNED
    gone = centre.ask(HANEUL, "book_call", conversation=conversation, key="k10", starts_at=centre.now)
    assert gone["code"] == "window_gone"


def test_a_message_is_answered_in_the_conversation_by_the_agent_who_takes_it(centre: Centre) -> None:
    conversation = centre.waiting(KIM)
    centre.work()
    centre.done(KIM, "leave_message", conversation=conversation, key="k1")
    centre.work()
    assert codes(centre, conversation) == ["message_booked"]
    (call,) = due(centre)
    assert call["channel"] == "message"
    centre.done(HANEUL, "hello", device="panel001", cursors={})
    centre.courier.inboxes.setdefault(f"connection-of-{HANEUL.id}", [])
    assert centre.ask(HANEUL, "take_call", call=call["id"])["code"] == "not_on_duty"
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    assert centre.stored_conversation(conversation).agent is None
    centre.done(HANEUL, "take_call", call=call["id"])
    centre.work()
    agent = centre.stored_conversation(conversation).agent
    assert agent is not None
    assert agent.id == HANEUL.id
