"""The ports of changes of contracts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chalicelib.amendments.events import AmendmentEvent
from chalicelib.amendments.model import Amendment
from chalicelib.amendments.rules import AmendmentRules
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff


class AmendmentStore(Protocol):
    """Changes by id and by customer."""

    def get(self, amendment: str) -> Amendment | None:
        """A change, strongly consistent."""

    def save(self, before: Amendment | None, amendment: Amendment, event: AmendmentEvent) -> bool:
        """Stores a change in place of `before`, with its event, in one transaction; False if there is another
        version."""

    def of_customer(self, customer: str, limit: int) -> list[Amendment]:
        """The newest changes of a customer, newest first."""


class Orders(Protocol):
    """The core system's queue."""

    def send(self, amendment: Amendment) -> None:
        """Sends an order; a repeat has the same id."""


@dataclass(frozen=True, slots=True)
class AmendmentPorts:
    """`on_published` is called with the subject of an event that was published."""

    store: AmendmentStore
    orders: Orders
    rules: AmendmentRules
    clock: Clock
    on_published: Callable[[str], None]
    backoff: Backoff = SYSTEM_BACKOFF
