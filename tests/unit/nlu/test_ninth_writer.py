"""Kinds of sentences that a ninth writer brought: a car that another driver hit, people taken to hospital."""

from datetime import datetime

import pytest

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.emergency_detection import downgrade_emergency
from chalicelib.nlu import dialogue_acts, read_message

NOW = datetime.fromisoformat("2026-12-01T08:25+09:00")


@pytest.mark.parametrize(
    "said, event",
    [
        ("주차해둔 제 차를 옆집 사람이 후진하다 박았어요", ("car", False, True)),
        ("세워둔 차를 앞집 총각이 오토바이로 들이받았어요", ("car", False, True)),
        ("우리 집 앞에 세워둔 내 차를 이웃집 젊은이가 차 몰고 나가다 들이받았소", ("car", False, True)),
        ("신호대기 중인데 제 차를 누가 박았어요", ("car", False, True)),
        ("직진하는데 자전거가 제 차를 박았어요", ("car", True, True)),
        ("제 차를 후진하다가 주차된 차를 박았어요", ("car", True, False)),
        ("공사장에서 지게차가 밀어서 문짝이 찌그러졌어요", ("car", None, True)),
        ("뒤차가 밀어서 제가 앞차를 박았어요. 저는 서 있었어요", ("car", False, True)),
        ("차를 밀어서 갓길로 옮겼어요", (None, None, None)),
        ("농수로에 차가 빠졌어요", ("thing", True, False)),
        ("실수로 기둥을 박았어요", ("thing", True, False)),
        ("앞차가 후진하다가 제 차를 박았어요 저는 서 있었고요", ("car", False, True)),
        ("제가 앞차를 박았는데 앞차는 신호대기 중이었어요", ("car", True, False)),
        ("저는 멈췄는데 제 뒤차가 못 서고 저를 박았어요", ("car", False, True)),
        ("문 열어 놓고 짐 내리는데 지나가던 차가 문짝을 쳤어요", ("door", False, True)),
        ("아들놈이 내 차를 끌고 나갔다가 골목에서 서있는 차를 박았답니다", ("car", True, False)),
        ("남의 차가 내 차 뒤에 쿵 했어요. 나 서 있었어요", ("car", False, True)),
        ("내 차 짐칸에서 파이프가 떨어져서 뒤차 유리가 깨졌습니다", ("car", None, None)),
        ("옆차 주인이 쪽지를 남겼더라고요 긁었다고", ("car", False, True)),
        ("말이 길로 뛰어나와그네 내 차영 부딪쳤수다", ("animal", True, True)),
        ("좌회전하다가 배달 오토바이랑 사고났습니다", ("car", True, None)),
    ],
)
def test_what_hit_what(said: str, event: tuple[object, ...]) -> None:
    found = read_message(said, NOW).entities
    assert tuple(found.get(slot) for slot in ("event_with", "own_moving", "other_moving")) == event


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
