"""A form that is put off, as it starts or at a question, and goes on when the customer comes back."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chalicelib.content.message_bodies import Text
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.drafts import Draft, DraftRecord
from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.state import ActiveFlow, BotState
from tests.fakes.readings import said
from tests.unit.dialogue.test_act_responses import AT_NOW, at_question, reply_to, slots_of
from tests.unit.dialogue.test_policy import KO, NOW, make_context, texts_of


def test_facts_beside_later_are_kept() -> None:
    after = reply_to(at_question("place"), "서울역 앞이요. 지금 회의 들어가야 돼서 이따 할게요")
    assert after.state.suspended_flow is not None
    assert "서울역" in after.state.suspended_flow.slots["place"]


@pytest.mark.parametrize("back", ["다시 왔어요", "계속할게요", "네 끊었습니다 계속할게요", "이제 할 수 있어요"])
def test_a_form_put_off_goes_on_by_words_here_and_on_another_device(back: str) -> None:
    put_off = reply_to(at_question("place"), "이따 할게요").state
    assert put_off.suspended_flow is not None
    draft = Draft("c1:1", "accident_report", put_off.suspended_flow.slots, "c1", AT_NOW)
    for state in (put_off, BotState()):
        on = reply_to(state, back, drafts=lambda: DraftRecord(1, (draft,)))
        (question,) = on.messages
        assert isinstance(question, Text)
        assert question.requested_slot == "place"


def test_a_form_put_off_goes_on_with_an_answer_and_before_anything_was_filled() -> None:
    put_off = reply_to(at_question("place"), "이따 할게요").state
    after = reply_to(put_off, "서울역 앞 사거리에서 났어요")
    assert "서울역" in slots_of(after.state)["place"]
    empty = BotState(active_flow=ActiveFlow("accident_report", AT_NOW, {}, "injured", started_at=1))
    kept = reply_to(empty, "나중에 할게요").state
    (question,) = reply_to(kept, "다시 왔어요").messages
    assert isinstance(question, Text)
    assert question.requested_slot == "injured"


def test_later_said_again_is_not_answered_again() -> None:
    put_off = reply_to(at_question("place"), "이따 할게요").state
    assert reply_to(put_off, "이따 할게요") == TurnResult(put_off, ())


def test_a_form_put_off_for_longer_than_a_pause_is_still_there() -> None:
    put_off = reply_to(at_question("place"), "이따 할게요").state
    later = make_context(now=NOW + timedelta(days=1), conversation_id="c1")
    message = said("다시 왔어요", later.now)
    assert message.reading is not None
    (question,) = respond(put_off, message, message.reading.understood, later).messages
    assert isinstance(question, Text)
    assert question.requested_slot == "place"


@pytest.mark.parametrize(
    "slot, text, put_off",
    [
        ("counterparty_phone", "손주 데리러 갈 시간이구먼 이따 하세", True),
        ("description", "운전대 잡아서 답 못 해요", True),
        ("place", "지금은 상황이 안 돼서요", True),
        ("place", "회사 회의실 건물 주차장", False),
        ("description", "나중에 보니까 긁혀 있었어요", False),
        ("counterparty_plate", "이따가 보니 12가3456이었어요", False),
        ("driver", "운전 중이던 사람은 남편이에요", False),
        ("occurred_at", "어젯밤에서 오늘 아침 사이요", False),
        ("occurred_at", "저녁에 밥 먹고 나와서요", False),
    ],
)
def test_words_that_answer_nothing_and_sound_like_leaving_put_the_form_off(slot: str, text: str, put_off: bool) -> None:
    after = reply_to(at_question(slot), text).state
    assert (after.active_flow is None) == put_off


@pytest.mark.parametrize(
    "again", ["아들 오면 그때 할라네", "밖에서 다시 쓸게요", "밥때라 묵고 하입시더", "안 한다고요"]
)
def test_later_said_again_asks_nothing(again: str) -> None:
    put_off = reply_to(at_question("place"), "지금 회의 들어가야 돼서 이따 할게요").state
    assert reply_to(put_off, again) == TurnResult(replace(put_off, emergency_asked=False), ())


@pytest.mark.parametrize(
    "slot, plan, value",
    [
        ("police_reported", "신고는 내일 가서 하려고요", "false"),
        ("dashcam", "블랙박스는 집에 가서 확인해 볼게요", ""),
        ("hospital", "한의원이나 다녀볼라 합니더", ""),
    ],
)
def test_what_is_asked_about_may_come_later_without_stopping_the_form(slot: str, plan: str, value: str) -> None:
    active = reply_to(at_question(slot), plan).state.active_flow
    assert active is not None
    assert active.slots[slot] == value


@pytest.mark.parametrize(
    "opening", ["오늘 사고 나서 접수하려고요", "접촉사고가 나서 신고하려고요", "문콕 당해서 접수하려고요"]
)
def test_what_happened_is_no_reason_to_come_back_later(opening: str) -> None:
    assert reply_to(BotState(), opening).state.active_flow is not None


@pytest.mark.parametrize("way", ["네 말씀하세요", "됐습니다 이제 말씀하세요", "예 듣고 있어요"])
def test_attention_goes_on_with_a_form_that_was_put_off(way: str) -> None:
    put_off = reply_to(at_question("place"), "지금 회의 들어가야 돼서 이따 할게요").state
    active = reply_to(put_off, way).state.active_flow
    assert active is not None
    assert active.requested_slot == "place"


@pytest.mark.parametrize(
    "text, known",
    [
        (
            "어제 저녁 7시에 접촉사고 났는데요 지금 회의 들어가야 해서 이따 쓸게요",
            {"occurred_at": "2026-11-22T19:00+09:00"},
        ),
        ("강남역 사거리에서 뒤차가 박았어요 배터리가 없어서 충전하고 할게요", {"place": "강남역 사거리"}),
        ("사고 접수하려고 하는데요 운전 중이라 나중에 할게요", {}),
    ],
)
def test_a_form_put_off_as_it_starts_keeps_what_was_said(text: str, known: dict[str, str]) -> None:
    after = reply_to(BotState(), text)
    assert after.state.active_flow is None
    assert after.state.suspended_flow is not None
    assert known.items() <= after.state.suspended_flow.slots.items()
    assert not any(isinstance(body, Text) and body.requested_slot for body in after.messages)


@pytest.mark.parametrize("text", ["이것 좀요 폰 밥이 없어서 충전하고 올게요", "저기 있잖아요 회의라 이따 할게요"])
def test_leaving_beside_words_that_mean_nothing_asks_nothing(text: str) -> None:
    after = reply_to(BotState(), text)
    assert texts_of(after) == [KO.render("flows", "put_off_empty")]
