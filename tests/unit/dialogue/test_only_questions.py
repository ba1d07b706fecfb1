"""Conversations in which nothing is to be done: a question out of curiosity, a goodbye or a stop that is said twice."""

import pytest
from msgspec.structs import replace

from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue.state import BotState
from tests.unit.dialogue.test_policy import QUIET, in_accident_report, make_context, read, respond_to, texts_of

UNKNOWN = make_context(contract_reply=lambda _: ContractReply((Text("계산할 수 없어요"),), needs_person=True))


@pytest.mark.parametrize("said", ["사고 나면 얼마나 오르는지 그냥 궁금해서요", "보험료 오르는지 물어만 보는 거예요"])
def test_who_only_wonders_is_offered_a_person(said: str) -> None:
    answered = respond_to(QUIET, said, read("surcharge"), UNKNOWN)
    assert answered.state.handoff is None
    offer = answered.messages[-1]
    assert isinstance(offer, Text)
    assert [button.id for button in offer.buttons] == ["intent:agent_request"]


def test_who_asks_for_the_premium_gets_a_person() -> None:
    assert respond_to(QUIET, "사고 나면 얼마나 올라요?", read("surcharge"), UNKNOWN).state.handoff is not None


def test_a_goodbye_is_returned_once() -> None:
    first = respond_to(QUIET, "수고하세요", read("closing"))
    assert len(texts_of(first)) == 1
    assert respond_to(first.state, "네 수고하세요", read("closing")).messages == ()
    between = respond_to(first.state, "안녕하세요", read("greeting"))
    assert respond_to(between.state, "수고하세요", read("closing")).messages != ()


def test_a_stop_after_the_form_was_stopped_is_no_call_for_a_person() -> None:
    stopped = respond_to(in_accident_report(injured="false"), "접수 취소할게요", read("roadside_cancel"))
    again = respond_to(stopped.state, "취소해 주세요 접수 안 할게요", read("roadside_cancel"))
    assert (again.state.handoff, again.messages) == (None, ())


def test_haste_repeats_the_question_and_puts_nothing_off() -> None:
    asked = in_accident_report(injured="false", description="뒤에서 박았어요")
    hurried = respond_to(asked, "빨리 좀 하자 바쁘다", read("out_of_scope"))
    assert hurried.state.active_flow is not None
    assert asked.active_flow is not None
    assert hurried.state.active_flow.requested_slot == asked.active_flow.requested_slot
    assert not hurried.state.active_flow.put_off
    assert replace(hurried.state, active_flow=None) == BotState()
