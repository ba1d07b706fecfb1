"""Korea ends at sea, not at the shore: its bridges are in it."""

import pytest

from chalicelib.content.korea import is_in_korea, km_from_korea
from chalicelib.content.places import Point

BRIDGES: dict[str, Point] = {
    "인천대교": (37.4140, 126.5660),
    "영종대교": (37.5390, 126.6060),
    "서해대교": (36.9500, 126.8390),
    "광안대교": (35.1450, 129.1280),
    "거가대교": (35.0080, 128.7480),
    "이순신대교": (34.9040, 127.7050),
    "천사대교": (34.8610, 126.1870),
    "새만금방조제": (35.7800, 126.4900),
    "진도대교": (34.5710, 126.3070),
    "원산안면대교": (36.3900, 126.3700),
}
LAND: dict[str, Point] = {
    "광화문": (37.5720, 126.9770),
    "대관령": (37.6870, 128.7560),
    "울릉도": (37.5000, 130.8700),
    "독도": (37.2420, 131.8670),
    "백령도": (37.9600, 124.6700),
    "마라도": (33.1170, 126.2680),
    "가거도": (34.0700, 125.1200),
    "격렬비열도": (36.6150, 125.5550),
    "판문점": (37.9560, 126.6770),
}
OUTSIDE: dict[str, Point] = {
    "평양": (39.0200, 125.7500),
    "쓰시마": (34.4000, 129.3300),
    "후쿠오카": (33.5900, 130.4000),
    "동해 한가운데": (37.5000, 130.0000),
    "서해 한가운데": (36.0000, 125.0000),
    "제주 남쪽 바다": (32.9500, 126.6000),
    "뉴욕": (40.7100, -74.0000),
    "원점": (0.0, 0.0),
}


@pytest.mark.parametrize("place", [*BRIDGES, *LAND])
def test_bridges_and_islands_are_in_korea(place: str) -> None:
    assert is_in_korea((BRIDGES | LAND)[place])


@pytest.mark.parametrize("place", OUTSIDE)
def test_the_open_sea_and_other_countries_are_not(place: str) -> None:
    assert not is_in_korea(OUTSIDE[place])


@pytest.mark.parametrize(
    "place, km", [((34.4, 129.33), 62), ((35.68, 139.69), 730), ((37.572, 126.977), 0), (BRIDGES["인천대교"], 4)]
)
def test_how_far_a_place_is_from_korea(place: Point, km: float) -> None:
    assert km_from_korea(place) == pytest.approx(km, rel=0.1, abs=2)


@pytest.mark.parametrize("km, inside", [(13, True), (17, False)])
def test_the_sea_counts_up_to_fifteen_kilometres(km: int, inside: bool) -> None:
    dokdo = (37.2420, 131.8670)
    assert is_in_korea((dokdo[0] + km / 111.2, dokdo[1])) is inside
