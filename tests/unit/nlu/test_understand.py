"""Language understanding as a whole."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.nlu import read_message, understand
from chalicelib.nlu.decision import Decision, decide_intent
from chalicelib.nlu.model import MAGIC, load_model, unpack
from chalicelib.nlu.thresholds import nlu_thresholds
from chalicelib.nlu.types import NluResult

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_raises(text: str) -> None:
    found = understand(text, NOW)
    assert found.intent in load_model().header.labels
    assert 0 <= found.confidence <= 1


@pytest.mark.parametrize("text", ["", " \t", "😀😀", "\ud800\udfff", "\x00\x07", "你好吗", "!!!???"])
def test_unreadable_text_is_out_of_scope(text: str) -> None:
    assert understand(text, NOW).intent == "out_of_scope"


def test_of_16_kb_the_beginning_and_end_are_read() -> None:
    assert understand("뒤차가 박아서 사고 접수하려고요 " + "가나다라 " * 3000, NOW).intent
    assert understand("\ud800" * 16_384, NOW).intent == "out_of_scope"


def test_slots_belong_to_the_intent() -> None:
    found = understand("어제 저녁 7시에 강남역 사거리에서 뒤차가 추돌했어요. 상대 12가3456, 다친 사람은 없어요", NOW)
    assert found.intent == "accident_report"
    assert found.slots == {
        "occurred_at": "2026-11-21T19:00+09:00",
        "place": "강남역 사거리",
        "accident_type": "rear_end",
        "counterparty_plate": "12가3456",
        "injured": False,
    }
    assert "occurred_at" not in understand("지금 차에서 불이 나요", NOW).slots
    assert understand("기사님 언제 오세요 제 번호는 010-2345-6789예요", NOW).slots["phone"] == "01023456789"


@pytest.mark.parametrize("word", ["사고", "교통사고", "접촉사고", "추돌 사고", "뺑소니"])
@pytest.mark.parametrize("happened", ["를 당했어요", "가 났습니다", " 났는데요", "를 냈대요", "가 있었어요"])
def test_an_accident_that_happened_is_never_rejected(word: str, happened: str) -> None:
    for said in ("{}", "그게요 장모님이 어디서 {} 허허", "배송 다녀오다가 {} 우짜죠"):
        assert understand(said.format(word + happened), NOW).likely[0] in {"accident_report", "emergency"}
    assert understand(f"여행 중에 {word}{happened} 여행자보험 청구요", NOW).likely[0] == "out_of_scope"


@pytest.mark.parametrize(
    "said", ["실손 청구할게요", "암보험 얼마예요", "집 화재보험 갱신", "차 말고 상해보험 들려고요"]
)
def test_other_kinds_of_insurance_are_out_of_scope(said: str) -> None:
    assert understand(said, NOW).likely == ("out_of_scope", 1.0)


def test_only_an_emergency_of_the_model_alone_is_unsure() -> None:
    unsure = {"emergency": 0.4, "renewal": 0.1, "out_of_scope": 0.5}
    assert decision(unsure, 0.05, is_emergency=True)[:2] == ("emergency", 0.9)
    assert decision({**unsure, "emergency": 0.6, "out_of_scope": 0.3}, 0.05)[:2] == ("emergency", 0.6)


def test_alternatives_are_ranked_from_the_result() -> None:
    found = understand("배터리 방전됐어요 출동해주세요", NOW)
    chances = [chance for _, chance in found.alternatives]
    assert found.alternatives[0][0] == found.intent == "roadside_request"
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(
    "said", ["상대 보험이 삼성화재가 맞대요", "피가 마르네요 빨리 좀", "배터리에 불이 안 들어와요"]
)
def test_harmless_lookalikes_are_no_emergency_for_the_model(said: str) -> None:
    assert not understand(said, NOW).is_emergency


def test_an_emergency_is_detected_independently_of_the_model() -> None:
    assert understand("갱신하려는데 지금 옆에 사람이 다쳤어요", NOW).is_emergency


def test_what_a_message_denies_fills_no_slot() -> None:
    said = read_message("아니 7시 말고 8시, 번호는 34나5678이요", NOW)
    assert said.entities == {"occurred_at": "2026-11-22T08:00+09:00", "plates": "34나5678"}


def decision(probabilities: dict[str, float], margin: float, *, is_emergency: bool = False) -> Decision:
    return decide_intent(probabilities, nlu_thresholds(), is_emergency=is_emergency, floor=0.2, margin=margin)


def test_near_ties_are_clarified_and_clear_results_are_not() -> None:
    near = {"renewal": 0.45, "policy_extend": 0.4, "emergency": 0.0, "out_of_scope": 0.15}
    assert decision(near, 0.15).clarification_intents == ("renewal", "policy_extend")
    sure = {"renewal": 0.8, "policy_extend": 0.1, "emergency": 0.0, "out_of_scope": 0.1}
    assert decision(sure, 0.15).clarification_intents == ()


def test_the_likeliest_one_or_two_intents_are_offered_before_a_rejection() -> None:
    doubtful = {"renewal": 0.2, "dispute": 0.1, "mileage": 0.05, "emergency": 0.0, "out_of_scope": 0.55}
    assert decision(doubtful, 0.05)[::3] == ("out_of_scope", ("renewal", "dispute"))
    single = {"renewal": 0.41, "dispute": 0.01, "emergency": 0.0, "out_of_scope": 0.58}
    assert decision(single, 0.05).clarification_intents == ("renewal",)
    result = NluResult("out_of_scope", 0.58, {}, tuple(single.items()), is_emergency=False)
    assert replace(result, clarification_intents=("renewal",)).likely == ("renewal", 0.41)
    assert result.likely == ("out_of_scope", 0.58)
    chat = {"renewal": 0.2, "dispute": 0.05, "emergency": 0.0, "out_of_scope": 0.75}
    assert decision(chat, 0.05).clarification_intents == ()


def test_an_uncertain_action_is_rejected_and_an_emergency_takes_precedence() -> None:
    doubtful = {"renewal": 0.18, "dispute": 0.02, "emergency": 0.05, "out_of_scope": 0.1}
    assert decision(doubtful, 0.05).intent == "out_of_scope"
    assert decision(doubtful, 0.05, is_emergency=True).intent == "emergency"
    talk = {"renewal": 0.01, "dispute": 0.01, "emergency": 0.01, "out_of_scope": 0.97}
    assert decision(talk, 0.05, is_emergency=True).intent == "emergency"


def test_a_foreign_file_is_no_model() -> None:
    with pytest.raises(ValueError, match="not a model"):
        unpack(b"PK" + MAGIC)


@pytest.mark.parametrize(
    "text, intent",
    [
        ("가로수 들이받고 차가 안 나가요 렉카 불러주세요", "accident_report"),
        ("연석에 부딪혀서 바퀴가 틀어졌어요 견인이요", "accident_report"),
        ("앞차 박고 시동이 꺼졌어요 견인차", "accident_report"),
        ("배터리 점프 받았는데 또 시동이 안 걸려요", "roadside_request"),
        ("도랑에 빠졌는데 빼주세요", "roadside_request"),
        ("시동이 안 걸려요 렉카 보내주세요", "roadside_request"),
    ],
)
def test_a_crash_reported_with_a_request_for_help_is_an_accident(text: str, intent: str) -> None:
    assert understand(text, NOW).intent == intent
