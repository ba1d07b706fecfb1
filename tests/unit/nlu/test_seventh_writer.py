"""Kinds of sentences that a seventh writer brought: what fell, hospitals, nominal style, times put right."""

from datetime import datetime

import pytest

from chalicelib.nlu import read_message
from chalicelib.nlu.places import is_vague

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
"""A Sunday."""


@pytest.mark.parametrize(
    "said, event",
    [
        ("건물 옥상에서 패널이 떨어져서 세워 둔 제 차 보닛이 찌그러졌어요", ("thing", False, True)),
        ("공사장에서 형틀이 떨어져 주차된 제 차 지붕이 움푹 들어갔어요", ("thing", False, True)),
        ("베란다에서 빨래판이 떨어져서 주차해 둔 차 앞유리가 깨졌어요", ("thing", False, True)),
        ("어디선가 배드민턴 라켓이 날아와 세워 둔 차 유리가 깨졌어요", ("thing", False, True)),
        ("벚나무 가지가 부러져서 세워둔 제 차 지붕이 찌그러졌어요", ("thing", False, True)),
        ("산에서 바윗덩이가 굴러와서 달리던 제 차 문짝을 때렸어요", ("thing", True, True)),
        ("제가 전봇대를 박아서 전봇대가 쓰러졌어요", ("thing", True, False)),
        ("후진하다 간판을 들이받았는데 간판이 넘어졌어요", ("thing", True, False)),
        ("우회전하다가 자전거랑 부딪혔는데 아주머니가 타고 오고 있었어요", ("car", True, True)),
        ("직진하는데 정차해 있던 택시가 갑자기 문을 열어서 제 차 미러가 부딪혔어요", ("door", True, False)),
        ("지나가는 중에 주차된 차에서 문이 열려서 박았어요", ("door", True, False)),
        ("지하차도 들어갔다가 물에 잠겨서 시동이 꺼졌어요", ("water", True, None)),
        ("터널 지나다가 물이 확 차올라서 차가 멈췄어요", ("water", True, None)),
        ("집 앞에 세워놨는데 물이 차올라서 차가 잠겼어요", ("water", False, None)),
        ("출발하다가 앞에 정차한 차 받음", ("car", True, False)),
        ("후진하다 뒤에 서 있던 차 박았어요", ("car", True, False)),
        ("나오다가 옆차를 못 봤어요", ("car", True, None)),
        ("어떤 분이 제 차 뒷문 찍어놓고 번호만 남기고 갔어요", ("car", False, True)),
        ("세차장에서 앞에 있던 차가 후진해서 제 차를 박았어요", ("car", None, True)),
        ("아저씨를 쳤는데 경찰 조사도 받았어요", ("person", True, None)),
        ("차 돌리다가 옆집 담장을 무너뜨렸어요", ("thing", True, False)),
        ("주차해 둔 차 위로 타워크레인이 쓰러지면서 덮쳤어요", ("thing", False, True)),
        ("뒤차가 줄 서 있는 제 차를 콩 했어요", ("car", False, True)),
    ],
)
def test_what_hit_what(said: str, event: tuple[object, ...]) -> None:
    found = read_message(said, NOW).entities
    assert tuple(found.get(slot) for slot in ("event_with", "own_moving", "other_moving")) == event


@pytest.mark.parametrize("said", ["고속도로에서 기름이 떨어져서 차가 섰어요", "배터리가 떨어져서 시동이 안 걸려요"])
def test_what_ran_out_hit_nothing(said: str) -> None:
    assert read_message(said, NOW).entities.get("event_with") is None


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
