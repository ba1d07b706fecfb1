"""All that is wrong with a car, where more than one thing is; and the state of its tyres."""

import pytest

from chalicelib.nlu.car_faults import read_faults, read_tyre_damage


@pytest.mark.parametrize(
    "text, faults",
    [
        ("밧데리도 죽고 뒷바퀴도 빵꾸났습니다", ("battery", "tyre")),
        ("문이 잠겼는데 키는 안에 있고 배터리까지 방전이에요", ("lockout", "battery")),
        ("타이어 터지면서 도랑에 빠졌어요", ("winch", "tyre")),
        ("휘발유도 없고 시동도 안 걸려요", ("fuel",)),
        ("시동도 안 걸리고 앞바퀴 바람이 다 빠졌어요", ("tyre", "battery")),
        ("스마트키 배터리가 나가서 문을 못 열어요", ()),
        ("배터리는 멀쩡한데 타이어가 펑크났어요", ("tyre",)),
        ("My battery is dead and I have a flat tire", ("tyre", "battery")),
        ("내일 보험료 얼마예요", ()),
    ],
)
def test_each_fault_is_read_and_none_that_only_sounds_like_one(text: str, faults: tuple[str, ...]) -> None:
    assert sorted(read_faults(text)) == sorted(faults)


@pytest.mark.parametrize(
    "text, damage",
    [
        ("연석에 긁혀서 타이어 옆면이 부풀었어요", "sidewall"),
        ("펑크 위치가 사이드월에 구멍이에요", "sidewall"),
        ("뒷타이어가 완전히 찢어졌어요", "torn"),
        ("타이어 두 짝이 한꺼번에 터졌어요", "several"),
        ("앞뒤 바퀴 다 펑크예요", "several"),
        ("펑크났는데 스페어 타이어는 트렁크에 있어요", "spare"),
        ("예비 타이어도 없어요", None),
        ("못이 두 개 박혔어요", None),
        ("옆구리가 아파요", None),
        ("옆 차 타이어가 보여요", None),
    ],
)
def test_what_a_tyre_repair_on_the_spot_depends_on(text: str, damage: str | None) -> None:
    assert read_tyre_damage(text) == damage
