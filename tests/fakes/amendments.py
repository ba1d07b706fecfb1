"""Changes of contracts in memory."""

from chalicelib.amendments.events import AmendmentEvent, amendment_subject
from chalicelib.amendments.model import Amendment
from tests.fakes.events import FakeOutbox


class FakeAmendments:
    """`amendments.ports.AmendmentStore` in a dictionary."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self._outbox = outbox or FakeOutbox()
        self.amendments: dict[str, Amendment] = {}

    def get(self, amendment: str) -> Amendment | None:
        return self.amendments.get(amendment)

    def save(self, before: Amendment | None, amendment: Amendment, event: AmendmentEvent) -> bool:
        held = self.amendments.get(amendment.id)
        if (held.version if held else 0) != (before.version if before else 0):
            return False
        self.amendments[amendment.id] = amendment
        self._outbox.add(amendment_subject(amendment.id), event.number, event)
        return True

    def of_customer(self, customer: str, limit: int) -> list[Amendment]:
        own = [each for each in self.amendments.values() if each.customer.id == customer]
        return sorted(own, key=lambda each: (each.prepared_at, each.id), reverse=True)[:limit]


class FakeOrders:
    """`amendments.ports.Orders` into a list."""

    def __init__(self) -> None:
        self.sent: list[Amendment] = []

    def send(self, amendment: Amendment) -> None:
        self.sent.append(amendment)
