"""Times and months in a text."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.nlu.months import extract_month
from chalicelib.nlu.times import extract_occurred_at

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")  # a Sunday


@pytest.mark.parametrize(
    "said, value",
    [
        ("방금 박았어요", "2026-11-22T15:00+09:00"),
        ("30분 전에", "2026-11-22T14:30+09:00"),
        ("성탄 예배 준비하고 어젯밤 11시쯤 박았어요", "2026-11-21T23:00+09:00"),
        ("어제아래 저녁 7시", "2026-11-20T19:00+09:00"),
        ("십오일 날 밤 아홉시쯤", "2026-11-15T21:00+09:00"),
        ("오늘 해뜨기 전 다섯시 반", "2026-11-22T05:30+09:00"),
        ("오늘 놀러 왔는데 방금 전에 박았어요", "2026-11-22T15:00+09:00"),
        ("한시간 반 전", "2026-11-22T13:30+09:00"),
        ("사고난지 30분 됐어요", "2026-11-22T14:30+09:00"),
        ("아까 2시쯤", "2026-11-22T14:00+09:00"),
        ("어제 저녁 7시 반", "2026-11-21T19:30+09:00"),
        ("어제저녁일곱시반쯤", "2026-11-21T19:30+09:00"),
        ("그저께", "2026-11-20"),
        ("지난주 금요일", "2026-11-13"),
        ("저번주 토욜", "2026-11-14"),
        ("11월 20일 밤 11시", "2026-11-20T23:00+09:00"),
        ("십일월 이십일 오후 두시", "2026-11-20T14:00+09:00"),
        ("오늘 새벽 1시 20분", "2026-11-22T01:20+09:00"),
        ("어제 밤 12시", "2026-11-22T00:00+09:00"),
        ("어젯밤 1시쯤", "2026-11-22T01:00+09:00"),
        ("19:30", "2026-11-21T19:30+09:00"),
        ("어제 8시쯤 퇴근길", "2026-11-21T20:00+09:00"),
        ("오후 3시 10분 전", "2026-11-22T14:50+09:00"),
        ("사흘 전 밤 열한시", "2026-11-19T23:00+09:00"),
        ("어린이날 오후에", "2026-05-05"),
        ("방금 자정 넘어서", "2026-11-22T15:00+09:00"),
        ("rear-ended just now", "2026-11-22T15:00+09:00"),
        ("어제오후두시쯤에", "2026-11-21T14:00+09:00"),
        ("지난달 말일", "2026-10-31"),
        ("11월 14일 토요일 오후 4시", "2026-11-14T16:00+09:00"),
        ("9/2 수요일 아침 8시", "2026-09-02T08:00+09:00"),
        ("10월 6일 (화요일) 밤 9시", "2026-10-06T21:00+09:00"),
        ("어제 5pm", "2026-11-21T17:00+09:00"),
        ("어재 저녁 6시반", "2026-11-21T18:30+09:00"),
        ("2월 마지막 날 저녁 8시", "2026-02-28T20:00+09:00"),
        ("뒤차가 박았어요 한 5분 됐어요", "2026-11-22T14:55+09:00"),
        ("내일 오후 3시", "2026-11-23T15:00+09:00"),
        ("방금 박았어요 내일 병원 가려고요", "2026-11-22T15:00+09:00"),
        ("2시에 받혔어요 내일 오전 10시에 병원 가요", "2026-11-22T14:00+09:00"),
        ("어제 사고 났는데 내일 오후 3시에 병원 가요", "2026-11-21"),
        ("어제 사고 났는데 다음 주 월요일에 병원 가요", "2026-11-21"),
    ],
)
def test_time_expressions_are_relative_to_now(said: str, value: str) -> None:
    assert extract_occurred_at(said, NOW) == value


def test_a_date_on_another_weekday_is_no_day() -> None:
    assert extract_occurred_at("10월 6일 수요일 밤 9시", NOW) is None


@pytest.mark.parametrize(
    "said, day",
    [
        ("추석에 내려가다가 박았어요", "2026-09-25"),
        ("추석 전날 밤에 사고가 났어요", "2026-09-24"),
        ("설날 다음 날 받혔어요", "2026-02-18"),
        ("부처님 오신 날 절 주차장에서 긁혔어요", "2026-05-24"),
        ("근로자의 날에 긁었어요", "2026-05-01"),
        ("제헌절에 받혔어요", "2026-07-17"),
        ("크리스마스 다음날 박았어요", "2025-12-26"),
        ("작년 추석에 박았어요", "2025-10-06"),
        ("작년 어린이날에 긁혔어요", "2025-05-05"),
        ("재작년 광복절에 받혔어요", "2024-08-15"),
        ("크리스마스 전날 박았어요", "2025-12-24"),
    ],
)
def test_a_holiday_is_its_last_occurrence_also_if_movable(said: str, day: str) -> None:
    assert (extract_occurred_at(said, NOW) or "")[:10] == day


@pytest.mark.parametrize(
    "said", ["신정동에서 박았어요", "신정네거리역 앞이에요", "추석 연휴에 박았어요", "추석 전에 박았어요"]
)
def test_a_place_or_period_named_like_a_holiday_is_no_day(said: str) -> None:
    assert extract_occurred_at(said, NOW) is None


def test_past_midnight_this_evening_was_yesterday() -> None:
    assert extract_occurred_at("오늘 저녁 9시에", NOW.replace(hour=0, minute=10)) == "2026-11-21T21:00+09:00"
    assert extract_occurred_at("오늘 저녁 9시에", NOW) == "2026-11-22T21:00+09:00"


@pytest.mark.parametrize(
    "said, value",
    [
        ("아니 7시 말고 8시", "2026-11-22T08:00+09:00"),
        ("어제 7시 아니 8시요", "2026-11-21T08:00+09:00"),
        ("어제가 아니라 그제요", "2026-11-20"),
    ],
)
def test_a_correction_gives_the_corrected_value(said: str, value: str) -> None:
    assert extract_occurred_at(said, NOW) == value


@pytest.mark.parametrize(
    "said",
    [
        *("접수해 주십시오", "시간이 없어요", "1시간 걸려요", "다시 한번", "아까 사고 났어요"),
        "어제 저녁 8시부터 오늘 아침 7시 반 사이인 것 같아요",
        "밤 11시에 세웠는데 아침 6시에 나와보니 누가 박아놨어요",
        "아침 9시에 주차해놨는데 점심 12시에 와보니 긁혀 있어요",
        "날짜는 기억 안 나고 저녁 7시쯤이었어요",
    ],
)
def test_no_time_is_guessed(said: str) -> None:
    assert extract_occurred_at(said, NOW) is None


@given(st.integers(1, 600))
def test_minutes_ago_are_subtracted(minutes: int) -> None:
    assert extract_occurred_at(f"{minutes}분 전", NOW) == (NOW - timedelta(minutes=minutes)).isoformat(
        timespec="minutes"
    )


@given(
    st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-12-31")),
    st.sampled_from(["오전", "오후", "새벽", "밤", "저녁", "낮", ""]),
    st.integers(0, 30),
    st.integers(0, 70),
)
def test_any_clock_time_is_parsed_without_error(now: datetime, part: str, hour: int, minute: int) -> None:
    moment = now.replace(tzinfo=NOW.tzinfo)
    found = extract_occurred_at(f"{part} {hour}시 {minute}분에 박았어요", moment)
    assert found is None or datetime.fromisoformat(found) <= moment + timedelta(days=1)


@pytest.mark.parametrize(
    "said, value",
    [
        ("지난달 몇 키로", "2026-10"),
        ("이번 달", "2026-11"),
        ("11월", "2026-11"),
        ("12월 내역", "2025-12"),
        ("12월에 빠져나갈 보험료", "2026-12"),
        ("작년 12월", "2025-12"),
        ("재작년 5월", "2024-05"),
        ("지지난달", "2026-09"),
        ("두 달 전", "2026-09"),
        ("유월 주행거리", "2026-06"),
        ("다음 달 결제일", "2026-12"),
        ("how many km in June?", "2026-06"),
        ("receipt for Dec 2024", "2024-12"),
        ("3월이랑은 상관없고 4월만요", "2026-04"),
    ],
)
def test_a_month_is_the_latest_past_one_unless_it_is_to_come(said: str, value: str) -> None:
    assert extract_month(said, NOW) == value


@pytest.mark.parametrize(
    "said, value",
    [
        ("아까12시반쯤박았어요", "2026-11-22T00:30+09:00"),
        ("12시 반이요 자정 지나서", "2026-11-22T00:30+09:00"),
        ("자정 넘어서 1시 10분", "2026-11-22T01:10+09:00"),
        ("낮12시반쯤", "2026-11-21T12:30+09:00"),
        ("어제 12시 반", "2026-11-21T12:30+09:00"),
    ],
)
def test_twelve_before_noon_is_past_midnight(said: str, value: str) -> None:
    assert extract_occurred_at(said, NOW.replace(hour=2)) == value


def test_a_bridge_or_quarter_named_like_a_holiday_is_no_day() -> None:
    for place in ("신정교 부근", "신정동 사거리", "단오공원 앞"):
        assert extract_occurred_at(f"어제 저녁 7시 {place}에서 박았어요", NOW) == "2026-11-21T19:00+09:00"
