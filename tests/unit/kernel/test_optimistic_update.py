"""Attempts after lost races: how many, with which pauses, and with which end."""

from collections.abc import Iterator

import pytest

from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.kernel.optimistic_update import (
    FIRST_PAUSE_S,
    LOST_RACE,
    MAX_PAUSE_S,
    Backoff,
    LostRace,
    update_optimistically,
)


class Pauses:
    """Records pauses; random numbers are 1, unless others are given."""

    def __init__(self, *numbers: float) -> None:
        self.slept: list[float] = []
        self._numbers = iter(numbers)
        self.backoff = Backoff(self.slept.append, lambda: next(self._numbers, 1.0))


def outcomes(*values: str | LostRace | None) -> Iterator[str | LostRace | None]:
    return iter(values)


def test_a_lost_race_is_attempted_again_after_a_pause() -> None:
    attempts, pauses = outcomes(LOST_RACE, LOST_RACE, "saved", "never attempted"), Pauses()
    assert update_optimistically(lambda: next(attempts), pauses.backoff, 5) == "saved"
    assert pauses.slept == [FIRST_PAUSE_S, 2 * FIRST_PAUSE_S]
    assert next(attempts) == "never attempted"


def test_nothing_to_change_is_an_outcome() -> None:
    attempts, pauses = outcomes(None, "never attempted"), Pauses()
    assert update_optimistically(lambda: next(attempts), pauses.backoff, 5) is None
    assert pauses.slept == []


def test_attempts_end_in_a_conflict_without_a_last_pause() -> None:
    attempts, pauses = outcomes(*[LOST_RACE] * 9), Pauses()
    with pytest.raises(Conflict) as raised:
        update_optimistically(lambda: next(attempts), pauses.backoff, 8, conversation="c1")
    assert raised.value.details == {"conversation": "c1"}
    assert len(pauses.slept) == 7
    assert max(pauses.slept) == MAX_PAUSE_S


def test_a_pause_is_a_random_part_of_its_maximum() -> None:
    attempts, pauses = outcomes(LOST_RACE, LOST_RACE, "saved"), Pauses(0.0, 0.5)
    update_optimistically(lambda: next(attempts), pauses.backoff, 5)
    assert pauses.slept == [0.0, FIRST_PAUSE_S]


def test_an_error_of_an_attempt_is_not_attempted_again() -> None:
    pauses = Pauses()

    def refuse() -> str:
        raise NotAllowed

    with pytest.raises(NotAllowed):
        update_optimistically(refuse, pauses.backoff, 5)
    assert pauses.slept == []
