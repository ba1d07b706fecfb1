"""What claims need of the world."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from chalicelib.claims.fnol import IncidentRef
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.rules import ClaimRules
from chalicelib.kernel.clock import Clock


class WorkItem(Struct, frozen=True, omit_defaults=True):
    """A department's work on a claim: a coverage, or "" where it is only informed."""

    department: str
    claim: str
    coverage: str = ""
    since: int = 0


class Store(Protocol):
    """Claims with their history. A change and what it leaves behind are one transaction."""

    def register(self, claim: Claim, key: str, events: tuple[ClaimEvent, ...], incidents: Iterable[IncidentRef]) -> str:
        """Keeps a new claim; gives the number under which `key` is registered: this one's, or an earlier one's, and
        then nothing is kept. "" if the number is taken."""

    def number_for_key(self, key: str) -> str:
        """The number under which a form was registered; "" for none."""

    def update(
        self,
        claim: Claim,
        events: tuple[ClaimEvent, ...],
        decision: str = "",
        incidents: Iterable[IncidentRef] = (),
        upload: str = "",
    ) -> bool:
        """Keeps the next version of a claim with what happened, and how its cars are `seen` now; False if somebody else
        was quicker, or if that `decision` of the core system has been carried out before, or if the upload `paper` is
        to lie with this claim and lies with another."""

    def claim_of_upload(self, upload: str) -> str:
        """The claim that a file lies with as a paper; "" for none."""

    def has_decision(self, decision: str) -> bool:
        """Whether a decision of the core system has been carried out."""

    def get(self, number: str) -> Claim | None:
        """A claim."""

    def history(self, number: str) -> tuple[ClaimEvent, ...]:
        """What happened to a claim, oldest first."""

    def events_between(self, since: int, until: int) -> Iterator[tuple[str, int]]:
        """Claim and number of everything that happened from `since` on and before `until`, ms since 1970 UTC, in the
        order of time."""

    def of_customer(self, customer: str) -> tuple[str, ...]:
        """The numbers of a customer's claims, newest first."""

    def incident_refs(self, plate: str) -> tuple[IncidentRef, ...]:
        """Accidents in which a car was seen."""

    def unpublished(self, number: str = "") -> tuple[tuple[str, int], ...]:
        """Claim and number of events that nobody was told of yet, in order; of one claim or of all."""

    def mark_published(self, number: str, event: int) -> None:
        """Everybody was told of an event."""

    def add_work(self, item: WorkItem) -> bool:
        """Puts work on a department's list; False if it lay there already or was done before."""

    def open_work(self, department: str) -> tuple[WorkItem, ...]:
        """A department's open work."""

    def end_work(self, department: str, claim: str, coverage: str) -> None:
        """Takes work off the list; it doesn't come back by a repeat of `add_work`."""

    def resume_work(self, department: str, claim: str, coverage: str) -> None:
        """Puts work back that was taken off."""


class Jobs(Protocol):
    """Work for later. May be done twice."""

    def publish_events(self, claim: str) -> None:
        """Tells everybody concerned what happened to a claim."""

    def add_work(self, department: str, claim: str, coverage: str, since: int) -> None:
        """Gives a department its work: a coverage, or "" where it is only informed."""


class OutboundEvents(Protocol):
    """The insurer's core system, as far as we tell it something."""

    def send(self, claim: Claim, event: ClaimEvent) -> None:
        """Tells it what happened to a claim; it may hear the same twice."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything claims are given. `digits` gives so many random digits."""

    store: Store
    rules: ClaimRules
    clock: Clock
    digits: Callable[[int], str]
