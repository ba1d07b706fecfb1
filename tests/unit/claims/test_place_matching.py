"""Whether two reports are about one place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.claims.place_matching import may_be_same_place
from chalicelib.claims.rules_validation import validate_claim_rules
from tests.unit.claims.people import RULES

GANGNAM, NEAR_IT, BUSAN = "37.49790,127.02760", "37.50310,127.02760", "35.11520,129.04220"


@pytest.mark.parametrize(
    "one, other, same",
    [
        (f"현재 위치 ({GANGNAM})", f"현재 위치 ({BUSAN})", False),
        (f"current position ({GANGNAM})", f"현재 위치 ({BUSAN})", False),
        (f"강남역 근처 ({GANGNAM})", f"부산역 근처 ({BUSAN})", False),
        (f"강남역 ({GANGNAM})", f"강남역 ({BUSAN})", False),
        (f"현재 위치 ({GANGNAM})", f"현재 위치 ({NEAR_IT})", True),
        (f"현재 위치 ({GANGNAM})", "37.49790, 127.02760", True),
        (f"강남역 근처 ({GANGNAM})", f"신논현역 근처 ({NEAR_IT})", True),
        (f"강남역 근처 ({GANGNAM})", "강남역 사거리", True),
        (f"강남역 근처 ({GANGNAM})", "서울역 근처", False),
        (f"강남역 근처 ({GANGNAM})", "해운대", False),
        ("강남역 사거리", "해운대 사거리", False),
        ("경부고속도로 판교 방향", "영동고속도로 여주 방향", False),
        ("판교 분기점", "경부고속도로 판교", True),
        ("부산역 앞", "부산역", True),
        ("현재 위치", f"현재 위치 ({BUSAN})", True),
        ("강남역 근처 (0.00000,0.00000)", "해운대 (0.00000,0.00000)", False),
        (f"강남역 근처 ({GANGNAM})", "강남역 (0.00000,0.00000)", True),
        ("10.00000,179.99900", "10.00000,-179.99900", True),
        ("10.00000,179.90000", "10.00000,-179.90000", False),
        ("", "해운대", True),
        ("사거리", "해운대 사거리", True),
    ],
)
def test_places_are_compared_by_coordinates_and_otherwise_by_text(one: str, other: str, *, same: bool) -> None:
    assert may_be_same_place(one, other, RULES) is same
    assert may_be_same_place(other, one, RULES) is same


@settings(max_examples=50, deadline=None)
@given(
    st.floats(33, 38.5),
    st.floats(125, 130),
    st.floats(0, 5_000).filter(lambda metres: abs(metres - RULES.duplicate_metres) > 3),
    st.sampled_from(("현재 위치", "강남역 근처", "")),
)
def test_the_distance_decides_for_any_labels(north: float, east: float, metres: float, label: str) -> None:
    """Degrees are kept to a metre, hence the margin."""

    def written(point: tuple[float, float]) -> str:
        degrees = f"{point[0]:.5f},{point[1]:.5f}"
        return f"{label} ({degrees})" if label else degrees

    one, other = written((north, east)), written((north + metres / 111_195, east))
    assert may_be_same_place(one, other, RULES) is (metres <= RULES.duplicate_metres)


@pytest.mark.parametrize(
    "wrong",
    [
        {"duplicate_metres": 0},
        {"common_place_words": ("앞",)},
        {"common_place_words": ("고속 도로",)},
        {"common_place_words": ("Near",)},
    ],
)
def test_invalid_rules_for_places_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        validate_claim_rules(replace(RULES, **wrong))
