"""Times of an accident: day words × times of day × endings × clauses about something else.

A sentence has the exact value, or none where its day words can't be resolved. It never has another one.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.nlu.times import extract_occurred_at

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")  # a Sunday

DAYS = {
    "어제": "2026-11-21",
    "그저께": "2026-11-20",
    "엊그제": "2026-11-20",
    "월요일": "2026-11-16",
    "토요일": "2026-11-21",
    "지난 일요일": "2026-11-15",
    "지난 금요일": "2026-11-20",
    "지난주 수요일": "2026-11-11",
    "지지난주 금요일": "2026-11-06",
    "2주 전 화요일": "2026-11-03",
    "11월 3일": "2026-11-03",
    "지난달 30일": "2026-10-30",
    "작년 12월 24일": "2025-12-24",
    "이달 초하루": "2026-11-01",
    "시월 스무날": "2026-10-20",
    "11월 초사흗날": "2026-11-03",
    "사흘 전": "2026-11-19",
    "보름 전": "2026-11-07",
    "열흘 전": "2026-11-12",
    "스무날 전": "2026-11-02",
    "여드레 전": "2026-11-14",
    "추석날": "2026-09-25",
    "추석 당일": "2026-09-25",
    "추석 전날": "2026-09-24",
    "추석 둘째 날": "2026-09-25",
    "추석 연휴 첫날": "2026-09-24",
    "추석 연휴 셋째 날": "2026-09-26",
    "추석 이틀 전": "2026-09-23",
    "추석 다음다음 날": "2026-09-27",
    "설날": "2026-02-17",
    "구정 다음날": "2026-02-18",
    "설 연휴 첫날": "2026-02-16",
    "설 연휴 둘째 날": "2026-02-17",
    "작년 추석날": "2025-10-06",
    "한글날": "2026-10-09",
    "3.1절": "2026-03-01",
    "크리스마스 이브": "2025-12-24",
    "크리스마스 사흘 뒤": "2025-12-28",
    "빼빼로데이": "2026-11-11",
    "현충일 전날": "2026-06-05",
}
UNREAD = [
    *["한 달 전", "두어 달 전", "며칠 전", "몇일전", "얼마 전", "이삼일 전", "2~3일 전", "사나흘 전", "하루 이틀 전"],
    *["지난주", "저번 주", "지난달", "지난 주말", "주말", "작년", "재작년 여름", "올봄", "추석 연휴", "추석 무렵"],
    *["추석 지나고", "설 쇠고", "월급날", "동지", "비 오는 날", "그날", "음력 보름날", "어제나 그제"],
    *["월요일이나 화요일", "휴가 때", "작년 월요일", "두 달 전 15일", "추석 다음 주 화요일", "월초", "지난달 말쯤"],
    *["2~3주 전", "추석 연휴 마지막 날", "월요일인가 화요일인가", "한 일주일 됐나"],
]
CLOCKS = {
    "새벽 5시": "05:00",
    "아침 7시 반": "07:30",
    "아침 일곱시 반": "07:30",
    "오전 열한시 십오분": "11:15",
    "점심 12시 40분": "12:40",
    "낮 두시": "14:00",
    "오후 3시": "15:00",
    "오후 3시 10분 전": "14:50",
    "해질녘 여섯시쯤": "18:00",
    "저녁 7시": "19:00",
    "밤 11시경": "23:00",
    "16:20": "16:20",
}
SPANS = ["3시에서 4시 사이", "오후 2시부터 5시 사이", "3~4시", "두세시쯤", "저녁 대여섯시", "2시나 3시쯤"]
EVENTS = [
    "에 사고났어요",
    "에 접촉사고가 났습니다",
    "에 뒤차가 박았어요",
    "에 강남역 사거리에서 신호 대기하는데 뒤에서 쿵 받혔어요",
    "에 기둥 긁어버렸네유",
    "에 누가 제 차 긁고 갔당께요",
]
BEFORE = [
    "오늘 아침 9시에 전화했는데 안 받으시더라고요 ",
    "올해 일흔여덟인데 운전한 지 사십오년 됐습니다 ",
    "지난주에 산 차인데 ",
    "면허 딴 지 3년 됐는데 ",
    "앱에서 어제부터 접수가 안 돼서요 ",
    "오늘 오전 10시에 병원 다녀왔어요 ",
    "오후 2시에 회의가 있어서요 ",
    "작년에도 사고 한 번 있었는데 이번에는 ",
    "",
]
AFTER = [
    ". 오늘 10시에 병원 갔다 왔어요",
    " 내일 오후 2시에 병원 예약했어요",
    ". 저녁 8시 이후에 전화 주세요",
    " 오늘 오후 1시에 경찰에 신고했고요",
    ". 어제 정비소에 맡겼어요",
    " 4시까지 회의라서 그 뒤에 연락 주세요",
    ". 보험 가입한 지 두 달 됐어요",
    "",
]


@settings(max_examples=150, deadline=None)
@given(*(st.sampled_from(sorted(words)) for words in (DAYS, CLOCKS, EVENTS, BEFORE, AFTER)))
def test_the_day_and_time_of_the_event_are_exact(day: str, clock: str, event: str, before: str, after: str) -> None:
    said = f"{before}{day} {clock}{event}{after}"
    assert extract_occurred_at(said, NOW) == f"{DAYS[day]}T{CLOCKS[clock]}+09:00", said


@settings(max_examples=150, deadline=None)
@given(*(st.sampled_from(sorted(words)) for words in (DAYS, EVENTS, BEFORE, AFTER)))
def test_a_day_without_a_time_of_day_is_a_date(day: str, event: str, before: str, after: str) -> None:
    said = f"{before}{day}{event}{after}"
    assert extract_occurred_at(said, NOW) == DAYS[day], said


@settings(max_examples=150, deadline=None)
@given(*(st.sampled_from(sorted(words)) for words in (UNREAD, [*CLOCKS, ""], EVENTS, BEFORE, AFTER)))
def test_a_day_that_is_not_understood_is_no_time(day: str, clock: str, event: str, before: str, after: str) -> None:
    said = f"{before}{day} {clock}{event}{after}"
    assert extract_occurred_at(said, NOW) is None, said


@settings(max_examples=150, deadline=None)
@given(*(st.sampled_from(sorted(words)) for words in ([*DAYS, ""], SPANS, EVENTS, BEFORE, AFTER)))
def test_a_span_is_at_most_its_day(day: str, span: str, event: str, before: str, after: str) -> None:
    said = f"{before}{day} {span}{event}{after}".strip()
    assert extract_occurred_at(said, NOW) == DAYS.get(day), said


def test_words_without_blanks_have_the_same_day() -> None:
    said = {
        f"{day} {clock}에 사고났어요".replace(" ", ""): f"{DAYS[day]}T{CLOCKS[clock]}+09:00"
        for day in DAYS
        for clock in CLOCKS
    }
    vague = {f"{day} {clock}에 사고났어요".replace(" ", ""): None for day in UNREAD for clock in ("저녁 7시", "16:20")}
    expected = said | vague
    assert {words: extract_occurred_at(words, NOW) for words in expected} == expected


@pytest.mark.parametrize(
    "said, value",
    [
        ("어젯밤 12시 반", "2026-11-22T00:30+09:00"),
        ("어젯밤 열두시 반쯤", "2026-11-22T00:30+09:00"),
        ("그제 밤 12시 반", "2026-11-21T00:30+09:00"),
        ("오늘 새벽 12시 반", "2026-11-22T00:30+09:00"),
        ("간밤 1시 40분", "2026-11-22T01:40+09:00"),
        ("어제저녁 아홉시", "2026-11-21T21:00+09:00"),
        ("20일 세시 반", "2026-11-20T15:30+09:00"),
        ("yesterday 5pm", "2026-11-21T17:00+09:00"),
        ("last night at 11 pm", "2026-11-21T23:00+09:00"),
        ("last week at 3pm", None),
        ("30 minutes ago at Itaewon Station", "2026-11-22T14:30+09:00"),
        ("half an hour ago", "2026-11-22T14:30+09:00"),
        ("오늘 오전 11시반대전둔산동이요", "2026-11-22T11:30+09:00"),
        ("어젯밤에서 오늘 아침 사이요", None),
        ("한두 시간 전", None),
        ("2~3시간 전", None),
        ("오후 2시에 병원 가다가 박았어요", "2026-11-22T14:00+09:00"),
        ("일요일 새벽 5시", "2026-11-22T05:00+09:00"),
        ("일요일 밤 11시에 박았어요", "2026-11-15T23:00+09:00"),
        ("엊그제 비 오는 날 밤 10시", "2026-11-20T22:00+09:00"),
        ("한 달 전 10월 20일 밤 10시", "2026-10-20T22:00+09:00"),
        ("어제 오후 3시 세브란스병원 앞이요", "2026-11-21T15:00+09:00"),
        ("어제 오후 3시 사고 접수할게요", "2026-11-21T15:00+09:00"),
        ("올해 일흔여덟입니다", None),
        ("운전한 지 사십오년 됐어요", None),
        ("어제 전화했었어요", None),
        ("경찰이 어제 3시에 왔어요", None),
        ("3시에 예약한 사람인데 사고는 어제 오후 5시요", "2026-11-21T17:00+09:00"),
    ],
)
def test_times_at_the_edges_of_days_and_clauses(said: str, value: str | None) -> None:
    assert extract_occurred_at(said, NOW) == value
