"""Which messages are emergencies, by text, open question and time."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.emergency_detection import (
    downgrade_emergency,
    downgrade_impatience,
    is_emergency,
    is_past_event,
)
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import read_message, understand

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
RULES = bot_rules()

OVER_OR_MILD = [
    "다리 위에서 접촉사고 났고 지금은 집이에요",
    "그저께 고속도로에서 멈춰 있다 받혔어요",
    "사고 당시 1차로에 서 있었는데 뒤차가 박았어요 지금은 집",
    "에어백이 터졌는데 다친 데는 없어요",
    "한 시간 전에 버스가 옆을 긁고 갔어요 저랑 엄마 둘 다 어깨가 결려요",
    "보닛이 찌그러져서 안 닫혀요",
    "올라오는 차랑 정면으로 부딪쳤어요. 방금요. 롯데타워 지하주차장",
    "옆차가 끼어들어서 부딪혔는데 불도 안 났고 다친 사람도 없고 지금은 집이에요",
    "터널 안에서 정체 중에 뒤에서 쿵 받혔어요 어제 오후 6시 10분 남산1호터널",
    "국도에서 고라니를 쳤어요 30분 전에 횡성 둔내터널 지나서요",
    "어제 사고로 친구가 피를 많이 흘렸는데 지금은 퇴원했어요",
    "이마가 찢어져서 세 바늘 꿰맸어요",
    "코뼈가 부러져서 수술했어요",
]
GOING_ON = [
    "어제 사고 난 차인데 지금 연기가 나요",
    "어제 정비 받은 차인데 고속도로 한가운데서 멈췄어요",
    "다친 사람은 없어요 차에서 연기가 나요",
    "운전자가 안 움직여요",
    "머리가 찢어져서 꿰매야 할 것 같아요",
    "지금은 집인데 머리에서 피가 안 멈춰요",
]


@pytest.mark.parametrize("said, alarm", [(w, False) for w in OVER_OR_MILD] + [(w, True) for w in GOING_ON])
def test_a_first_sentence_is_an_emergency_unless_past_mild_or_about_the_car(said: str, alarm: bool) -> None:
    assert downgrade_emergency(read_message(said, NOW), RULES).is_emergency is alarm


@pytest.mark.parametrize("asked", ["injured", "drivable", "counterparty_insurer", ""])
@pytest.mark.parametrize("said, alarm", [(w, False) for w in OVER_OR_MILD] + [(w, True) for w in GOING_ON])
def test_emergencies_are_detected_within_a_form(asked: str, said: str, alarm: bool) -> None:
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), {"injured": "false"}, asked)
    reading = read_message(said, NOW)
    assert is_emergency(running, UserInput.of(reading), reading.understood, RULES) is alarm


@pytest.mark.parametrize(
    "said, alarm",
    [
        ("빨리 좀요", False),
        ("급해요 빨리", False),
        ("왜 아무도 대답이 없어요?", False),
        ("불났어요 빨리요", True),
        ("빨리요 사람이 쓰러졌어요", True),
        ("도와주세요", True),
        ("급해요 " * 500, True),
    ],
)
def test_impatience_in_the_queue_is_no_emergency(said: str, alarm: bool) -> None:
    reading = read_message(said, NOW)
    assert downgrade_impatience(reading, reading.understood).is_emergency is alarm


def test_an_undrivable_car_is_no_emergency_when_asked_about() -> None:
    running = ActiveFlow("accident_report", int(NOW.timestamp() * 1000), {"injured": "false"}, "drivable")
    for said, alarm in {"안 움직여요": False, "차가 꼼짝을 못 해요": False, "동승자가 안 움직여요": True}.items():
        reading = read_message(said, NOW)
        assert is_emergency(running, UserInput.of(reading), reading.understood, RULES) is alarm


def test_an_incomplete_phrase_is_no_emergency() -> None:
    assert not understand("차가", NOW).is_emergency
    assert understand("불이야", NOW).is_emergency


def test_the_configured_hours_decide_what_is_a_past_event() -> None:
    slots = {"occurred_at": (NOW - timedelta(hours=4)).isoformat(timespec="minutes")}
    patient = replace(RULES, time_windows=replace(RULES.time_windows, past_event_hours=6))
    assert is_past_event("", slots, NOW, RULES)
    assert not is_past_event("", slots, NOW, patient)
