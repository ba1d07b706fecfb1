"""Transactions of several items, whichever client writes them."""

from collections.abc import Callable

from chalicelib.kernel.optimistic_update import LOST_RACE, Backoff, LostRace, update_optimistically

MAX_ATTEMPTS = 6

RACES = frozenset({"ConditionalCheckFailed", "TransactionConflict"})
"""Codes of reasons for which a concurrent write cancels a transaction, unlike throttling and other faults."""


def is_written(write: Callable[[], frozenset[str]], backoff: Backoff) -> bool:
    """Whether a transaction was written; False if a condition failed. `write` returns the codes for which it was
    cancelled, none if it was written.

    A transaction that was cancelled only because it met another one is written again: it had no effect, and its
    conditions are evaluated against what the other one wrote. Raises Conflict if it meets one in every attempt.
    """

    def attempt() -> bool | LostRace:
        codes = write()
        return LOST_RACE if codes == {"TransactionConflict"} else not codes

    return update_optimistically(attempt, backoff, MAX_ATTEMPTS)
