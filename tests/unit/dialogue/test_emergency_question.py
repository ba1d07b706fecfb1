"""The question whether people are in danger now."""

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import bot_rules
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue.state import BotState
from chalicelib.nlu.types import EMERGENCY, NluResult
from tests.unit.dialogue.test_policy import KO, QUIET, in_accident_report, presses, respond_to, texts_of

SAID = "강남역 사거리인데 차가 좀 이상하게 흔들리더라고요"
QUESTION = KO.render("bot", "ask_emergency")


def suspected(probability: float, intent: str = EMERGENCY) -> NluResult:
    return NluResult(intent, probability, {"place": "강남역 사거리"}, ((EMERGENCY, probability),), is_emergency=True)


def asked_in(state: BotState) -> BotState:
    result = respond_to(state, SAID, suspected(0.7 if state.active_flow else 0.4))
    assert texts_of(result) == [QUESTION]
    assert result.state.handoff is None
    return result.state


@pytest.mark.parametrize("state", [QUIET, in_accident_report(injured="false")])
def test_an_emergency_that_is_only_suspected_is_asked_about_and_the_form_goes_on(state: BotState) -> None:
    after = asked_in(state)
    assert after.active_flow is not None
    assert after.active_flow.slots["place"] == "강남역 사거리"


def test_it_has_two_buttons() -> None:
    (question,) = respond_to(QUIET, SAID, suspected(0.4)).messages
    assert isinstance(question, Text)
    assert [button.id for button in question.buttons] == ["emergency:yes", "emergency:no"]


@pytest.mark.parametrize("sure", [bot_rules().ask_danger_below, 0.9])
def test_a_likely_emergency_raises_the_alarm_at_once(sure: float) -> None:
    result = respond_to(QUIET, SAID, suspected(sure))
    assert result.state.handoff is not None
    assert result.state.handoff.is_emergency


def test_an_emergency_that_the_rules_see_is_not_asked_about() -> None:
    assert respond_to(QUIET, "차에서 연기가 나요", suspected(0.3)).state.handoff is not None


@pytest.mark.parametrize("reply", ["emergency:yes", "네", "네 위험해요", "도와주세요", "예 급합니다"])
def test_a_yes_raises_the_alarm_with_all_that_was_said(reply: str) -> None:
    state = asked_in(in_accident_report(injured="false"))
    calm = NluResult("affirm", 0.9, {}, (), is_emergency=False)
    result = presses(state, reply) if ":" in reply else respond_to(state, reply, calm)
    assert result.state.handoff is not None
    assert result.state.handoff.is_emergency
    assert result.state.suspended_flow is not None
    assert result.state.suspended_flow.slots["place"] == "강남역 사거리"


@pytest.mark.parametrize("reply", ["emergency:no", "아니요", "아뇨 괜찮아요", "위험한 건 아니에요", "안전해요"])
def test_a_no_repeats_the_open_question(reply: str) -> None:
    state = asked_in(in_accident_report(injured="false"))
    calm = NluResult("deny", 0.9, {}, (), is_emergency=False)
    result = presses(state, reply) if ":" in reply else respond_to(state, reply, calm)
    assert result.state.handoff is None
    assert texts_of(result)[0] == KO.render("bot", "emergency_none")
    assert len(texts_of(result)) == 2
    assert result.state.active_flow == state.active_flow


def test_another_message_answers_the_form() -> None:
    state = asked_in(in_accident_report(injured="false"))
    result = respond_to(
        state, "12가 3456이요", NluResult("out_of_scope", 0.9, {"plates": "12가3456"}, (), is_emergency=False)
    )
    assert result.state.active_flow is not None
    assert result.state.active_flow.slots["counterparty_plate"] == "12가3456"
    assert not result.state.emergency_asked


def test_a_later_yes_is_no_alarm_without_the_question() -> None:
    state = replace(asked_in(in_accident_report(injured="false")), emergency_asked=False)
    assert respond_to(state, "네", NluResult("affirm", 0.9, {}, (), is_emergency=False)).state.handoff is None


def test_it_is_not_asked_twice_in_a_row() -> None:
    state = asked_in(in_accident_report(injured="false"))
    assert QUESTION not in texts_of(respond_to(state, SAID, suspected(0.7)))
