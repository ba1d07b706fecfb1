"""What hit what, on a grid of sentences: nouns × particles × verbs × endings × how the cars were."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from chalicelib.content.josa import josa_after
from chalicelib.nlu.accident_types import read_accident

Expected = tuple[str | None, bool | None, bool | None, str | None]
"""With, own_moving, other_moving, accident_type."""

CARS = ("택시", "버스", "옆차", "상대방 차", "카니발", "SUV")
TWO_WHEELERS = ("자전거", "오토바이", "전동 킥보드", "배달 오토바이")
THINGS = ("기둥", "전봇대", "가드레일", "벽", "화단", "주차장 기둥", "돌담", "차단기", "연석")
ANIMALS = ("고라니", "멧돼지", "개", "고양이")
PEOPLE = ("보행자", "학생", "할머니", "초등학생")
NOUNS = {
    **dict.fromkeys(CARS, ("car", None)),
    **dict.fromkeys(TWO_WHEELERS, ("car", "two_wheeler")),
    **dict.fromkeys(THINGS, ("thing", "single")),
    **dict.fromkeys(ANIMALS, ("animal", "single")),
    **dict.fromkeys(PEOPLE, ("person", "pedestrian")),
}
ENDINGS = ("어요", "습니다", "는데요", "어유", "심더", "다", "어", "거든요")
ACTIVE = ("박았", "들이받았", "받았", "쳤", "긁었")
PASSIVE = ("받혔", "치였", "긁혔")
MUTUAL = ("부딪혔", "부딪쳤", "충돌했")
WHEN = ("", "어제 저녁에 ", "아까 세 시쯤 마트 앞에서 ")
OWN_BEFORE = {
    "": None,
    "신호 대기 중에 ": False,
    "정차해 있는데 ": False,
    "직진하는데 ": True,
    "제가 서 있는데 ": False,
}
DOING = ("", "주차하다가 ", "우회전하다가 ", "좁은 길에서 지나가다가 ")


def _with_particle(noun: str, pair: str) -> str:
    return noun + josa_after(noun, pair)


def _own_hits() -> Iterator[tuple[str, Expected]]:
    """One's own car is driven into something."""
    for (noun, (met, kind)), me, doing, verb, ending in product(
        NOUNS.items(), ("제가 ", "내가 ", ""), DOING, ACTIVE, ENDINGS[:4]
    ):
        said = f"{me}{doing}{_with_particle(noun, '을/를')} {verb}{ending}"
        yield said, (met, True, False if met == "thing" else None, kind)


def _is_hit() -> Iterator[tuple[str, Expected]]:
    """Somebody drives into one's own car."""
    for noun, own, (before, moving), verb, ending in product(
        (*CARS, *TWO_WHEELERS),
        ("제 차를 ", "내 차 뒷문을 ", "저희 차 범퍼를 "),
        OWN_BEFORE.items(),
        ACTIVE,
        ENDINGS[3:],
    ):
        said = f"{before}{_with_particle(noun, '이/가')} {own}{verb}{ending}"
        yield said, ("car", moving, True, NOUNS[noun][1])


def _passives() -> Iterator[tuple[str, Expected]]:
    for noun, particle, (before, moving), verb, ending in product(
        (*CARS, *TWO_WHEELERS), ("에", "한테"), OWN_BEFORE.items(), PASSIVE, ENDINGS
    ):
        yield f"{before}{noun}{particle} {verb}{ending}", ("car", moving, True, NOUNS[noun][1])


def _mutual() -> Iterator[tuple[str, Expected]]:
    for (noun, (met, kind)), pair, when, verb, ending in product(
        NOUNS.items(), ("이랑/랑", "와/과", "하고"), WHEN, MUTUAL, ENDINGS
    ):
        particle = pair if "/" not in pair else ""
        said = f"{when}{noun + particle if particle else _joined(noun, pair)} {verb}{ending}"
        stands = met == "thing"
        yield said, (met, True if met != "car" else None, False if stands else None, kind)


def _joined(noun: str, pair: str) -> str:
    closed = (ord(noun[-1]) - 0xAC00) % 28 if "가" <= noun[-1] <= "힣" else 0
    return noun + {"이랑/랑": ("랑", "이랑"), "와/과": ("와", "과")}[pair][bool(closed)]


def _fronts_and_backs() -> Iterator[tuple[str, Expected]]:
    for when, ending in product(WHEN, ENDINGS):
        yield f"{when}앞차를 박았{ending}", ("car", True, None, "rear_end")
        yield f"{when}앞차가 급정거해서 제가 박았{ending}", ("car", True, None, "rear_end")
        yield f"{when}뒤차가 제 차를 박았{ending}", ("car", None, True, "rear_end")
        yield f"{when}뒤차한테 받혔{ending}", ("car", None, True, "rear_end")
        yield f"{when}신호 대기하는데 뒤에서 박았{ending}", ("car", False, True, "rear_end")
        yield f"{when}후진하다가 뒤차를 박았{ending}", ("car", True, None, "reversing")
        yield f"{when}후진하던 차가 제 차를 박았{ending}", ("car", None, True, "reversing")
        yield f"{when}주차해 둔 제 차를 택시가 박았{ending}", ("car", False, True, "parked")
        yield f"{when}주차된 차를 제가 긁었{ending}", ("car", True, False, "parked")
        yield f"{when}세워 둔 차를 누가 긁고 도망갔{ending}", ("car", False, True, "hit_and_run")
        yield f"{when}오토바이를 피하다가 전봇대를 박았{ending}", ("thing", True, False, "single")
        yield f"{when}고라니가 뛰어들어서 쳤{ending}", ("animal", True, True, "single")


def _without_collision() -> Iterator[tuple[str, Expected]]:
    for when, ending in product(WHEN, ENDINGS):
        yield f"{when}폭우에 차가 침수됐{ending}", ("water", None, None, None)
        yield f"{when}세워 둔 차가 물에 잠겼{ending}", ("water", False, None, None)
        yield f"{when}차에 불이 났{ending}", ("fire", None, None, None)
        yield f"{when}주행 중에 엔진룸에서 불이 났{ending}", ("fire", True, None, None)
        yield f"{when}차를 도난당했{ending}", ("thief", None, None, None)
        yield f"{when}누가 차에서 지갑을 훔쳐갔{ending}", ("thief", None, None, None)
        yield f"{when}누가 네비를 떼갔{ending}", ("thief", None, None, None)
        yield f"{when}주차해 둔 차 위로 간판이 떨어졌{ending}", ("thing", False, True, None)
        yield f"{when}달리는데 앞차에서 돌이 튀었{ending}", ("thing", True, True, None)
        yield f"{when}트럭에서 짐이 떨어져서 유리가 깨졌{ending}", ("thing", None, True, None)
        yield f"{when}나무가 쓰러져서 차를 덮쳤{ending}", ("thing", None, True, None)
        yield f"{when}쥐가 엔진룸 전선을 갉아먹었{ending}", ("animal", None, None, None)
        yield f"{when}문콕을 당했{ending}", ("door", False, False, None)
        yield f"{when}세워 둔 차를 옆차가 문 열다가 찍었{ending}", ("door", False, False, "parked")
        yield f"{when}지나가는데 택시가 문을 열어서 부딪혔{ending}", ("door", True, False, None)
        yield f"{when}제가 문을 열다가 지나가던 버스에 부딪혔{ending}", ("door", False, True, None)
        yield f"{when}떨어진 타이어 조각을 밟았{ending}", ("thing", True, False, "single")


def _around_a_car() -> Iterator[tuple[str, Expected]]:
    """What befalls a car besides collisions, in other words and forms."""
    loose = ("벽돌", "각목", "돌멩이", "박스", "자갈", "쇼핑카트")
    for thing, ending in product(loose, ENDINGS):
        yield f"{thing}에 앞유리가 깨졌{ending}", ("thing", None, True, None)
        yield f"앞차에서 튕긴 {thing}에 유리가 나갔{ending}", ("thing", True, True, None)
        yield (
            f"웬 손님이 {thing}{'으로' if thing == '각목' else '로'} 세워 둔 제 차를 긁었{ending}",
            ("thing", False, True, None),
        )
    for bump, verb, ending in product(("방지턱", "턱", "맨홀"), ("넘다가", "밟고"), ENDINGS):
        yield f"{_with_particle(bump, '을/를')} {verb} 범퍼가 깨졌{ending}", ("thing", True, False, "single")
    for ending in ENDINGS:
        yield f"기계식 주차장에서 차가 찌그러졌{ending}", ("thing", None, True, None)
        yield f"우박이 와서 지붕이 찌그러졌{ending}", ("thing", None, True, None)
        yield f"옆 차에서 난 불이 옮겨붙었{ending}", ("fire", None, None, None)
        yield f"세워 둔 차에 물이 가득 찼{ending}", ("water", False, None, None)
        yield f"차가 감쪽같이 없어졌{ending}", ("thief", None, None, None)
        yield f"누가 번호판을 떼갔{ending}", ("thief", None, None, None)
        yield f"개가 달려들어서 범퍼가 깨졌{ending}", ("animal", True, True, "single")
        yield f"백미러끼리 부딪혔{ending}", ("car", None, None, "side")
        yield f"경찰차랑 부딪혔{ending}", ("car", None, None, None)
        yield f"개를 피하다가 못 피하고 박았{ending}", ("animal", True, None, "single")
        yield f"웬 아가씨가 후진하다가 제 차를 건드렸{ending}", ("car", None, True, "reversing")
        yield f"커브 도는데 마주 오던 차랑 부딪혔{ending}", ("car", True, True, "head_on")


def _notes_rows_and_lanes() -> Iterator[tuple[str, Expected]]:
    """Notes on parked cars, pile-ups, cars that drive ahead or change lanes, machines."""
    for note, ending in product(("쪽지", "메모", "종이"), ENDINGS):
        yield f"주차해 둔 차 범퍼가 깨져 있고 {note}가 꽂혀 있었{ending}", ("car", False, True, "parked")
        yield f"누가 세워 둔 제 차를 박고 {note}를 남겼{ending}", ("car", False, True, "parked")
        yield f"제가 주차된 차를 박고 {note}를 남겼{ending}", ("car", True, False, "parked")
        yield f"주차해 놓은 차를 박고 도망갔{ending}", ("car", False, True, "hit_and_run")
    for car, verb, ending in product(CARS[:2], ("받았", "추돌했"), ENDINGS):
        yield f"앞에 가던 {_with_particle(car, '을/를')} 제가 {verb}{ending}", ("car", True, True, None)
        yield f"제 차로로 변경하던 {_with_particle(car, '과/와')} 접촉했{ending}", ("car", True, True, "lane_change")
        yield f"직진하는데 {_with_particle(car, '이/가')} 좌회전하다가 부딪혔{ending}", ("car", True, True, None)
        yield f"골목에서 튀어나온 {_with_particle(car, '과/와')} 부딪혔{ending}", ("car", True, True, None)
        yield f"저는 맨 앞차고 뒤에서 {_with_particle(car, '이/가')} {verb}{ending}", ("car", None, True, "rear_end")
    for machine, damage, ending in product(("세차기 솔", "자동세차 브러시"), ("뜯겼", "꺾였", "부러졌"), ENDINGS):
        yield f"{machine}에 미러가 {damage}{ending}", ("thing", None, True, None)


@pytest.mark.parametrize(
    "grid",
    [
        _notes_rows_and_lanes,
        _around_a_car,
        _own_hits,
        _is_hit,
        _passives,
        _mutual,
        _fronts_and_backs,
        _without_collision,
    ],
    ids=lambda grid: grid.__name__,
)
@pytest.mark.parametrize("spaced", [True, False], ids=["spaced", "unspaced"])
def test_who_hit_what_and_who_moved(grid, spaced: bool) -> None:  # type: ignore[no-untyped-def]
    lines = list(grid())[:: 1 if spaced else 3]
    wrong = []
    for said, expected in lines:
        event, kind, _ = read_accident(said if spaced else said.replace(" ", ""))
        read = (
            event.with_,
            event.own_moving,
            event.other_moving,
            kind if expected[3] or expected[0] != "car" else None,
        )
        if read != expected:
            wrong.append((said, read, expected))
    assert len(wrong) <= 0.02 * len(lines), (len(wrong), len(lines), wrong[:: max(1, len(wrong) // 12)])


@pytest.mark.parametrize(
    "said",
    [
        "차가 긁혔다고 문콕 당했어요",
        "쥐가 엔진 전선을 갉아먹었어요",
        "세워 둔 차 위로 간판이 떨어졌어요",
        "자동세차하다 미러가 부러졌어요",
        "길고양이가 갑자기 뛰어들어서 쳤어요",
        "어떤 사람이 차에 페인트를 뿌려놨어요",
    ],
)
def test_what_befell_a_car_is_an_accident(said: str) -> None:
    assert read_accident(said).event.befell_car


@pytest.mark.parametrize(
    "said",
    [
        "카메라를 도난당했어요",
        "눈이 아파요",
        "친구한테 고백받았어요",
        "핸드폰이 물에 빠졌어요",
        "보험료를 박스로 받았어요",
    ],
)
def test_what_befell_anything_else_is_none(said: str) -> None:
    assert not read_accident(said).event.befell_car
