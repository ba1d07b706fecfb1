"""Kind of accident, injuries, towing, service."""

from __future__ import annotations

import pytest

from chalicelib.bot.understanding.events import accident_type, injured, service, tow_needed


@pytest.mark.parametrize(
    "said, kind",
    [
        ("뒤차가 박고 도망갔어요", "hit_and_run"),
        ("신호 대기 중에 뒤에서 받혔어요", "rear_end"),
        ("후진하다 기둥을 박았어요", "reversing"),
        ("중앙선 넘어온 차랑 정면으로", "head_on"),
        ("차선 변경하다가", "lane_change"),
        ("주차해 둔 차를 누가 긁었어요", "parked"),
        ("오토바이랑 부딪혔어요", "two_wheeler"),
        ("횡단보도 건너던 사람을 쳤어요", "pedestrian"),
        ("혼자 가드레일 박음", "single"),
        ("사고 접수요", None),
    ],
)
def test_the_more_particular_kind_wins(said: str, kind: str | None) -> None:
    assert accident_type(said) == kind


@pytest.mark.parametrize(
    "said, value",
    [
        ("사람이 다쳤어요", True),
        ("다친 사람은 없어요", False),
        ("저는 괜찮은데 동승자가 허리를 다쳤어요", True),
        ("안 다쳤고 차만 찌그러졌어요", False),
        ("아파트 지하에서 긁혔어요", None),
        ("사고 났어요", None),
    ],
)
def test_injuries_are_true_false_or_unsaid(said: str, value: bool | None) -> None:
    assert injured(said) is value


@pytest.mark.parametrize(
    "said, value",
    [("차가 안 움직여요", True), ("견인은 필요 없어요", False), ("굴러는 가요", False), ("박았어요", None)],
)
def test_towing_is_true_false_or_unsaid(said: str, value: bool | None) -> None:
    assert tow_needed(said) is value


@pytest.mark.parametrize(
    "said, value",
    [
        ("시동이 안 걸려요", "battery"),
        ("타이어 터졌는데 견인차 보내주세요", "tow"),
        ("바람이 자꾸 빠져요", "tyre"),
        ("차 키를 안에 두고 문을 잠갔어요", "lockout"),
        ("기름이 떨어졌어요", "fuel"),
        ("도랑에 바퀴가 빠졌어요", "winch"),
        ("도와주세요", None),
    ],
)
def test_the_service_asked_for_or_needed(said: str, value: str | None) -> None:
    assert service(said) == value
