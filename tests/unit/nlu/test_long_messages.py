"""What one long message says together: the hurt and their number, a place before a car, one time among others."""

from datetime import datetime

import pytest

from chalicelib.nlu import read_message
from chalicelib.nlu.dialogue_acts import urges_on
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


@pytest.mark.parametrize(
    "said, slot, value",
    [
        ("운전자 본인, 블박 유, 경찰 미신고", "police_reported", False),
        ("경찰을 부르지는 않았고 번호만 받았어요", "police_reported", False),
        ("경찰은 필요 없을 것 같아서 안 불렀습니다", "police_reported", False),
        ("신고는 상대방이 했고요", "police_reported", True),
        ("파출소에 뺑소니 신고는 했어요", "police_reported", True),
        ("블랙박스 X", "dashcam", False),
        ("블박 영상도 제출했습니다", "dashcam", True),
        ("렉카 불러서 벌써 공업사에 넣었어요", "tow_needed", False),
        ("스친 정도라 운전해서 집에 왔어요", "drivable", True),
        ("딸놈이 차를 끌고 나갔다가 담을 박았대요", "driver", "family"),
        ("대리 불러서 집에 가다가 사고났어요", "driver", "other"),
        ("길가에 세워둔 내 차 위로 간판이 떨어졌어요. 사람은 안 타고 있었고요", "driver", "nobody"),
        ("밖에 나와보니 운전석 문이 찍혀 있네요", "driver", "nobody"),
        ("동료가 손을 다쳐서 우리병원으로 모시고 왔어요", "hospital", "우리병원"),
        ("차는 운전하는데 아무 지장 없어요", "drivable", True),
        ("사위는 괜찮대요 차도 움직인대요", "injured", False),
        ("제 차를 후배가 빌려 타고 가다가 박았대요", "driver", "other"),
        ("오산 원동 이편한 롯데리아 앞에서 받혔어요", "place", "오산 원동 이편한 롯데리아 앞"),
        ("위례신도시 창곡동 주민센터 앞에서 긁혔어요", "place", "위례신도시 창곡동 주민센터 앞"),
        ("배달차가 받았어요. 저는 은행 갔고 차엔 아무도 없었어요", "driver", "nobody"),
        ("가게 주인이 연락처 줬어요 010-2323-4545", "counterparty_phone", "01023234545"),
        ("방금 1시 30분쯤 전주 객사 주차장에서 긁었어요", "place", "전주 객사 주차장"),
        (
            "누가 찍었는지 도통 모르겠어요 명함도 없고요",
            "unknown",
            "counterparty_plate counterparty_phone counterparty_insurer",
        ),
    ],
)
def test_one_clause_says_it_beside_others(said: str, slot: str, value: object) -> None:
    assert _found(said, slot) == value


@pytest.mark.parametrize(
    "said, event",
    [
        ("맞은편에서 오는 승합차랑 거울끼리 부딪혔어요", ("car", None, True)),
        ("좁은 다리에서 교행하다가 상대 차랑 미러 접촉", ("car", True, True)),
        ("좌회전 대기하고 있는데 뒤에서 쏘렌토가 박았어요", ("car", False, True)),
        ("하수구에 바퀴가 빠져부렀어요", ("thing", True, False)),
        ("내 차 서 있어요. 뒤에 차 와서 쿵.", ("car", False, True)),
        ("주행 중 전방 트럭 적재물(합판) 낙하하여 앞유리 파손", ("thing", True, True)),
        ("정차 상태에서 뒷문 개방, 뒤에서 오던 자전거가 문에 부딪힘", ("door", False, True)),
    ],
)
def test_who_came_moved(said: str, event: tuple[object, ...]) -> None:
    assert tuple(_found(said, slot) for slot in ("event_with", "own_moving", "other_moving")) == event


@pytest.mark.parametrize(
    "said, urges",
    [
        ("빨리 좀 하자 바쁘다", True),
        ("얼른 접수해 주세요 출근해야 돼요", True),
        ("서둘러 주세요", True),
        ("빨리 나가봐야 해서 나중에 할게요", False),
        ("뒤차가 빨리 와서 박았어요", False),
    ],
)
def test_haste_wants_to_go_on(said: str, *, urges: bool) -> None:
    assert urges_on(said) is urges


def test_who_left_the_road_unhurt_reports_an_accident() -> None:
    said = "배수로에 바퀴가 빠져버렸어요. 몸은 괜찮고 견인차 좀 보내주세요"
    assert read_message(said, NOW).understood.intent == "accident_report"
