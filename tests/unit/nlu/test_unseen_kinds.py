"""Kinds of sentences that stories of other writers told otherwise than grids do: places, times, injuries."""

from datetime import datetime

import pytest

from chalicelib.nlu import read_message
from chalicelib.nlu.people_counts import extract_people_count

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
"""A Sunday."""


@pytest.mark.parametrize(
    "said, place",
    [
        ("어제 김제에서 부안 가는 방향 23번 국도에서 박았어요", "김제에서 부안 가는 방향 23번 국도"),
        ("미사역 5번출구 건널목에서 부딪혔어요", "미사역 5번출구 건널목"),
        ("정자역 로데오 사거리에서 뒤차가 박았어요", "정자역 로데오 사거리"),
        ("부산 남구 수영로 312 앞에서 추돌했습니다", "부산 남구 수영로 312 앞"),
        ("광장시장 먹자거리에서 긁었어요", "광장시장 먹자거리"),
        ("장흥 회진면 바닷가 길에서 박았어요", "장흥 회진면 바닷가 길"),
        ("호남고속도로 논산방향 여산휴게소 지나서 박았습니다", "호남고속도로 논산방향 여산휴게소 지나서"),
        ("자유로 파주방향 이산포IC 빠지는 램프에서 추돌했어요", "자유로 파주방향 이산포IC 빠지는 램프"),
        ("춘천 가는데 46번국도 강촌휴게소 앞에서 긁혔어요", "46번국도 강촌휴게소 앞"),
        ("안동에서 의성 가는 방향 28번 국도에서 박았어요", "안동에서 의성 가는 방향 28번 국도"),
        ("하동에서 광양 넘어가는 길에서 긁었어요", "하동에서 광양 넘어가는 길"),
        ("선릉역 4번 출구 근처 이면도로에서 부딪혔어요", "선릉역 4번 출구 근처 이면도로"),
        ("호남고속도로 익산IC 부근에서 박았고 지금은 전주 집에 와 있어요", "호남고속도로 익산IC 부근"),
    ],
)
def test_places_in_full(said: str, place: str) -> None:
    assert read_message(said, NOW).entities["place"] == place


@pytest.mark.parametrize(
    "said",
    [
        "성묘 가는 길에 앞차를 박았어요",
        "어제 저녁에예 골목에서 긁었심더",
        "내리막길에서 미끄러졌어요",
        "긁혔는데 지금 차고지에 왔어요",
    ],
)
def test_no_place(said: str) -> None:
    assert "place" not in read_message(said, NOW).entities


@pytest.mark.parametrize(
    "said, time",
    [
        ("어즈께 오후 네 시에 박았어라", "2026-11-21T16:00+09:00"),
        ("아레 저녁 여덟시에 박았심더", "2026-11-20T20:00+09:00"),
        ("어젯밤 새벽 1시 반에 긁혔어요", "2026-11-22T01:30+09:00"),
        ("어제 07:10에 받혔습니다", "2026-11-21T07:10+09:00"),
        ("어제 07:10경 세워 둔 차를 버스가 긁었습니다", "2026-11-21T07:10+09:00"),
        ("아까 두시 좀 넘어서 2시 20분쯤 박았어요", "2026-11-22T14:20+09:00"),
        ("수능 전날 오후 5시에 사고 났어요", "2026-11-18T17:00+09:00"),
        ("새벽 3시쯤부터 물이 들어왔대요", "2026-11-22T03:00+09:00"),
        ("어제 오후 3시에 박았어요. 아 어제가 아니라 그저께예요", "2026-11-20T15:00+09:00"),
        ("그제 9시 10분에 사고가 났습니다. 그제가 아니라 어제입니다.", "2026-11-21T09:10+09:00"),
    ],
)
def test_times(said: str, time: str) -> None:
    assert read_message(said, NOW).entities["occurred_at"] == time


@pytest.mark.parametrize(
    "said",
    [
        "오후 여섯 시에 맡기고 아홉 시에 찾았어요",
        "밤 열시에 대놓고 아침 여섯시에 나왔으니 그 사이죠",
        "아침에 나와 보니 어젯밤에 세워 둔 오토바이가 없어졌어요",
        "한 시에서 두 시 사이요",
    ],
)
def test_a_span_is_no_time(said: str) -> None:
    found = read_message(said, NOW).entities
    assert "occurred_at" not in found
    assert "occurred_at" in str(found["unknown"])


def test_a_weekday_belongs_to_the_known_week() -> None:
    reading = read_message("목요일이 아니라 화요일이었어요", NOW)
    assert reading.time("2026-11-12", asked=False) == "2026-11-10"


@pytest.mark.parametrize(
    "said, injured",
    [
        ("인명피해: 없음", False),
        ("세 사람 다 다친 데는 없어요", False),
        ("멘탈만 다쳤어요", False),
        ("다친 사름 엇수다", False),
        ("기사님 손등이 부으셨어요", True),
        ("동승자가 염좌 진단 받았어요", True),
        ("학생이 다리를 절뚝거려요", True),
        ("아버지를 병원에 모시고 갔다 오는 길에 사고가 났어요", None),
    ],
)
def test_who_is_hurt(said: str, injured: bool | None) -> None:
    assert read_message(said, NOW).entities.get("injured") is injured


@pytest.mark.parametrize(
    "said, count", [("영감 하나여유", 1), ("저 하나요 상대는 멀쩡해요", 1), ("저허고 애허고 둘이제", 2)]
)
def test_how_many_are_hurt(said: str, count: int) -> None:
    assert extract_people_count(said) == count


def test_fields_with_colons_are_read() -> None:
    found = read_message("견인: 불필요 경찰 신고: 하지 않음 블랙박스: 영상 있음", NOW).entities
    assert (found["tow_needed"], found["police_reported"], found["dashcam"]) == (False, False, True)


@pytest.mark.parametrize(
    "said, slot, value",
    [
        ("57러 1234 아니 1243이요", "plates", "57러1243"),
        ("57러 1234예요 아 1243이에요", "plates", "57러1243"),
        ("57러 1234입니다. 앗 잘못 적었네요 57러 1243입니다", "plates", "57러1243"),
        ("010-2222-3333 아니 3334요", "phone", "01022223334"),
        ("010 2222 3333인데 끝자리가 4444예요", "phone", "01022224444"),
        ("뒷자리만 봤어요 1234", "plates", "일부1234"),
        ("57러 1234, 뒤차는 63나 4321이에요", "plates", "57러1234 63나4321"),
    ],
)
def test_numbers_are_put_right(said: str, slot: str, value: str) -> None:
    assert read_message(said, NOW).entities[slot] == value


@pytest.mark.parametrize(
    "said, count",
    [
        ("제가 허리가 아프고 상대방은 괜찮대요", "1"),
        ("저는 목이 결리고 그쪽 양반은 팔을 다쳤대요", "2"),
        ("저랑 남편이 응급실에 있어요", "2"),
        ("목이 아파요", None),
    ],
)
def test_people_of_whom_somebody_says_that_they_are_hurt_are_counted(said: str, count: str | None) -> None:
    assert read_message(said, NOW).entities.get("injured_count") == count


@pytest.mark.parametrize(
    "said, slots",
    [
        ("대리 기사가 집 앞 차단기를 박았어요", {"driver": "other"}),
        ("처남이 차를 빌려 가서 가로수를 들이받았대요", {"driver": "family"}),
        ("남편이 주차장 벽을 긁었어요", {"driver": "spouse"}),
        ("동생이 후진하다가 제 차를 박았어요", {}),
        ("시동이 안 걸렸고 차는 견인했고요", {"tow_needed": False, "drivable": False}),
        ("렉카 x", {"tow_needed": False, "drivable": True}),
        ("경찰 부름", {"police_reported": True}),
        ("렉카로 공업사 도착했어요", {"tow_needed": False, "drivable": False}),
        ("공업사에서 벌써 가져갔어요", {"tow_needed": False, "drivable": False}),
        ("2채널이에요", {"dashcam": True}),
        ("메모리 카드가 고장 나서요", {"dashcam": False}),
        ("지구대에서 나와서 조사했어요", {"police_reported": True}),
        ("블박은 있는데 녹화가 안 됐어요", {"dashcam": False}),
        ("할아버지는 병원 가셨어요", {"injured": True}),
        ("딸은 다행히 괜찮고 차만 찌그러졌어요", {"injured": False}),
    ],
)
def test_what_is_said_beside_the_event(said: str, slots: dict[str, object]) -> None:
    found = read_message(said, NOW).entities
    kept = ("driver", "tow_needed", "drivable", "police_reported", "dashcam", "injured")
    assert {slot: found[slot] for slot in kept if slot in found} == slots


def test_nobody_is_asked_for_the_number_of_somebody_unknown() -> None:
    left = read_message("누가 제 차 문을 부숴 놓고 갔어요", NOW).entities
    wrote = read_message("누가 제 차를 박고 쪽지를 남겼어요", NOW).entities
    assert left["unknown"] == "counterparty_phone counterparty_insurer"
    assert "counterparty_phone" not in str(wrote.get("unknown", ""))


@pytest.mark.parametrize(
    "said, unknown",
    [
        ("누가 열쇠로 문짝을 긁어놈", "counterparty_phone counterparty_insurer"),
        ("주차한 차가 긁혔는데 범인은 아직 몰라요", "counterparty_phone counterparty_insurer"),
        ("치고 도망갔는데 번호를 못 봤어요", "counterparty_plate"),
        ("문 열다가 킥보드랑 부딪혔어요", "counterparty_plate counterparty_insurer"),
        ("전화 번호 못 적었어요", None),
    ],
)
def test_what_nobody_can_tell_is_known_to_be_unknown(said: str, unknown: str | None) -> None:
    found = read_message(said, NOW).entities.get("unknown")
    assert "counterparty_plate" not in str(found) if unknown is None else found == unknown
