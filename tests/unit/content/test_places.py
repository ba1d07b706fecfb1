"""Places: coordinates, text and distance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.content.configuration import flows, texts
from chalicelib.content.forms import display_value
from chalicelib.content.places import has_coordinates, metres_between, place_name, point_in

GANGNAM, BUSAN = (37.4979, 127.0276), (35.1152, 129.0422)
PLACE = next(step for step in flows()["accident_report"].steps if step.kind == "place")

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    "place, words, point, read",
    [
        ("강남역 사거리", "강남역 사거리", None, "강남역 사거리"),
        ("강남역 근처 (37.49790,127.02760)", "강남역 근처", GANGNAM, "강남역 근처"),
        ("강남역 (2번 출구) (37.49790,127.02760)", "강남역 (2번 출구)", GANGNAM, "강남역 (2번 출구)"),
        ("37.49790, 127.02760", "", GANGNAM, "37.49790, 127.02760"),
        ("현재 위치 (37.49790,127.02760)", "", GANGNAM, "현재 위치 (37.49790,127.02760)"),
        ("current position (37.49790,127.02760)", "", GANGNAM, "current position (37.49790,127.02760)"),
        ("현재 위치", "", None, "현재 위치"),
        ("1.5톤 트럭, 3.2미터", "1.5톤 트럭, 3.2미터", None, "1.5톤 트럭, 3.2미터"),
        ("97.00000,200.00000", "", None, "97.00000,200.00000"),
        ("현재 위치 (0.00000,-0.00000)", "", None, "현재 위치 (0.00000,-0.00000)"),
        ("", "", None, ""),
    ],
)
def test_a_place_is_a_name_coordinates_or_both(
    place: str, words: str, point: tuple[float, float] | None, read: str
) -> None:
    assert (place_name(place), point_in(place), display_value(PLACE, place, texts("ko"))) == (words, point, read)
    assert has_coordinates(place) >= (point is not None)


def test_gangnam_and_busan_are_325_km_apart() -> None:
    assert metres_between(GANGNAM, BUSAN) == pytest.approx(325_000, rel=0.02)


@settings(max_examples=50, deadline=None)
@given(points, points)
def test_a_distance_is_the_same_from_both_ends_and_never_more_than_half_the_globe(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert metres_between(one, other) == pytest.approx(metres_between(other, one), abs=0.01)
    assert 0 <= metres_between(one, other) <= 20_016_000
    assert metres_between(one, one) == 0


@settings(max_examples=50, deadline=None)
@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(1, 100_000))
def test_a_distance_to_the_north_follows_its_degrees(north: float, east: float, metres: float) -> None:
    assert metres_between((north, east), (north + metres / 111_195, east)) == pytest.approx(metres, rel=0.001)
