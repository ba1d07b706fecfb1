"""The ports of reminders."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from chalicelib.kernel.clock import Clock
from chalicelib.reminders.model import FriendlyKind, Reminder
from chalicelib.reminders.rules import ReminderRules


class DueEntry(NamedTuple):
    """An entry of the index of due reminders: since when one is due, ms since 1970 UTC, and whose it is."""

    at: int
    customer: str
    key: str


class ReminderStore(Protocol):
    """Reminders by customer, an index of those that are due by day, and what customers turned off."""

    def of_customer(self, customer: str) -> dict[str, Reminder]:
        """All reminders of a customer, by the key of their occasion."""

    def get(self, customer: str, key: str) -> Reminder | None:
        """A reminder, strongly consistent."""

    def put(self, before: Reminder | None, reminder: Reminder) -> bool:
        """Stores a reminder in place of `before`, and its entry in the index while it is open; False if there is
        another version. A crash in between leaves an entry that is due too early: `drop_due` removes it."""

    def due(self, now: int, limit: int) -> list[DueEntry]:
        """The first entries that are due, however long nobody looked."""

    def drop_due(self, entry: DueEntry) -> None:
        """Removes an entry. Idempotent."""

    def turned_off(self, customer: str) -> frozenset[FriendlyKind]:
        """What a customer doesn't want to be reminded of."""

    def turn(self, customer: str, kind: FriendlyKind, *, on: bool) -> None:
        """Turns a kind on or off for a customer. Idempotent."""


@dataclass(frozen=True, slots=True)
class ReminderPorts:
    """`send_sms` sends a text to a telephone number (E.164) and tells whether it was taken."""

    store: ReminderStore
    rules: ReminderRules
    clock: Clock
    send_sms: Callable[[str, str], bool]
