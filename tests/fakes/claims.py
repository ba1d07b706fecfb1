"""Claims in memory."""

from collections.abc import Iterable, Iterator

from chalicelib.claims.fnol import Sighting
from chalicelib.claims.jobs import Concern, Tell
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.ports import WorkItem


class FakeClaims:
    """`claims.ports.Store` in dictionaries."""

    def __init__(self) -> None:
        self.claims: dict[str, Claim] = {}
        self.events: dict[tuple[str, int], ClaimEvent] = {}
        self.keys: dict[str, str] = {}
        self.seen: list[Sighting] = []
        self.papers: dict[str, str] = {}
        self.decisions: set[str] = set()
        self.outbox: set[tuple[str, int]] = set()
        self.items: dict[tuple[str, str, str], tuple[WorkItem, bool]] = {}

    def register(self, claim: Claim, key: str, events: tuple[ClaimEvent, ...], seen: Iterable[Sighting]) -> str:
        if key in self.keys or claim.id in self.claims:
            return self.keys.get(key, "")
        self.keys[key] = claim.id
        self._see(seen)
        self._keep(claim, events)
        return claim.id

    def registered(self, key: str) -> str:
        return self.keys.get(key, "")

    def change(
        self,
        claim: Claim,
        events: tuple[ClaimEvent, ...],
        decision: str = "",
        seen: Iterable[Sighting] = (),
        paper: str = "",
    ) -> bool:
        if self.claims[claim.id].version != claim.version - 1 or decision in self.decisions:
            return False
        holder = self.filed_with(paper)
        if paper and claim.has_upload(paper) and holder not in ("", claim.id):
            return False
        if paper and (claim.has_upload(paper) or holder == claim.id):
            self.papers[paper] = claim.id if claim.has_upload(paper) else ""
        self.decisions |= {decision} - {""}
        self._see(seen)
        self._keep(claim, events)
        return True

    def filed_with(self, upload: str) -> str:
        return self.papers.get(upload, "")

    def _see(self, seen: Iterable[Sighting]) -> None:
        for sighting in seen:
            self.seen = [each for each in self.seen if (each.plate, each.claim) != (sighting.plate, sighting.claim)]
            self.seen.append(sighting)

    def _keep(self, claim: Claim, events: tuple[ClaimEvent, ...]) -> None:
        self.claims[claim.id] = claim
        for event in events:
            self.events[claim.id, event.number] = event
            self.outbox.add((claim.id, event.number))

    def decided(self, decision: str) -> bool:
        return decision in self.decisions

    def get(self, number: str) -> Claim | None:
        return self.claims.get(number)

    def history(self, number: str) -> tuple[ClaimEvent, ...]:
        return tuple(event for (claim, _), event in sorted(self.events.items()) if claim == number)

    def between(self, since: int, until: int) -> Iterator[tuple[str, int]]:
        order = sorted((event.at, key) for key, event in self.events.items())
        return (key for at, key in order if since <= at < until)

    def of_customer(self, customer: str) -> tuple[str, ...]:
        mine = (claim.id for claim in self.claims.values() if claim.customer.id == customer)
        return tuple(sorted(mine, reverse=True))

    def sightings(self, plate: str) -> tuple[Sighting, ...]:
        return tuple(sorted((seen for seen in self.seen if seen.plate == plate), key=lambda seen: seen.claim))

    def untold(self, number: str = "") -> tuple[tuple[str, int], ...]:
        return tuple(sorted(key for key in self.outbox if number in ("", key[0])))

    def told(self, number: str, event: int) -> None:
        self.outbox.discard((number, event))

    def add_work(self, item: WorkItem) -> bool:
        key = (item.department, item.claim, item.coverage)
        if key in self.items:
            return False
        self.items[key] = (item, False)
        return True

    def work(self, department: str) -> tuple[WorkItem, ...]:
        found = sorted((key, item) for key, (item, done) in self.items.items() if not done)
        return tuple(item for key, item in found if key[0] == department)

    def end_work(self, department: str, claim: str, coverage: str) -> None:
        self._mark((department, claim, coverage), done=True)

    def resume_work(self, department: str, claim: str, coverage: str) -> None:
        self._mark((department, claim, coverage), done=False)

    def _mark(self, key: tuple[str, str, str], *, done: bool) -> None:
        if key in self.items:
            self.items[key] = (self.items[key][0], done)


class FakeClaimJobs:
    """`claims.ports.Jobs` into a list."""

    def __init__(self) -> None:
        self.sent: list[Tell | Concern] = []

    def tell(self, claim: str) -> None:
        self.sent.append(Tell(claim))

    def concern(self, department: str, claim: str, coverage: str, since: int) -> None:
        self.sent.append(Concern(department, claim, coverage, since))


class FakeCore:
    """`claims.ports.Core` into a list."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int, str]] = []

    def send(self, claim: Claim, event: ClaimEvent) -> None:
        self.heard.append((claim.id, event.number, event.code))
