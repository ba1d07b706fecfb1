"""Which places in line are shown, and when."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.routing.positions import is_shown_now, shown_position
from chalicelib.routing.rules import routing_rules

RULES = routing_rules().positions


def test_places_are_shown_each_then_by_two_then_by_five_then_by_a_tenth() -> None:
    shown = [shown_position(place, RULES) for place in range(1, 1_001)]
    assert shown[:22] == [*range(1, 11), 12, 12, 14, 14, 16, 16, 18, 18, 20, 20, 25, 25]
    assert sorted(set(shown[20:50])) == [25, 30, 35, 40, 45, 50]
    beyond = sorted(set(shown[50:]))
    assert beyond[:4] == [55, 61, 68, 75]
    assert len(set(shown)) <= 52, "so many customers are notified when the first of a thousand is served"


@given(st.integers(1, 5_000), st.integers(1, 5_000))
def test_a_shown_place_is_never_too_good_and_keeps_the_order(one: int, other: int) -> None:
    assert shown_position(one, RULES) >= one
    if one <= other:
        assert shown_position(one, RULES) <= shown_position(other, RULES)


def test_the_front_is_shown_at_once_and_the_others_at_most_once_in_ten_seconds() -> None:
    assert is_shown_now(200, None, 0, RULES)
    assert not is_shown_now(20, (20, 0), 99_999, RULES)
    assert is_shown_now(10, (12, 0), 1, RULES)
    assert not is_shown_now(18, (20, 0), 9_999, RULES)
    assert is_shown_now(18, (20, 0), 10_000, RULES)
