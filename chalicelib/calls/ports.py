"""The ports of calls due."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chalicelib.calls.events import CallEvent
from chalicelib.calls.model import Call
from chalicelib.calls.rules import CallRules
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff


class CallStore(Protocol):
    """Calls by id, open ones by desk and time, and those that may become late."""

    def get(self, call: str) -> Call | None:
        """A call, strongly consistent."""

    def save(self, before: Call | None, call: Call, late_at: int, event: CallEvent | None = None) -> bool:
        """Stores a call in place of `before`, with its event, in one transaction; False if there is another version.
        `late_at` is when `find_late` finds it, as long as nobody makes it."""

    def open_calls(self, desk: str, limit: int) -> list[Call]:
        """The first open calls of a desk by time."""

    def of_customer(self, customer: str) -> list[Call]:
        """The calls of a customer, also those that are done."""

    def find_late(self, now: int, limit: int) -> list[str]:
        """The ids of calls that nobody makes although they are late."""


@dataclass(frozen=True, slots=True)
class CallPorts:
    """`on_published` is called with the subject of an event that was published."""

    store: CallStore
    rules: CallRules
    clock: Clock
    on_published: Callable[[str], None]
    backoff: Backoff = SYSTEM_BACKOFF
