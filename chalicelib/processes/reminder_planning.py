"""Plans the reminders of contracts, once a feed has changed them: from then on they are in the index of what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.feed_jobs import PlanReminders
from chalicelib.contracts.owners import customer_of_place
from chalicelib.kernel.parallel import run_all
from chalicelib.queries.contract_reminders import contract_occasions
from chalicelib.reminders.service import plan

if TYPE_CHECKING:
    from chalicelib.contracts.feed_jobs import FeedJob
    from chalicelib.contracts.feed_progress import FileProgress
    from chalicelib.contracts.parts import ModelPart, PartKey
    from chalicelib.contracts.ports import FeedStore
    from chalicelib.service_ports import WithContracts, WithReminders

    class Needs(WithContracts, WithReminders, Protocol): ...


AT_ONCE = 50
"""Customers of a job: each costs some requests."""

TRIPS = "trips#"
"""Parts of this name change every day and are no reason to plan anew."""


def plan_contract_reminders(services: Needs, customer: str) -> None:
    """Plans what a customer's contracts are to be reminded of; called whenever they changed. Idempotent."""
    ports = services.reminders()
    holder = services.contracts().get(customer)
    if holder is not None:
        today = datetime.fromtimestamp(ports.clock() / 1000, UTC).astimezone(SEOUL).date()
        plan(ports, customer, contract_occasions(holder, ports.rules, today))


def plan_reminders(services: Needs, job: PlanReminders) -> None:
    """Plans the reminders of several customers; one that fails doesn't hold up the others."""
    run_all([lambda customer=customer: plan_contract_reminders(services, customer) for customer in job.customers])  # type: ignore[misc]


class ChangedCustomers:
    """A feed's store that keeps whose contracts may have changed; the rest it passes on.

    A load that was stopped between a write and the request to plan leaves nothing to write to the next one. So whoever
    is read counts too, wherever a stopped load may have been: in the first batch, and after another load of the file.
    """

    def __init__(self, store: FeedStore) -> None:
        self._store = store
        self._changed: dict[str, None] = {}
        self._may_repeat = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def read(self, keys: Iterable[PartKey]) -> dict[PartKey, ModelPart]:
        """Reads parts, as the store does."""
        wanted = tuple(keys)
        if self._may_repeat:
            for key in wanted:
                self._note(key)
        return self._store.read(wanted)

    def write(self, part: ModelPart) -> bool:
        """Writes a part, as the store does; where others were quicker, they may have been stopped."""
        self._note(part.key)
        return self._store.write(part)

    def save_progress(self, file: str, progress: FileProgress) -> bool:
        """Saves how far a file is loaded, as the store does."""
        saved = self._store.save_progress(file, progress)
        self._may_repeat = not saved
        return saved

    def request_planning(self, request: Callable[[FeedJob, int], None]) -> None:
        """Requests that the reminders of those who changed are planned, and forgets them."""
        for some in _chunks(list(self._changed), AT_ONCE):
            request(PlanReminders(tuple(some)), 0)
        self._changed.clear()

    def _note(self, key: PartKey) -> None:
        customer = customer_of_place(key.place)
        if customer and not key.name.startswith(TRIPS):
            self._changed[customer] = None


def _chunks(customers: list[str], size: int) -> Iterable[list[str]]:
    return (customers[start : start + size] for start in range(0, len(customers), size))
