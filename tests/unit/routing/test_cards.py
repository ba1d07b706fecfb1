"""What a waiting customer's card shows: each change at the front, steps behind it, and no growth without a reason."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.routing.cards import FEWER_AGENTS, MAX_MOMENTS, OVERTAKEN, Spot, WaitingCard, next_card
from chalicelib.routing.estimate import Band, QueueModel
from chalicelib.routing.rules import routing_rules

RULES = routing_rules().positions
T0 = 1_800_000_000_000
MODEL = QueueModel(300.0, 1200.0, 3600.0, {"all": (Band(300.0, 0.5, 1.0, 1.6),)})
BLANK = WaitingCard("c1", "general", T0, version=0)


def spot(position: int, places: int = 5, ahead: float | None = None) -> Spot:
    return Spot(position, position - 1 if ahead is None else ahead, places, "other")


def shown(*spots: Spot, every_s: int = 20) -> list[WaitingCard]:
    """The cards of a customer who is at these spots one after the other."""
    cards, card = [], BLANK
    for number, where in enumerate(spots):
        after = next_card(card, where, MODEL, T0 + number * every_s * 1000, RULES)
        if after is not None:
            cards.append(card := after)
    return cards


def test_the_first_card_has_place_range_and_what_it_was_made_from() -> None:
    (card,) = shown(spot(3))
    assert (card.version, card.shown, card.reason) == (1, 3, "")
    assert card.low_s is not None
    assert card.high_s is not None
    assert 0 < card.low_s < card.high_s
    assert [(moment.ahead, moment.places) for moment in card.moments] == [(2, 5)]


def test_who_is_overtaken_or_loses_agents_waits_longer_and_reads_why() -> None:
    first, overtaken, ahead_again, fewer = shown(spot(3), spot(5), spot(3), spot(3, places=2))
    assert (overtaken.shown, overtaken.reason) == (5, OVERTAKEN)
    assert (overtaken.high_s or 0) > (first.high_s or 0)
    assert ahead_again.reason == ""
    assert fewer.reason == FEWER_AGENTS
    assert (fewer.high_s or 0) > (ahead_again.high_s or 0)


def test_behind_the_first_ten_a_change_is_shown_when_the_step_changes_and_ten_seconds_have_passed() -> None:
    assert [card.shown for card in shown(*(spot(place) for place in (30, 29, 27, 26, 25)))] == [30, 25]
    assert [card.shown for card in shown(spot(30), spot(25), spot(25), spot(25), every_s=4)] == [30, 25]
    assert [card.shown for card in shown(spot(9), spot(8), every_s=0)] == [9, 8], "the front at once"


def test_without_agents_or_history_nothing_is_estimated() -> None:
    (card,) = shown(spot(3, places=0))
    assert (card.low_s, card.high_s) == (None, None)
    unknown = next_card(BLANK, spot(3), None, T0, RULES)
    assert unknown is not None
    assert (unknown.shown, unknown.low_s) == (3, None)


@given(st.lists(st.builds(spot, st.integers(1, 60), st.integers(0, 8)), min_size=1, max_size=20), st.integers(0, 30))
def test_a_wait_grows_only_with_a_reason(spots: list[Spot], every_s: int) -> None:
    cards = shown(*spots, every_s=every_s)
    for before, after in pairwise(cards):
        assert after.version == before.version + 1
        for old, new in ((before.low_s, after.low_s), (before.high_s, after.high_s)):
            assert after.reason or old is None or new is None or new <= old
        assert len(after.moments) <= MAX_MOMENTS
