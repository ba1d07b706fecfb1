"""Kinds of sentences that a ninth writer brought: people taken to hospital, facts beside the accident."""

from datetime import datetime

import pytest

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.emergency_detection import downgrade_emergency
from chalicelib.nlu import dialogue_acts, read_message

NOW = datetime.fromisoformat("2026-12-01T08:25+09:00")


@pytest.mark.parametrize(
    "said, alarm",
    [
        ("횡단보도에서 보행자를 치었습니다. 구급차로 서울성모병원 가셨어요. 발목을 다치신 것 같아요", False),
        ("횡단보도에서 보행자를 치었습니다. 구급차 좀 불러주세요. 발목을 다치신 것 같아요", True),
    ],
)
def test_who_was_taken_to_hospital_is_attended(said: str, alarm: bool) -> None:
    assert downgrade_emergency(read_message(said, NOW), bot_rules()).is_emergency is alarm


@pytest.mark.parametrize(
    "said, slot, value",
    [
        ("저랑 남편 둘 다 다쳐서 지금 원주세브란스병원이에요", "hospital", "원주세브란스병원"),
        ("비상등 켜고 가드레일 밖으로 나왔어요", "accident_type", None),
        ("가드레일을 박았어요", "accident_type", "single"),
        ("봉명사거리에서 받힌 건데요", "accident_type", None),
        ("주차하다가 옆에 세워진 차 앞문을 범퍼로 긁었어요", "accident_type", "parked"),
        ("앞에 가던 트럭이 뒤로 슬슬 오더니 제 차를 박았어요", "accident_type", "reversing"),
        ("차 세워놓고 우리 손주가 뒷문을 열다가 옆에 서 있던 차를 찍었어요", "driver", None),
        ("차가 시동은 되는데 앞바퀴가 꺾여서 못 움직여요", "drivable", False),
        ("뒤에서박았거든요목이뻐근해서오늘병원가려고합니다", "hospital", None),
        ("지금 건양대병원에 계세요", "injured", True),
        ("관리사무소에서 수리비 달래요", "place", None),
        ("밤 열한시 넘어서 열한시 십분", "occurred_at", "2026-11-30T23:10+09:00"),
        ("순천만 국가정원 주차장에서 어제 3시에 긁혔어요", "place", "순천만 국가정원 주차장"),
    ],
)
def test_a_fact_is_read(said: str, slot: str, value: object) -> None:
    assert read_message(said, NOW).entities.get(slot) == value


def test_a_dialects_did_not_is_a_no() -> None:
    assert dialogue_acts.detect_yes_no("안 혔슈", "police_reported") is False


@pytest.mark.parametrize(
    "said, slot, value",
    [
        ("방금 상대방이 전화 와서 합의했어요. 사고 접수 안 할게요", "occurred_at", None),
        ("방금 뒤에서 받혔어요", "occurred_at", "2026-12-01T08:25+09:00"),
        (
            "주차장에서 서 있는 남의 차를 박았어요. 그 차엔 아무도 없었어요",
            "unknown",
            "counterparty_phone counterparty_insurer",
        ),
        ("아이가 뒷문을 확 열어부러서 옆차를 찍었어요", "event_with", "door"),
    ],
)
def test_what_is_said_beside_the_accident(said: str, slot: str, value: object) -> None:
    assert read_message(said, NOW).entities.get(slot) == value
