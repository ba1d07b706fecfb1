"""Texts about a car that stands in traffic, and similar ones that are not."""

import tomllib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.emergency_detection import detect_emergency, downgrade_emergency
from chalicelib.dialogue.safety_rules import EmergencyKind
from chalicelib.dialogue.stranded import is_stranded_in_traffic
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import read_message
from chalicelib.nlu.stranded_vehicle import (
    StrandedEvidence,
    detects_stranded_vehicle,
    extract_stranded_evidence,
    is_fast_road,
)

LINES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("stranded_vehicle.toml").read_text(encoding="utf-8")
)
STRANDED, NOT_STRANDED = LINES["stranded"], LINES["not_stranded"]

ALARMING_OTHERWISE = ("터널 안에서 정체로 멈췄는데 뒤에서 받았어요", "졸음쉼터에 있어요 차가 이상해요")
"""No stranded car, but the model sees an emergency: the first is an accident of this moment."""

NOW = datetime(2026, 11, 30, 14, tzinfo=timezone(timedelta(hours=9)))


def evidence(said: str) -> StrandedEvidence:
    reading = read_message(said, NOW)
    return extract_stranded_evidence(reading.cleaned, reading.repaired)


def emergency_kind(said: str) -> EmergencyKind | None:
    """What the bot makes of a first message, as in `bot.service`."""
    reading = read_message(said, NOW)
    found = downgrade_emergency(reading, bot_rules())
    stranded = is_stranded_in_traffic(reading, tuple, {}, bot_rules())
    return detect_emergency(None, UserInput.of(reading, is_stranded=stranded), found, bot_rules())


ROADS = (
    "영동고속도로", "경부고속도로 부산방향 120km 지점", "고속도로 갓길", "서해안고속도로 1차로",
    "터널 안", "성산대교 위", "신갈JC 부근",
    "올림픽대로", "강변북로 2차로", "내부순환로", "교차로 한가운데", "사거리 한복판", "도로 한가운데", "자동차전용도로",
)  # fmt: skip
TROUBLES = (
    "차가 섰어요", "차가 멈췄어요", "차가 안 움직여요", "시동이 꺼졌어요", "차가 퍼졌어요", "차가 고장났어요",
    "차가 못 움직여요",
    "차가 멈춰버렸어요", "시동이 안 걸려요", "차가 꼼짝도 안 해요",
)  # fmt: skip
ENDINGS = (
    "", " 도와주세요", " 견인차 불러주세요", " 어떻게 해야 하나요?", " ㅠㅠ",
    " 상담원 연결해 주세요", " 언제 와요?", " 사고 접수할게요",
    " 뒤에서 차가 계속 와요",
)  # fmt: skip


@pytest.mark.parametrize("said", STRANDED)
def test_a_car_that_stands_in_traffic_is_detected_and_an_emergency(said: str) -> None:
    assert detects_stranded_vehicle(said)
    assert emergency_kind(said) is not None


@pytest.mark.parametrize("said", NOT_STRANDED)
def test_past_settled_hypothetical_denied_and_off_road_cases_are_neither(said: str) -> None:
    assert not detects_stranded_vehicle(said)
    assert emergency_kind(said) is None or said in ALARMING_OTHERWISE


@given(st.sampled_from(ROADS), st.sampled_from(TROUBLES), st.sampled_from(ENDINGS), st.booleans(), st.booleans())
def test_road_and_trouble_suffice_in_any_order_spacing_and_with_any_request(
    road: str, trouble: str, ending: str, road_first: bool, spaced: bool
) -> None:
    said = f"{road}에서 {trouble}{ending}" if road_first else f"{trouble} {road}이에요{ending}"
    assert detects_stranded_vehicle(said if spaced else said.replace(" ", ""))


@given(st.sampled_from(ROADS), st.sampled_from(TROUBLES), st.sampled_from(ENDINGS[:5]))
def test_past_cases_are_not_detected_on_any_road(road: str, trouble: str, ending: str) -> None:
    assert not detects_stranded_vehicle(f"어제 {road}에서 {trouble}{ending}")
    assert not detects_stranded_vehicle(f"{road}에서 {trouble} 지금은 정비소에 있어요")
    assert not detects_stranded_vehicle(
        f"{road}에서 {trouble.removesuffix('어요').removesuffix('해요')}다면 견인은 무료인가요?"
    )


@pytest.mark.parametrize(
    "said",
    [
        "어제 고속도로에서 사고 났는데 지금 숨을 못 쉬겠어요",
        "휴게소인데 차에서 불이 나요",
        "주차장에서 아이가 차에 갇혔어요 시동이 안 걸려요",
        "my car is in the garage and it is on fire",
    ],
)
def test_a_harmless_place_or_time_does_not_hide_an_injury(said: str) -> None:
    assert emergency_kind(said) == "harm"


@pytest.mark.parametrize(
    "said",
    [
        "방금 영동고속도로에서 트럭이 뒤에서 박았어요 허리가 너무 아프고 못 움직이겠어요",
        "못 움직이겠어요 차 안에 있어요 고속도로예요",
    ],
)
def test_people_who_cannot_move_are_not_asked_to_leave_the_car_first(said: str) -> None:
    assert emergency_kind(said) == "harm"


@given(st.text(max_size=300))
def test_no_text_raises(said: str) -> None:
    evidence(said)


def test_two_messages_together_report_a_stranded_car() -> None:
    first, second = "차가 안 움직여요 견인차 불러주세요", "영동고속도로 강릉방향이에요"
    assert evidence(first).is_partial
    assert evidence(second).is_partial
    assert detects_stranded_vehicle(f"{first} {second}")
    assert not evidence("보험료가 얼마예요").is_partial
    assert not evidence("휴게소에 있어요 시동이 안 걸려요").is_partial


@pytest.mark.parametrize(
    "place, fast",
    [
        ("영동고속도로 강릉방향 112km", True),
        ("고속도로 갓길", True),
        ("남산1호터널", True),
        ("강남역 사거리", False),
        ("여주휴게소 주차장", False),
        ("집 앞", False),
        ("", False),
    ],
)
def test_a_place_names_a_road_where_a_stranded_car_is_an_emergency(place: str, fast: bool) -> None:
    assert is_fast_road(place) is fast
