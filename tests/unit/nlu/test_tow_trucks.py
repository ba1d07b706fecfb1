"""A tow truck that nobody called, and other trucks."""

import pytest

from chalicelib.nlu.tow_trucks import says_other_truck


@pytest.mark.parametrize(
    "text",
    [
        "다른 렉카가 와서 끌고 간대요",
        "모르는 렉카가 와 있어요",
        "사설 견인차가 먼저 왔는데 맡겨도 돼요?",
        "부르지도 않은 레커차가 왔어요",
        "웬 견인차가 와서 자꾸 맡기라고 해요",
        "이상한 기사가 와서 끌고 가겠대요",
        "사설 렉카가 동의도 없이 끌고 갔어요",
        "another tow truck wants to take my car",
    ],
)
def test_a_truck_that_nobody_called_is_noticed(text: str) -> None:
    assert says_other_truck(text)


@pytest.mark.parametrize(
    "text",
    [
        "견인차 불러 주세요",
        "렉카가 안 와요",
        "다른 트럭이 와서 박았어요",
        "모르는 트럭이 박고 갔어요",
        "사설 렉카가 정비소로 끌고 갔어요",
        "다른 기사님으로 바꿔 주세요",
        "렉카 불렀는데 언제 와요",
    ],
)
def test_other_trucks_and_one_that_did_its_work_are_not(text: str) -> None:
    assert not says_other_truck(text)
