"""Kinds of sentences that a seventh writer brought: hospitals, nominal style, times put right."""

from datetime import datetime

import pytest

from chalicelib.nlu import read_message
from chalicelib.nlu.places import is_vague

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
"""A Sunday."""


@pytest.mark.parametrize(
    "said, hospital, place",
    [
        ("장모님 모시고 지금 순천 나눔병원에 와 있어요", "순천 나눔병원", None),
        ("상대방은 원주 하늘의원에 입원했대요", "원주 하늘의원", None),
        ("남편은 포항 바른의료원 응급실에 누워 있습니다", "포항 바른의료원", None),
        ("치료받는 병원은 익산 튼튼정형외과예요", "익산 튼튼정형외과", None),
        ("문경새재에서 박고 상주 온누리병원에 있어요", "상주 온누리병원", "문경새재"),
        ("온누리병원 주차장에서 긁혔어요", None, "온누리병원 주차장"),
        ("온누리병원 가는 길에 신탄진역 앞에서 박았어요", None, "신탄진역 앞"),
    ],
)
def test_the_hospital_is_not_the_place(said: str, hospital: str | None, place: str | None) -> None:
    found = read_message(said, NOW).entities
    assert (found.get("hospital"), found.get("place")) == (hospital, place)


@pytest.mark.parametrize(
    "said, slots",
    [
        (
            "인명피해 무, 차주 운전, 블박 무, 112 신고 완료, 견인 불필요, 운행 가능",
            (False, "self", False, True, False, True),
        ),
        (
            "부상: 무 / 운전자: 본인 / 블박: 유 / 경찰 미신고 / 견인 요망 / 운행 불가",
            (False, "self", True, False, True, False),
        ),
        ("없어요 아픈 데는. 안 했어요 신고는. 있어요 블박", (False, None, True, False, None, None)),
        ("경찰에 신고는 안 혔고 부라끄박스 달려 있어유", (None, None, True, False, None, None)),
        ("블랙박스도 같이 타버렸어요", (None, None, False, None, None, None)),
        ("아들이 어깨를 부딪쳤어요", (True, None, None, None, None, None)),
        ("대리기사님이 후진하다 벽 박았고 사람은 안 다쳤어요", (False, "other", None, None, None, None)),
        ("눈에 지붕이 무너져 차가 깔렸고 차 안에 사람은 없었어요", (False, None, None, None, None, None)),
    ],
)
def test_what_is_said_in_few_words(said: str, slots: tuple[object, ...]) -> None:
    found = read_message(said, NOW).entities
    names = ("injured", "driver", "dashcam", "police_reported", "tow_needed", "drivable")
    assert tuple(found.get(name) for name in names) == slots


@pytest.mark.parametrize(
    "said, known, time",
    [
        ("아니 3시가 아니라 2시요 오후 2시 15분", "", "2026-11-22T14:15+09:00"),
        ("1시라고 했는데 1시 45분이에요", "2026-11-22T13:00+09:00", "2026-11-22T13:45+09:00"),
        ("15분이 아니라 45분이에요", "2026-11-22T13:15+09:00", "2026-11-22T13:45+09:00"),
        ("어제 저녁 7시에 사거리가 아니고 삼거리에서 긁혔어요", "", "2026-11-21T19:00+09:00"),
        ("어제 오후 3시에 2번 출구 아니고 3번 출구 앞에서 박았어요", "", "2026-11-21T15:00+09:00"),
        ("어제 2시에 박고 2시 20분에 경찰 왔어요", "", "2026-11-21T14:00+09:00"),
    ],
)
def test_times_put_right(said: str, known: str, time: str) -> None:
    assert read_message(said, NOW).time(known, asked=True) == time


@pytest.mark.parametrize(
    "said, place",
    [
        ("시간 내서 연락드려요 노량진역 앞에서 박았어요", "노량진역 앞"),
        ("마산 내서읍 광려천 앞에서 박았어요", "마산 내서읍 광려천 앞"),
        ("마트 주차장에서 박았어요 장소는 부천 중동 이마트 지하 3층이고요", "부천 중동 이마트 지하 3층"),
        ("골목에서 긁혔어요 오늘 아침 8시고 수원 매탄동 세탁소 앞이에요", "수원 매탄동 세탁소 앞"),
        ("목동 학원가 앞에서 애가 뛰어나왔어요", "목동 학원가 앞"),
        ("오늘 밤 모래재에서 미끄러졌어요", "모래재"),
        ("남산 1호 터널 아니 1호 아니고 2호 터널 앞에서 부딪쳤어요", "2호 터널 앞"),
    ],
)
def test_places(said: str, place: str) -> None:
    assert read_message(said, NOW).entities.get("place") == place


def test_a_road_in_a_small_district_is_a_place() -> None:
    assert not is_vague("홍천 내면 56번 국도")
    assert is_vague("홍천 56번 국도")


@pytest.mark.parametrize(
    "said, unknown",
    [
        ("차량번호 미상, 연락처 미확인", {"counterparty_plate", "counterparty_phone"}),
        ("상대 차 인적사항 일체 모름", {"counterparty_plate", "counterparty_phone"}),
        ("번호판을 못 읽었어요", {"counterparty_plate"}),
    ],
)
def test_what_is_unknown_in_few_words(said: str, unknown: set[str]) -> None:
    assert set(str(read_message(said, NOW).entities.get("unknown", "")).split()) == unknown
