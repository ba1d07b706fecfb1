"""A change of the contract: what the first words say isn't asked, and an agent gets what was collected."""

import pytest

from chalicelib.dialogue.state import Handoff
from tests.unit.dialogue.test_policy import KO, QUIET, presses, read, respond_to, texts_of


@pytest.mark.parametrize(
    "intent, said, asked, answer, label",
    [
        ("policy_change", "운전자 추가하고 싶어요", "ask_new_driver", "동생 이도윤 1999년생", "새 운전자"),
        ("policy_change", "차를 바꿨어요", "ask_new_car", "기아 EV6", "새 차량"),
        ("policy_change", "대물 한도 올리고 싶어요", "ask_new_limit", "20억", "바꿀 한도"),
        ("policy_change", "보장을 추가하고 싶어요", "ask_requested_change", "자차", "변경 내용"),
        ("policy_extend", "보험 기간 연장하고 싶어요", "ask_new_end", "9월까지", "연장할 날짜"),
    ],
)
def test_what_was_said_is_not_asked(intent: str, said: str, asked: str, answer: str, label: str) -> None:
    started = respond_to(QUIET, said, read(intent))
    assert texts_of(started)[-1] == KO.render("flows", asked)
    confirmed = presses(respond_to(started.state, answer, read("out_of_scope")).state, "flow:confirm").state
    assert confirmed.handoff == Handoff("contract")
    assert confirmed.summary[label] == answer


def test_a_change_of_which_nothing_is_said_is_asked_about() -> None:
    started = respond_to(QUIET, "계약 내용 바꾸고 싶어요", read("policy_change"))
    assert texts_of(started)[-1] == KO.render("flows", "ask_change_subject")
