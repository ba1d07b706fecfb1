"""Type of accident, injuries, towing, roadside service."""

from __future__ import annotations

from datetime import datetime

import pytest

from chalicelib.nlu import read_message
from chalicelib.nlu.accident_entities import extract_injured, extract_service, extract_tow_needed
from chalicelib.nlu.accident_types import read_accident

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")


@pytest.mark.parametrize(
    "said, kind",
    [
        ("뒤차가 박고 도망갔어요", "hit_and_run"),
        ("신호 대기 중에 뒤에서 받혔어요", "rear_end"),
        ("후진하다 기둥을 박았어요", "reversing"),
        ("차를 빼다가 옆차를 박았어요", "reversing"),
        ("차를 빼다가 기둥에 부딪혔어요", "single"),
        ("로터리 돌다가 들어오던 차가 제 차 옆구리를 받았어요", "intersection"),
        ("추돌사고 났습니다. 불난 데는 없고 차는 갓길 말고 휴게소 안에 세워놨습니다.", "rear_end"),
        ("길가에 세워 둔 차 백미러를 긁었어요", "parked"),
        ("중앙선 넘어온 차랑 정면으로", "head_on"),
        ("차선 변경하다가", "lane_change"),
        ("주차해 둔 차를 누가 긁었어요", "parked"),
        ("오토바이랑 부딪혔어요", "two_wheeler"),
        ("횡단보도 건너던 사람을 쳤어요", "pedestrian"),
        ("혼자 가드레일 박음", "single"),
        ("상대가 그냥 가자고 해요", None),
        ("누가 제 차를 긁고 갔어요", "hit_and_run"),
        ("국도에서 고라니를 치어서 범퍼가 깨졌어요", "single"),
        ("비보호 좌회전하다 맞은편에서 오던 차와 부딪혔어요", "intersection"),
        ("마주 오던 차와 사이드미러를 스쳤어요", "side"),
        ("사고 접수요", None),
        ("옆차가 차선바꾸다 내차 옆구리긁음", "lane_change"),
        ("옆차가 차선 바꾸다가 제 차 옆구리를 긁었어요", "lane_change"),
        ("로데오거리에서 접촉사고", None),
        ("1차로에 서 있어요 뒤에서 차들이 막 와요", None),
        ("뒤에서 트럭이 와서 박았어요", "rear_end"),
        ("은행사거리 횡단보도에서 제 차에 중학생이 살짝 부딪혔습니다", "pedestrian"),
        ("전동킥보드 탄 학생이 튀어나와서 부딪혔어요", "two_wheeler"),
        ("아이가 타고 있었는데 뒤차랑 부딪혔어요", "rear_end"),
    ],
)
def test_the_more_specific_accident_type_takes_precedence(said: str, kind: str | None) -> None:
    assert read_accident(said).kind == kind


@pytest.mark.parametrize(
    "said, value",
    [
        ("사람이 다쳤어요", True),
        ("다친 사람은 없어요", False),
        ("저는 괜찮은데 동승자가 허리를 다쳤어요", True),
        ("안 다쳤고 차만 찌그러졌어요", False),
        ("아파트 지하에서 긁혔어요", None),
        ("사고 났어요", None),
        ("다친사람無", False),
        ("뉴코아 앞에서 났는데 다들 괜찮대요", False),
        ("아무도 안다쳣구요", False),
        ("다친 디는 없고유", False),
        ("택배 아저씨 차랑 부딪혔어요", None),
        ("칠이 까졌고 범퍼가 찢어졌어요", None),
        ("무릎에 멍만 드셨대요", True),
        ("고라니를 쳤는데 고라니가 죽었어요", None),
        ("병원 갔다 오다가 긁었어요", None),
    ],
)
def test_injuries_are_true_false_or_missing(said: str, value: bool | None) -> None:
    assert extract_injured(said) is value


@pytest.mark.parametrize(
    "said, value",
    [("차가 안 움직여요", True), ("견인은 필요 없어요", False), ("굴러는 가요", False), ("박았어요", None)]
    + [
        ("tow truck 필요 없어요", False),
        ("견인은 ㄴㄴ", False),
        ("견인 불필요", False),
        ("차는 몰고 왔어요", False),
        ("차가 안 가유", True),
    ]
    + [("차는 견인해서 지금 정비소에 있어요", False), ("렉카가 끌고 갔어요", False), ("정비소로 견인해 주세요", True)]
    + [("그 차는 견인해 갔어요", None), ("견인차는 벌써 왔어요", None), ("손수레 끌고 가시다가", None)],
)
def test_towing_is_true_false_or_missing(said: str, value: bool | None) -> None:
    assert extract_tow_needed(said) is value


@pytest.mark.parametrize(
    "said, value",
    [
        ("배터리가 나가서 시동이 안 걸려요", "battery"),
        ("시동이 안 걸려요", None),
        ("차가 퍼졌어요", None),
        ("레카 불러 주세요", "tow"),
        ("타이어 터졌는데 견인차 보내주세요", "tow"),
        ("바람이 자꾸 빠져요", "tyre"),
        ("차 키를 안에 두고 문을 잠갔어요", "lockout"),
        ("기름이 떨어졌어요", "fuel"),
        ("도랑에 바퀴가 빠졌어요", "winch"),
        ("도와주세요", None),
    ],
)
def test_the_service_asked_for_or_needed(said: str, value: str | None) -> None:
    assert extract_service(said) == value


def test_a_mentioned_crossroads_is_no_accident_type() -> None:
    assert "accident_type" not in read_message("사창사거리가 아니라 봉명사거리예요", NOW).entities
    assert read_message("봉명사거리에서 접촉사고 났어요", NOW).entities["accident_type"] == "intersection"


@pytest.mark.parametrize("place", ["탕정면", "논현역", "논산시", "신음동", "신정동"])
def test_a_place_name_fills_the_place_alone(place: str) -> None:
    found = read_message(f"{place}에서 접촉사고 났어요", NOW).entities
    assert found == {"place": place}


@pytest.mark.parametrize("said", ["나무가 쓰러져서 차를 덮쳤어요", "간판이 넘어지면서 지붕을 찍었어요"])
def test_a_thing_that_falls_is_no_injury(said: str) -> None:
    assert extract_injured(said) is None


@pytest.mark.parametrize(
    "said, injured",
    [
        ("빈 차였는디 누가 다쳐유", False),
        ("사람이 왜 다칩니까 차만 없어졌는데", False),
        ("도난인데 무슨 부상이에요", False),
        ("빈 차라 다칠 일이 없죠", False),
        ("저만요 어깨 쪽이 살짝요", True),
        ("문짝이 살짝요", None),
        ("다칠 사람이 어딨소", False),
        ("다치긴 뭘 다쳐", False),
        ("다친 데 하나도 없구만유", False),
        ("앞차 박았는데 사람은 암시랑토 안 해요", False),
        ("차에 사람은 타지도 않았어요", False),
        ("타던 양반이 무르팍이 까졌대요", True),
        ("본인 과실 인정 부상자 무", False),
        ("그날은 몰랐는데 안 아픕니더", False),
        ("애가 울긴 했는데 다친 건 아니에요", False),
        ("손꾸락이 째졌어요", True),
        ("허리가 쪼까 아퍼라", True),
        ("제가 허리가 좀 아픕니다", True),
        ("남편은 멍든 정도고 차는 견인했어요", True),
        ("기사 아저씨가 목덜미 잡고 내리시데예", True),
        ("앞바퀴에 발등을 밟히셨어요", True),
        ("학생 팔꿈치가 긁혔어요", True),
        ("상대가 목 잡고 내렸어요", True),
        ("차 옆구리가 긁혔어요", None),
    ],
)
def test_harm_to_people_is_read_in_rhetoric_and_in_dialect(said: str, injured: bool | None) -> None:
    assert extract_injured(said) is injured


@pytest.mark.parametrize(
    "said, needed",
    [
        ("안 끌어가두 되유", False),
        ("아니우다 견인은 필요 어수다", False),
        ("끌고 갈 정도는 아니에요", False),
        ("어제 벌써 렉카가 공업사로 끌고 갔습니다", False),
        ("살살 몰고 가믄 되유", False),
        ("예 끌고 가야지라", True),
        ("못 끌고 가겠소 차 좀 보내주시오", True),
    ],
)
def test_needless_tows_are_read_in_dialect(said: str, needed: bool) -> None:
    assert read_message(said, NOW).entities["tow_needed"] is needed
