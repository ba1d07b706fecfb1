"""What one long message says together: the hurt and their number, a place before a car, one time among others."""

from datetime import datetime

import pytest

from chalicelib.nlu import read_message
from chalicelib.nlu.places import is_vague

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
"""A Sunday."""


def _found(said: str, slot: str) -> object:
    return read_message(said, NOW).entities.get(slot)


@pytest.mark.parametrize(
    "said",
    [
        "부상자는 쌍방 모두 없습니다",
        "다친 사람은 저희 쪽도 상대 쪽도 없어요",
        "다친 분은 현재까지 없고요",
        "아픈 사람은 양측 다 없음",
        "인명 사고는 아닙니다",
        "누구 하나 다친 사람 없어요",
        "다친 건 차뿐이에요",
        "동승자까지 전원 무사",
        "놀란 거 빼고는 멀쩡해요",
        "네 명 탔는데 다친 데 하나도 없어요",
    ],
)
def test_nobody_is_hurt_whoever_is_named_beside_it(said: str) -> None:
    assert (_found(said, "injured"), _found(said, "injured_count")) == (False, None)


@pytest.mark.parametrize(
    "said, count",
    [
        ("다치신 분은 그 할머니 한 분입니다", "1"),
        ("배달 기사 한 명만 다쳤고 저는 괜찮아요", "1"),
        ("동생 어깨가 아파요. 동생 한 명.", "1"),
        ("승객 두 명 허리 부상", "2"),
        ("부상자 3명이고요", "3"),
        ("다친 사람은 우리 애 하나예요", "1"),
    ],
)
def test_the_number_of_the_hurt_stands_beside_who_they_are(said: str, count: str) -> None:
    assert (_found(said, "injured"), _found(said, "injured_count")) == (True, count)


@pytest.mark.parametrize(
    "said, place",
    [
        ("안양 범계역 1번출구 앞 택시가 끼어들어서 박았어요", "안양 범계역 1번출구 앞"),
        ("면허 딴 지 석달댐 벽 박았어요", None),
        ("운전한지 얼마 안댐 사고남", None),
        ("부평 셀프세차장 자동세차기에서 미러가 부러졌어요", "부평 셀프세차장 자동세차기"),
    ],
)
def test_a_place_ends_where_a_car_begins(said: str, place: str | None) -> None:
    assert _found(said, "place") == place


def test_a_street_in_front_of_something_is_no_whole_road() -> None:
    assert [
        is_vague(said)
        for said in ("김제 신풍동 농협 앞 도로", "이천 관고동 메가박스 앞 도로", "강변로", "청주외곽도로")
    ] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    "said, at",
    [
        ("손녀가 2시에 학원 끝나거든. 사고는 오후 1시 10분이었어", "13:10"),
        ("경찰은 2시에 왔고 사고는 1시 20분에 났어요", "13:20"),
        ("세차 맡겼는데 직원이 기둥에 긁었어요. 낮 12시 20분쯤이고 운전은 직원이 했어요", "12:20"),
    ],
)
def test_the_time_of_the_accident_is_found_among_others(said: str, at: str) -> None:
    assert _found(said, "occurred_at") == f"2026-11-22T{at}+09:00"
