"""Claims in memory."""

from collections.abc import Iterable, Iterator

from chalicelib.claims.events import claim_subject, published_event
from chalicelib.claims.fnol import IncidentRef
from chalicelib.claims.model import Claim, ClaimEvent, WorkItem
from tests.fakes.events import FakeOutbox


class FakeClaims:
    """`ClaimStore` in dictionaries."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self.outbox = outbox or FakeOutbox()
        self.claims: dict[str, Claim] = {}
        self.events: dict[tuple[str, int], ClaimEvent] = {}
        self.keys: dict[str, str] = {}
        self.seen: list[IncidentRef] = []
        self.uploads: dict[str, str] = {}
        self.decisions: set[str] = set()
        self.followed: dict[tuple[str, str], int] = {}
        self.items: dict[tuple[str, str], WorkItem] = {}

    def register(self, claim: Claim, key: str, events: tuple[ClaimEvent, ...], incidents: Iterable[IncidentRef]) -> str:
        if key in self.keys or claim.id in self.claims:
            return self.keys.get(key, "")
        self.keys[key] = claim.id
        self._save_incidents(incidents)
        self._save(claim, events)
        return claim.id

    def number_for_key(self, key: str) -> str:
        return self.keys.get(key, "")

    def registered_keys(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(keys) & self.keys.keys()

    def update(
        self,
        claim: Claim,
        events: tuple[ClaimEvent, ...],
        decision: str = "",
        incidents: Iterable[IncidentRef] = (),
        upload: str = "",
    ) -> bool:
        if self.claims[claim.id].version != claim.version - 1 or decision in self.decisions:
            return False
        holder = self.claim_of_upload(upload)
        if upload and claim.has_upload(upload) and holder not in ("", claim.id):
            return False
        if upload and (claim.has_upload(upload) or holder == claim.id):
            self.uploads[upload] = claim.id if claim.has_upload(upload) else ""
        self.decisions |= {decision} - {""}
        self._save_incidents(incidents)
        self._save(claim, events)
        return True

    def claim_of_upload(self, upload: str) -> str:
        return self.uploads.get(upload, "")

    def _save_incidents(self, seen: Iterable[IncidentRef]) -> None:
        for incident in seen:
            self.seen = [each for each in self.seen if (each.plate, each.claim) != (incident.plate, incident.claim)]
            self.seen.append(incident)

    def _save(self, claim: Claim, events: tuple[ClaimEvent, ...]) -> None:
        self.claims[claim.id] = claim
        for event in events:
            self.events[claim.id, event.number] = event
            self.outbox.add(claim_subject(claim.id), event.number, published_event(claim.id, event))

    def has_decision(self, decision: str) -> bool:
        return decision in self.decisions

    def get(self, number: str) -> Claim | None:
        return self.claims.get(number)

    def history(self, claim: Claim) -> tuple[ClaimEvent, ...]:
        return tuple(event for (number, _), event in sorted(self.events.items()) if number == claim.id)

    def events_between(self, since: int, until: int) -> Iterator[tuple[str, int]]:
        order = sorted((event.at, key) for key, event in self.events.items())
        return (key for at, key in order if since <= at < until)

    def of_customer(self, customer: str) -> tuple[Claim, ...]:
        mine = (claim for claim in self.claims.values() if claim.customer.id == customer)
        return tuple(sorted(mine, key=lambda claim: claim.id, reverse=True))

    def histories_of_customer(self, customer: str) -> tuple[tuple[Claim, tuple[ClaimEvent, ...]], ...]:
        return tuple((claim, self.history(claim)) for claim in self.of_customer(customer))

    def incident_refs(self, plates: Iterable[str]) -> tuple[IncidentRef, ...]:
        order = sorted(self.seen, key=lambda seen: seen.claim)
        return tuple(seen for plate in plates for seen in order if seen.plate == plate)

    def last_followed(self, number: str, subscriber: str) -> int:
        return self.followed.get((number, subscriber), 0)

    def mark_followed(self, number: str, subscriber: str, event: int) -> None:
        self.followed[number, subscriber] = max(event, self.last_followed(number, subscriber))

    def save_work(self, item: WorkItem, now: int) -> None:
        key = (item.department, item.key)
        if key not in self.items or self.items[key].version < item.version:
            self.items[key] = item

    def open_work(self, department: str) -> tuple[WorkItem, ...]:
        found = sorted((key, item) for key, item in self.items.items() if not item.is_done)
        return tuple(item for key, item in found if key[0] == department)


class FakeCore:
    """`claims.ports.Core` into a list."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int, str]] = []

    def send(self, claim: Claim, event: ClaimEvent) -> None:
        self.sent.append((claim.id, event.number, event.code))
