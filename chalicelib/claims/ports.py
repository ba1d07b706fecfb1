"""Ports of claims."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from chalicelib.claims.fnol import IncidentRef
from chalicelib.claims.model import Claim, ClaimEvent, WorkItem
from chalicelib.claims.rules import ClaimRules
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff


class ClaimStore(Protocol):
    """Claims with their events. A change and its events, in the history and in the outbox, are one transaction."""

    def register(self, claim: Claim, key: str, events: tuple[ClaimEvent, ...], incidents: Iterable[IncidentRef]) -> str:
        """Saves a new claim. Returns the number registered under `key`: this one's, or an earlier one's, and then
        nothing is saved; "" if the number is taken."""

    def number_for_key(self, key: str) -> str:
        """The number of the claim registered under a key; "" for none."""

    def registered_keys(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of these keys under which a claim is registered."""

    def update(
        self,
        claim: Claim,
        events: tuple[ClaimEvent, ...],
        decision: str = "",
        incidents: Iterable[IncidentRef] = (),
        upload: str = "",
    ) -> bool:
        """Saves the next version of a claim with its events and the current `incidents` of its cars. False if
        another update came first, if the core system's `decision` was applied before, or if the file `upload`
        belongs to another claim."""

    def claim_of_upload(self, upload: str) -> str:
        """The claim to which a file is submitted as a document; "" for none."""

    def has_decision(self, decision: str) -> bool:
        """Whether a decision of the core system was applied."""

    def get(self, number: str) -> Claim | None:
        """A claim by its number."""

    def history(self, claim: Claim) -> tuple[ClaimEvent, ...]:
        """The events of a claim, oldest first."""

    def events_between(self, since: int, until: int) -> Iterator[tuple[str, int]]:
        """Claim and number of all events from `since` on and before `until` (ms since 1970 UTC), in the order of
        time."""

    def of_customer(self, customer: str) -> tuple[Claim, ...]:
        """A customer's claims, newest first."""

    def histories_of_customer(self, customer: str) -> tuple[tuple[Claim, tuple[ClaimEvent, ...]], ...]:
        """A customer's claims, newest first, each with its events, oldest first."""

    def incident_refs(self, plates: Iterable[str]) -> tuple[IncidentRef, ...]:
        """Accidents of these cars, car by car."""

    def last_followed(self, number: str, subscriber: str) -> int:
        """The number of the last event that a subscriber has followed; 0 for none."""

    def mark_followed(self, number: str, subscriber: str, event: int) -> None:
        """Records that a subscriber has followed the events up to this one. The number never falls."""

    def save_work(self, item: WorkItem, now: int) -> None:
        """Saves a department's work, unless it is stored as of the same or a later version. What is done is forgotten
        after `DONE_WORK_DAYS`."""

    def open_work(self, department: str) -> tuple[WorkItem, ...]:
        """A department's work that isn't done."""


class OutboundEvents(Protocol):
    """Events for the insurer's core system."""

    def send(self, claim: Claim, event: ClaimEvent) -> None:
        """Sends an event; it may be sent twice."""


@dataclass(frozen=True, slots=True)
class ClaimPorts:
    """The dependencies of claims. `digits` returns random digits."""

    store: ClaimStore
    rules: ClaimRules
    clock: Clock
    digits: Callable[[int], str]
    backoff: Backoff = SYSTEM_BACKOFF
