"""Slots of the accident form extracted from a sentence."""

from __future__ import annotations

from datetime import datetime

import pytest

from chalicelib.nlu import read_message, slot_answers

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")
ALL_OF_THEM = "counterparty_plate counterparty_phone counterparty_insurer"


def slot_value(slot: str, said: str) -> str | bool | None:
    return read_message(said, NOW).entities.get(slot)


@pytest.mark.parametrize(
    "said, who",
    [
        ("운전은 내가함", "self"),
        ("운전자는 저 본인", "self"),
        ("운전자 본인", "self"),
        ("저 운전 중이었어요", "self"),
        ("운전자: 남편", "spouse"),
        ("운전은 저희 딸이 했습니다", "family"),
        ("운전은 제가 아니라 아들이 했어요", "family"),
        ("운전은 아들이 아니라 제가 했어요", "self"),
        ("운전한 사람은 대리기사예요", "other"),
        ("상대 운전자 본인이 그랬어요", None),
        ("운전은 제가 안 했어요", None),
        ("제가 운전자보험이 있는데", None),
        ("제가 잘 몰라요", None),
    ],
)
def test_the_driver_is_extracted_in_any_order(said: str, who: str | None) -> None:
    assert slot_value("driver", said) == who


@pytest.mark.parametrize(
    "said, count",
    [
        ("저만 목이 좀 아파요", "1"),
        ("차에 저랑 엄마 타고 있었는데 둘 다 어깨가 결려요", "2"),
        ("저랑 엄마가 목이 아파요", "2"),
        ("저랑 엄마가 탔는데 엄마만 아파요", "1"),
        ("아내와 딸, 저 다쳤어요", "3"),
        ("두 명 다 어깨가 결려요", "2"),
        ("저만 안 다쳤어요", None),
        ("저랑 아내가 타고 있다가 아내가 다쳤어요", None),
        ("우리 둘 다 괜찮아요", None),
        ("차 두 대 다 긁혔고 목이 아파요", None),
    ],
)
def test_the_injured_are_counted_by_number_or_by_name(said: str, count: str | None) -> None:
    assert slot_value("injured_count", said) == count


@pytest.mark.parametrize(
    "said, slots",
    [
        ("상대 번호는 못 봤고요", "counterparty_plate"),
        ("상대방 연락처는 모르고요", "counterparty_phone"),
        ("차번호는 12가3456인데 연락처는 안 받았어요", "counterparty_phone"),
        ("보험사는 몰라요", "counterparty_insurer"),
        ("상대 차번호랑 연락처, 보험사 다 몰라요", ALL_OF_THEM),
        ("상대는 없었어요", ALL_OF_THEM),
        ("주차해 놨는데 와보니 아무도 없었어요", ALL_OF_THEM),
        ("다친 사람 아무도 없었어요", None),
        ("상대방은 잘못이 없대요", None),
        ("모르는 사람이 박았어요", None),
        ("제 보험사는 몰라요", None),
    ],
)
def test_slots_that_the_customer_does_not_know_are_extracted(said: str, slots: str | None) -> None:
    assert slot_value("unknown", said) == slots


@pytest.mark.parametrize(
    "said, slot, value",
    [
        (
            "와이프가 제 차로 이마트 성수점 주차장에서 후진하다가 옆에 서 있던 차를 긁었대요",
            "place",
            "이마트 성수점 주차장",
        ),
        ("와이프가 제 차로 이마트 주차장에서 후진하다가 옆에 서 있던 차를 긁었대요", "accident_type", "reversing"),
        ("불난 데는 없고 다친 사람도 없고 차는 갓길 말고 휴게소 안에 뒀어요", "injured", False),
        ("앞집 차가 후진하다가 주차된 제 차를 박았어요", "accident_type", "parked"),
        ("롯데백화점 주차장에서 세워져 있던 차를 긁었대요", "accident_type", "parked"),
        ("아내가 주차하다가 기둥을 박았어요", "driver", "spouse"),
        ("남편이 차를 세워뒀는데 앞차가 후진하다가 박았어요", "driver", "nobody"),
        ("동생이 후진하다가 제 차를 박았어요", "driver", None),
        ("오토바이가 박았어요. 신림역 사거리고 7시 40분쯤이에요", "place", "신림역 사거리"),
        ("3차로에서 2차로로 들어가다가 뒤에 오던 차랑 부딪혔습니다", "accident_type", "lane_change"),
        ("연락처 없음", "accident_type", None),
    ],
)
def test_driver_event_and_place_are_distinguished(said: str, slot: str, value: str | bool | None) -> None:
    assert slot_value(slot, said) == value


def test_a_car_at_the_garage_is_undrivable_and_needs_no_tow() -> None:
    for said in ("차는 견인해서 지금 정비소에 있어요", "레카로 이미 옮겼어요"):
        assert (slot_value("drivable", said), slot_value("tow_needed", said)) == (False, False)


@pytest.mark.parametrize(
    "said, name",
    [
        ("강남세브란스요", "강남세브란스"),
        ("집 근처 병원이요", "집 근처 병원"),
        ("동네 정형외과 다녀왔어요", "동네 정형외과"),
        ("내일 병원 가보려고요", ""),
        ("아까 택시 타고 병원 갔어요", ""),
    ],
)
def test_a_hospital_is_its_name_without_the_directions(said: str, name: str) -> None:
    assert slot_answers.extract_hospital(said) == name


@pytest.mark.parametrize(
    "said, count",
    [
        ("집사람이 갈비뼈에 금이 갔습니다 저는 괜찮고요", "1"),
        ("상대 운전자가 목이 아프대요", None),
        ("아이들이 다쳤어요. 저는 괜찮아요", None),
        ("다친 사람은 없어요", None),
    ],
)
def test_one_is_hurt_where_the_others_are_well(said: str, count: str | None) -> None:
    assert read_message(said, NOW).entities.get("injured_count") == count
