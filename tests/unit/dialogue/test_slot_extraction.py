"""Messages against open questions: answers, corrections, and messages that change nothing."""

from datetime import datetime

import pytest

from chalicelib.content.accident_events import EVENT_SLOTS
from chalicelib.content.configuration import bot_rules, flows, texts
from chalicelib.content.contract_views import ContractView, VehicleView
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import read_message

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
CONTRACT = ContractView(
    "1", "개인용", "2026-08-01", "2027-07-31", VehicleView("11가1111", "현대 아반떼", 2023), (), "누구나"
)
KNOW = Context(bot_rules(), flows(), texts("ko"), lambda: (CONTRACT,), NOW, "general")
KNOWN = {
    "injured": "false",
    "description": "뒤에서 박았어요",
    "occurred_at": "2026-11-22T14:00+09:00",
    "place": "강남역",
    "accident_type": "rear_end",
    "counterparty_plate": "12가3456",
    "counterparty_phone": "01012345678",
    "counterparty_insurer": "삼성화재",
    "drivable": "true",
    "tow_needed": "false",
    "driver": "self",
    "police_reported": "false",
    "dashcam": "true",
}
SUMMARY = ""
YES_OR_NO = ("injured", "drivable", "police_reported", "dashcam")
OPEN = (*(slot for slot in KNOWN if slot != "tow_needed"), "injured_count", "hospital", SUMMARY)
REGISTERED = {"registered": "yes"}
STOPPED = {"stopped": "yes"}
PEOPLE = {"people": "yes"}


def asked(slot: str) -> ActiveFlow:
    """The form with one question open and everything else known."""
    known = {name: value for name, value in KNOWN.items() if name != slot}
    if slot == "drivable":
        del known["tow_needed"]
    if slot == "tow_needed":
        known["drivable"] = "false"
    if slot in ("injured_count", "hospital"):
        known["injured"] = "true"
    return ActiveFlow("accident_report", int(NOW.timestamp() * 1000), known, slot, started_at=1)


def said(running: ActiveFlow, text: str) -> BotState:
    reading = read_message(text, NOW)
    return respond(BotState(version=1, active_flow=running), UserInput.of(reading), reading.understood, KNOW).state


def extracted(slot: str, text: str) -> dict[str, str]:
    """What a sentence changes while `slot` is asked for."""
    before = asked(slot)
    after = said(before, text)
    if after.handoff is not None:
        return PEOPLE
    if after.active_flow is None:
        return REGISTERED if after.completed_flow is not None else STOPPED
    now = after.active_flow.slots
    changed = {
        name: value for name, value in now.items() if before.slots.get(name) != value and name not in EVENT_SLOTS
    }
    return changed | {name: "(gone)" for name in before.slots if name not in now}


@pytest.mark.parametrize(
    "text",
    [
        "근데 이거 보험료 할증되나요?",
        "서류는 뭐 내야 돼요?",
        "제 보험 자차 있어요?",
        "견인은 무료예요?",
        "혹시 렌트카도 되나요",
        "왜 이렇게 많이 물어봐요",
        "감사합니다",
        "수고하세요",
        "잠깐만요 확인해볼게요",
        "아 그렇군요",
        "네?",
        "?",
        "ㅠㅠ",
        "아까 그거 취소할게요",
    ],
)
def test_questions_and_courtesies_fill_and_change_nothing(text: str) -> None:
    assert {slot: change for slot in OPEN if (change := extracted(slot, text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "비가 왔어요",
        "상대방이 욕을 했어요",
        "오늘 날씨 진짜 춥네요",
        "너무 놀랐어요",
        "사진 찍어놨어요",
        "일단 집에 왔어요",
        "제가 초보라서요",
        "상대가 자기 잘못 아니라고 우겨요",
        "어제 보험사에 전화했어요",
        "2시간째 기다리고 있어요",
        "앱이 안 돼요",
        "친구한테 들었어요",
    ],
)
def test_an_unrelated_sentence_fills_nothing(text: str) -> None:
    """Only the question of what happened takes any sentence."""
    assert {slot: change for slot in OPEN if slot != "description" and (change := extracted(slot, text))} == {}


CORRECTIONS = [
    ("아 운전은 제가 아니라 아들이 했어요", {"driver": "family"}),
    ("운전자는 아내예요", {"driver": "spouse"}),
    ("아 맞다 경찰 불렀어요", {"police_reported": "true"}),
    ("아 블박 고장났대요", {"dashcam": "false"}),
    ("장소는 서초역 3번 출구요", {"place": "서초역 3번 출구"}),
    ("강남역이 아니라 서초역이에요", {"place": "서초역"}),
    ("아 강남역 아니고 역삼역이었네요", {"place": "역삼역"}),
    ("시간은 1시예요", {"occurred_at": "2026-11-22T13:00+09:00"}),
    ("아 시간은 1시였어요", {"occurred_at": "2026-11-22T13:00+09:00"}),
    ("아 2시가 아니라 1시 반이었어요", {"occurred_at": "2026-11-22T13:30+09:00"}),
    ("아 아입니더 두시가 아이고 한시라예 영수증 보니까", {"occurred_at": "2026-11-22T13:00+09:00"}),
    ("아 근데 장소는 강남역이 아이고 역삼역이라예", {"place": "역삼역"}),
    ("12가3456이 아니라 34나5678", {"counterparty_plate": "34나5678"}),
    ("34나5678이 맞아요 12가3456이 아니라", {"counterparty_plate": "34나5678"}),
    ("상대 연락처가 010-9999-8888이래요", {"counterparty_phone": "01099998888"}),
    ("현대해상이 아니라 KB손해보험이에요", {"counterparty_insurer": "KB손해보험"}),
    ("보험사는 DB손보래요", {"counterparty_insurer": "DB손해보험"}),
    ("추돌이 아니라 제가 차선 바꾸다 부딪힌 거예요", {"accident_type": "lane_change"}),
    ("사고 유형은 교차로 사고예요", {"accident_type": "intersection"}),
    ("차 못 움직여요 아까 된다고 한 건 실수예요", {"drivable": "false", "tow_needed": "true"}),
    ("장소는 서초역이고 시간은 1시예요", {"place": "서초역", "occurred_at": "2026-11-22T13:00+09:00"}),
]


@pytest.mark.parametrize("text, change", CORRECTIONS, ids=[text for text, _ in CORRECTIONS])
def test_a_correction_is_accepted_at_any_time_and_answers_no_other_question(text: str, change: dict[str, str]) -> None:
    expected = {slot: change for slot in OPEN if slot != "description"}
    if "tow_needed" in change:  # asked next
        expected["drivable"] = {"drivable": "false"}
    assert {slot: extracted(slot, text) for slot in expected} == expected


@pytest.mark.parametrize("slot", YES_OR_NO)
def test_dont_know_takes_precedence_over_yes_and_no(slot: str) -> None:
    answers = ["아직 모르겠어요", "있는지 모르겠어요", "확인해 봐야 돼요", "no idea", "idk", "글쎄요", "ㅁㄹ"]
    assert {text: extracted(slot, text)[slot] for text in answers} == dict.fromkeys(answers, "")


def test_an_answer_and_a_correction_in_one_message_are_both_extracted() -> None:
    assert extracted("drivable", "네 됩니다. 아 참 상대 번호 잘못 말했어요 12가3456이 아니라 12가3465예요") == {
        "drivable": "true",
        "tow_needed": "false",
        "counterparty_plate": "12가3465",
    }
    assert extracted("dashcam", "네. 그리고 경찰 신고 했어요, 아까 안 했다고 한 거 잘못 말했어요") == {
        "dashcam": "true",
        "police_reported": "true",
    }


def test_a_plan_is_no_fact_of_the_accident() -> None:
    sentence = "아니다 옆에 탄 친구가 허리 아프대요 내일 병원 가보려고요"
    for slot in ("counterparty_plate", "driver", SUMMARY):
        assert extracted(slot, sentence) == {"injured": "true"}


@pytest.mark.parametrize("text", ["네", "네 맞아요 접수해 주세요", "ㅇㅇ", "이대로 접수해 주세요", "네 감사합니다"])
def test_a_bare_yes_registers(text: str) -> None:
    assert extracted(SUMMARY, text) == REGISTERED


@pytest.mark.parametrize("text", ["비가 왔어요", "네 근데 할증되나요?", "상대방이 욕을 했어요", "네?", "흠 글쎄요"])
def test_a_sentence_at_the_summary_registers_nothing(text: str) -> None:
    assert extracted(SUMMARY, text) == {}


def test_an_emergency_is_detected_at_the_summary() -> None:
    assert extracted(SUMMARY, "사람이 차 밑에 있어요") == PEOPLE


def test_the_last_correction_can_be_undone_and_is_confirmed() -> None:
    state = said(asked("police_reported"), "아 상대 차번호 12가3456 아니고 12가3457이에요")
    assert state.active_flow is not None
    assert state.active_flow.slots["counterparty_plate"] == "12가3457"
    running = state.active_flow
    reading = read_message("아 취소, 처음 말한 게 맞아요", NOW)
    result = respond(state, UserInput.of(reading), reading.understood, KNOW)
    assert result.state.active_flow is not None
    assert result.state.active_flow.slots == running.slots | {"counterparty_plate": "12가3456"}
    assert result.state.active_flow.requested_slot == "police_reported"
    (question,) = result.messages
    assert isinstance(question, Text)
    assert "12가3456" in question.text


def test_courtesies_are_no_failures_up_to_a_limit() -> None:
    running = asked("dashcam")
    for _ in range(3):
        state = said(running, "그렇군요")
        assert state.active_flow is not None
        assert (state.active_flow.requested_slot, state.active_flow.failed_attempts) == ("dashcam", 0)
        running = state.active_flow
    for _ in range(10):
        if running.requested_slot != "dashcam":
            break
        state = said(running, "그렇군요")
        assert state.active_flow is not None
        running = state.active_flow
    assert running.requested_slot == SUMMARY


def test_an_unknown_field_is_not_asked() -> None:
    running = ActiveFlow(
        "accident_report", int(NOW.timestamp() * 1000), {"injured": "false"}, "description", started_at=1
    )
    state = said(running, "어제 오후 3시에 강남역에서 뒤차가 박았어요 상대 번호는 못 봤고요 보험사는 몰라요")
    assert state.active_flow is not None
    assert {"counterparty_plate": "", "counterparty_insurer": ""}.items() <= state.active_flow.slots.items()


def test_a_no_about_a_tow_corrects_nothing_else() -> None:
    assert extracted("tow_needed", "아뇨 정비소에 있어요") == {"tow_needed": "false"}


def test_an_event_beside_an_answer_begins_the_story() -> None:
    message = "없어요. 어제 오후 5시에 강남역 앞에서 택시가 제 차 뒤를 받았습니다"
    after = said(ActiveFlow("accident_report", int(NOW.timestamp() * 1000), {}, "injured", started_at=1), message)
    assert after.active_flow is not None
    assert after.active_flow.slots["description"] == message


def test_a_place_that_could_be_anywhere_is_asked_once_and_kept() -> None:
    known = {**KNOWN, "place": "마트 주차장"}
    del known["dashcam"]
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), known, "injured", started_at=1)
    asks = said(running, "없어요").active_flow
    assert asks is not None
    assert asks.requested_slot == "place"
    after = said(asks, "잘 모르겠어요").active_flow
    assert after is not None
    assert (after.slots["place"], after.requested_slot) == ("마트 주차장", "dashcam")
    named = said(asks, "수원 인계동 홈플러스 주차장이요").active_flow
    assert named is not None
    assert named.slots["place"] == "수원 인계동 홈플러스 주차장"


@pytest.mark.parametrize(
    "slot, text, value",
    [
        ("place", "역삼역이요 아니 선릉역이요", "선릉역"),
        ("occurred_at", "어제 3시요 아니다 어제 5시요", "2026-11-21T17:00+09:00"),
        ("driver", "저요 아 아니 남편이요", "spouse"),
        ("injured", "없어요 아니 있어요", "true"),
        ("place", "강남구청이요 아니 몇 번을 말해요", "강남구청"),
    ],
)
def test_an_answer_may_be_put_right_in_the_same_message(slot: str, text: str, value: str) -> None:
    assert extracted(slot, text) == {slot: value}


def test_a_number_that_was_half_seen_says_nothing_of_injuries() -> None:
    known = {name: value for name, value in KNOWN.items() if name not in ("injured", "counterparty_plate")}
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), known, "injured", started_at=1)
    after = said(running, "흰 쏘렌토고 번호는 뒷자리 4821밖에 못 봤어요").active_flow
    assert after is not None
    assert (after.requested_slot, after.slots.get("injured")) == ("injured", None)


def test_the_insurer_of_somebody_who_left_a_note_is_not_asked() -> None:
    running = ActiveFlow(
        "accident_report", int(NOW.timestamp() * 1000), {"injured": "false"}, "description", started_at=1
    )
    after = said(running, "주차해 둔 차 문이 찌그러져 있고 앞유리에 메모가 꽂혀 있었어요").active_flow
    assert after is not None
    assert (after.slots["counterparty_insurer"], after.slots["driver"]) == ("", "nobody")
