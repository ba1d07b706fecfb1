"""Optimistic updates: a change is planned from what was read and written on the condition that it is unchanged. If
another writer was faster, the update is attempted again from the read on, after a pause.

Pauses have full jitter: of several writers that collide, each waits a random part of a maximum that doubles with every
attempt, so that they don't collide again.
"""

import random
import time
from collections.abc import Callable
from enum import Enum
from typing import Final, TypeVar

from msgspec import Struct

from chalicelib.kernel.errors import Conflict

FIRST_PAUSE_S = 0.01
"""Maximum pause after the first lost race, in seconds: about as long as a read and a write of DynamoDB take."""

MAX_PAUSE_S = 0.2
"""Maximum of every later pause, in seconds."""

Outcome = TypeVar("Outcome")


class LostRace(Enum):
    """The outcome of an attempt whose write was refused because another writer was faster."""

    LOST_RACE = "lost race"


LOST_RACE: Final = LostRace.LOST_RACE


class Backoff(Struct, frozen=True):
    """The pauses between attempts. `random` returns 0 to 1."""

    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random

    def pause(self, attempt: int) -> None:
        """Pauses after the failed attempt with this number; 1 is the first."""
        self.sleep(self.random() * min(FIRST_PAUSE_S * 2 ** (attempt - 1), MAX_PAUSE_S))


SYSTEM_BACKOFF: Final = Backoff()
"""The clock and the random numbers of this process."""


def update_optimistically(
    attempt: Callable[[], Outcome | LostRace], backoff: Backoff, max_attempts: int, **details: str | int
) -> Outcome:
    """The outcome of the first attempt that isn't `LOST_RACE`. An attempt reads, plans and writes.

    Raises Conflict with these `details` after `max_attempts`, and what an attempt raises.
    """
    for number in range(1, max_attempts + 1):
        outcome = attempt()
        if not isinstance(outcome, LostRace):
            return outcome
        if number < max_attempts:
            backoff.pause(number)
    raise Conflict(**details)
