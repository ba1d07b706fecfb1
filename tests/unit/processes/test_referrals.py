"""Referrals to departments: with consent, by telephone or e-mail, chased until their outcome is written down."""

from typing import Any

import pytest

from chalicelib.content.message_bodies import Notice
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from chalicelib.processes.calls_due import move_late_calls
from tests.entry.centre import KIM, Centre, person
from tests.entry.conftest import centre as centre
from tests.unit.processes.test_calls_due import LATE_S, PHONE, at_ten

__all__ = ["at_ten"]
JIWOO = person("agent-jiwoo", Role.AGENT, "general", "contract")
BY_MAIL: dict[str, Any] = {
    "key": "k1",
    "department": "advisor",
    "channel": "mail",
    "consent": True,
    "email": "kim@example.com",
}
ADVISORS = "advisors@insurer.example"


def by_call(centre: Centre, conversation: str, **more: Any) -> dict[str, Any]:
    windows = centre.done(KIM, "call_windows", conversation=conversation, department="advisor")["windows"]
    fixed = {"key": "k1", "department": "advisor", "channel": "call", "consent": True}
    return {**fixed, "starts_at": windows[0]["starts_at"], "phone": PHONE, **more}


def status(centre: Centre) -> list[str]:
    return [each["status"] for each in centre.done(KIM, "referrals").get("referrals", [])]


def notices(centre: Centre, conversation: str) -> list[str]:
    return [
        body.code
        for body in centre.bodies(conversation)
        if isinstance(body, Notice) and body.code.startswith(("call_", "mail_"))
    ]


def test_somebody_without_a_contract_is_referred_and_sees_where_it_stands(centre: Centre) -> None:
    conversation = centre.waiting()
    for _ in range(2):
        asked = by_call(centre, conversation, about="다른 보험사와 비교")
        centre.done(KIM, "refer", conversation=conversation, **asked)
        centre.work()
    assert centre.stored_conversation(conversation).state is State.BOT
    assert status(centre) == ["open"]
    (due,) = centre.done(JIWOO, "calls")["calls"]
    assert (due["source"], due["desk_label"], due["about"]) == ("referral", "보험 설계 상담", "다른 보험사와 비교")
    centre.now = due["starts_at"]
    centre.done(JIWOO, "take_call", call=due["id"])
    assert status(centre) == ["taken"]
    centre.done(JIWOO, "finish_call", call=due["id"], outcome="reached", note="설계서 발송")
    assert status(centre) == ["done"]
    assert notices(centre, conversation) == ["call_booked"]
    assert [to for to, *_ in centre.mail.sent] == [ADVISORS]
    assert "010-1234-5678" in centre.mail.sent[0][2]


def test_a_referral_that_nobody_answers_is_chased_by_mail_until_its_outcome_is_written(centre: Centre) -> None:
    conversation = centre.opened()
    centre.done(KIM, "refer", conversation=conversation, **BY_MAIL)
    centre.work()
    for _ in range(2):
        (due,) = centre.done(JIWOO, "calls")["calls"]
        assert (due["channel"], due["email"]) == ("mail", "kim@example.com")
        centre.now = due["starts_at"] + LATE_S * 1000
        move_late_calls(centre.services)
        centre.work()
    assert notices(centre, conversation) == ["mail_booked", "mail_late", "mail_late"]
    subjects = [subject for _, subject, _, _ in centre.mail.sent]
    assert [subject.startswith("다시 알림") for subject in subjects] == [False, True, True]
    assert {reply for *_, reply in centre.mail.sent} == {"kim@example.com"}


@pytest.mark.parametrize(
    "more, field",
    [({"consent": False}, "consent"), ({"email": "kim"}, "email"), ({"channel": "call", "email": ""}, "phone")],
)
def test_without_consent_or_an_address_nothing_is_passed_on(centre: Centre, more: dict[str, Any], field: str) -> None:
    conversation = centre.opened()
    frame = centre.ask(KIM, "refer", conversation=conversation, **{**BY_MAIL, **more})
    assert (frame["code"], frame["details"]["field"]) == ("referral_incomplete", field)
    centre.work()
    assert (status(centre), centre.mail.sent) == ([], [])


def test_the_agent_refers_the_customer_whom_they_serve(centre: Centre) -> None:
    conversation = centre.assigned(JIWOO)
    centre.done(JIWOO, "refer", conversation=conversation, **by_call(centre, conversation))
    assert status(centre) == ["open"]
    assert centre.stored_conversation(conversation).state is State.ASSIGNED
    other = person("agent-minsu", Role.AGENT, "general")
    assert centre.ask(other, "refer", conversation=conversation, **BY_MAIL)["code"] == "not_allowed"
    assert centre.ask(KIM, "refer", conversation=conversation, **{**BY_MAIL, "department": "nosuch"})["code"] == (
        "not_allowed"
    )
