"""Where a car is to be towed, from the words in which people say it."""

import pytest

from chalicelib.nlu.destinations import destination_of


@pytest.mark.parametrize(
    "said, place",
    [
        ("서초동 블루핸즈요", "서초동 블루핸즈"),
        ("목적지는 서초정비예요", "서초정비"),
        ("그럼 목적지는 한빛정비로 바꿀게요", "한빛정비"),
        ("현대자동차 남부서비스센터로 부탁드려요", "현대자동차 남부서비스센터"),
        ("집까지 좀 끌어다 주이소", "집"),
        ("우리집 주차장으로요", "우리집 주차장"),
        ("회사로 가야 돼요", "회사"),
        ("양재동 제일정비공업사라예", "양재동 제일정비공업사"),
        ("테헤란로 152", "테헤란로 152"),
        ("올림픽로", "올림픽로"),
        ("the nearest garage", "the nearest garage"),
    ],
)
def test_a_destination_is_its_place_alone(said: str, place: str) -> None:
    assert destination_of(said) == place
