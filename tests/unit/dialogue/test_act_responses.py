"""Acts of the conversation in a form: every act at every question."""

import re

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import flows
from chalicelib.content.message_bodies import Card, Text
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.drafts import DraftRecord, sync_drafts
from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.state import ActiveFlow, BotState
from tests.fakes.readings import said
from tests.unit.dialogue.test_policy import KO, NOW, make_context, texts_of

FLOW = flows()["accident_report"]
ASKED = tuple(step.slot for step in FLOW.steps if not step.never_asked)
KNOWN = {
    "injured": "true",
    "description": "뒤차가 박았어요",
    "occurred_at": "2026-11-23T09:00+09:00",
    "place": "강남역",
    "accident_type": "rear_end",
    "counterparty_plate": "12가3456",
    "counterparty_phone": "010-1111-2222",
    "counterparty_insurer": "삼성화재",
    "drivable": "false",
    "tow_needed": "true",
    "driver": "self",
    "police_reported": "true",
    "dashcam": "true",
    "injured_count": "1",
    "hospital": "서울병원",
}
CARD = tuple(step.slot for step in FLOW.steps if step.card)
AT_NOW = int(NOW.timestamp() * 1000)

WAITS = ("잠깐만요", "홀드", "전화 왔어요", "보험증권 찾아보고 올게요")
PUTS_OFF = (
    "진료 순서라 끝나고 할게요",
    "i'm at work now, will do this tonight",
    "지금 회의 들어가야 돼서 이따 할게요",
    "운전 중이라서요",
    "배터리가 3프로예요",
    "지금은 좀 그래요",
)
GOES_ON = ("다시 왔어요", "계속하세요", "네 말씀하세요", "네 끊었습니다 계속할게요")
PASSES = ("말하기 싫어요", "나중에 알려드릴게요", "넘어가 주세요", "아까 말했잖아요")
STOPS = (
    "그만할래요",
    "취소할게요",
    "접수 취소해 주세요",
    "사고 난 게 아니에요",
    "사고 안 났어요 실수로 눌렀어요",
    "접수할 일은 없어요",
    "아뇨 취소할게요",
    "아뇨 사고 난 거 아니라니까요 그냥 물어본 거예요",
    "잘못 눌렀어요 사고 아니에요",
)


def at_question(slot: str) -> BotState:
    slots = {each: value for each, value in KNOWN.items() if each != slot}
    return BotState(active_flow=ActiveFlow("accident_report", AT_NOW, slots, slot, started_at=1))


def reply_to(state: BotState, text: str, *recent: str, **context: object) -> TurnResult:
    message = said(text, NOW)
    assert message.reading is not None
    facts = make_context(recent_texts=lambda: recent, conversation_id="c1", **context)
    return respond(state, message, message.reading.understood, facts)


def missed(ways: tuple[str, ...], fits: object) -> list[tuple[str, str]]:
    assert callable(fits)
    return [
        (slot, way) for slot in ASKED for way in ways if not fits(at_question(slot), reply_to(at_question(slot), way))
    ]


def test_a_pause_is_waited_for_at_every_question() -> None:
    waiting = [KO.render("flows", "waiting")]
    assert missed(WAITS, lambda before, after: (after.state, texts_of(after)) == (before, waiting)) == []


def test_later_keeps_the_form_and_asks_nothing_more_at_every_question() -> None:
    def fits(before: BotState, after: TurnResult) -> bool:
        kept = after.state.suspended_flow
        asks = [body for body in after.messages if not isinstance(body, Text) or body.requested_slot]
        return after.state.active_flow is None and kept is not None and not asks and kept.slots == slots_of(before)

    assert missed(PUTS_OFF, fits) == []


def test_coming_back_repeats_every_question() -> None:
    def fits(before: BotState, after: TurnResult) -> bool:
        (question,) = after.messages
        assert before.active_flow is not None
        asked = isinstance(question, Text) and question.requested_slot == before.active_flow.requested_slot
        return asked and slots_of(after.state) == slots_of(before)

    assert missed(GOES_ON, fits) == []


def test_a_question_that_is_not_answered_is_closed_and_never_filled() -> None:
    def fits(before: BotState, after: TurnResult) -> bool:
        active = after.state.active_flow
        assert before.active_flow is not None
        slot = before.active_flow.requested_slot
        return active is not None and active.slots.get(slot) == "" and slot in active.unanswered

    assert missed(PASSES, fits) == []


def test_a_stop_keeps_what_was_said_at_every_question() -> None:
    def fits(before: BotState, after: TurnResult) -> bool:
        kept = after.state.suspended_flow
        return after.state.active_flow is None and kept is not None and kept.slots == slots_of(before)

    assert missed(STOPS, fits) == []


def slots_of(state: BotState) -> dict[str, str]:
    assert state.active_flow is not None
    return state.active_flow.slots


@pytest.mark.parametrize(
    "slot, text",
    [
        ("counterparty_plate", "자전거라 번호가 없어요"),
        ("counterparty_plate", "임시번호라서요"),
        ("counterparty_phone", "기둥이라 연락처가 없어요"),
        ("counterparty_insurer", "고라니라서 보험사가 없어요"),
    ],
)
def test_what_does_not_exist_closes_the_question_and_is_distinguished(slot: str, text: str) -> None:
    active = reply_to(at_question(slot), text).state.active_flow
    assert active is not None
    assert (active.slots[slot], active.unanswered[slot]) == ("", "none_exists")


def test_that_there_is_none_closes_no_question_about_what_happened() -> None:
    for slot in ("description", "place"):
        active = reply_to(at_question(slot), "기둥이라 번호가 없어요").state.active_flow
        assert active is not None
        assert slot not in active.unanswered


def test_reasons_of_acts_are_shown_in_the_summary() -> None:
    summary = reply_to(at_question("dashcam"), "말하기 싫어요").messages[-1]
    assert isinstance(summary, Card)
    assert KO.render("flows", "no_value_wont_tell") in [row.value for row in summary.rows]


def test_what_was_said_before_is_searched_and_taken() -> None:
    after = reply_to(
        at_question("counterparty_phone"), "아까 말했잖아요", "상대 번호는 010-2345-6789예요", "강남역이요"
    )
    assert slots_of(after.state)["counterparty_phone"] == "01023456789"
    assert "죄송해요" in texts_of(after)[0]


def test_a_value_said_again_is_taken_with_an_apology() -> None:
    after = reply_to(at_question("place"), "강남역 사거리라니까요")
    assert "강남역 사거리" in slots_of(after.state)["place"]
    assert texts_of(after)[0] == KO.render("flows", "said_sorry")


def test_why_a_question_is_closed_is_kept_with_the_form_in_other_conversations() -> None:
    closed = reply_to(at_question("dashcam"), "말하기 싫어요").state
    record = sync_drafts(DraftRecord(), "c1", closed, flows(), AT_NOW, 5)
    on = reply_to(BotState(), "계속할게요", drafts=lambda: record).state
    assert on.active_flow is not None
    assert on.active_flow.unanswered == {"dashcam": "wont_tell"}


def test_a_refusal_is_asked_about_before_the_form_stops() -> None:
    asked = reply_to(at_question("place"), "이런 거 하기 싫어요").state
    assert asked.active_flow is not None
    assert asked.active_flow.asked_to_stop
    assert reply_to(asked, "네").state.active_flow is None
    stays = reply_to(asked, "아니요").state
    assert stays.active_flow == replace(asked.active_flow, asked_to_stop=False)
    answered = reply_to(asked, "서울역 앞이요").state
    assert "서울역" in slots_of(answered)["place"]


def test_an_answer_by_a_word_of_refusal_is_an_answer() -> None:
    assert slots_of(reply_to(at_question("tow_needed"), "됐어요").state)["tow_needed"] == "false"


def test_who_refuses_twice_outside_a_form_gets_no_second_answer() -> None:
    assert reply_to(BotState(), "접수할 거 없어요", "접수할 거 없어요").messages == ()
    assert reply_to(BotState(), "접수할 거 없어요").messages != ()


ANSWERS = """버스예요 · 유치원 버스예요 · 학원 앞이요 · 병원은 아직 안 갔고 내일 갈게요
알려주지 않고 갔어요 · 말 안 해줬어요 · 정신이 없어서 모르겠어요 · 나가려고 하는데 문이 안 열려요
들어가려고 기다리는 중이었어요 · 계속 직진 중이었어요 · 다시 돌아와 보니 없어졌어요 · 회사 차예요
배터리가 없어서 블박이 꺼졌어요 · 바빠서 못 물어봤어요 · 지금은 집이에요 · 중앙선 넘어가는 차였어요"""


def test_answers_with_words_of_acts_leave_every_question_and_form_open() -> None:
    def stays(_before: BotState, after: TurnResult) -> bool:
        active = after.state.active_flow
        return after.state.handoff is not None or (active is not None and not active.unanswered)

    assert missed(tuple(re.split(r" · |\n", ANSWERS)), stays) == []
