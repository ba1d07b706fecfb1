"""Calls due in memory: `CallStore`."""

from chalicelib.calls.events import CallEvent, call_subject
from chalicelib.calls.model import Call
from tests.fakes.events import FakeOutbox


class FakeCalls:
    """`calls.ports.CallStore` in dictionaries."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self._outbox = outbox or FakeOutbox()
        self.calls: dict[str, Call] = {}
        self.late: dict[str, int] = {}

    def get(self, call: str) -> Call | None:
        return self.calls.get(call)

    def save(self, before: Call | None, call: Call, late_at: int, event: CallEvent | None = None) -> bool:
        held = self.calls.get(call.id)
        if (held.version if held else 0) != (before.version if before else 0):
            return False
        self.calls[call.id], self.late[call.id] = call, late_at
        if event is not None:
            self._outbox.add(call_subject(call.id), event.number, event)
        return True

    def open_calls(self, desk: str, limit: int) -> list[Call]:
        found = (call for call in self.calls.values() if call.is_open and call.desk == desk)
        return sorted(found, key=lambda call: (call.starts_at, call.id))[:limit]

    def of_customer(self, customer: str) -> list[Call]:
        return sorted((each for each in self.calls.values() if each.customer.id == customer), key=lambda each: each.id)

    def find_late(self, now: int, limit: int) -> list[str]:
        found = sorted((at, call) for call, at in self.late.items() if at <= now and self.calls[call].is_untouched)
        return [call for _, call in found][:limit]
