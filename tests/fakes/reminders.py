"""`ReminderStore` in memory; held to the same contract suite as DynamoDB."""

from bisect import bisect_left, insort

from chalicelib.reminders.model import FriendlyKind, Reminder
from chalicelib.reminders.ports import DueEntry


class FakeReminders:
    """Reminders in dictionaries; the index in order."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Reminder]] = {}
        self.index: list[DueEntry] = []
        self.off: dict[str, set[FriendlyKind]] = {}

    def of_customer(self, customer: str) -> dict[str, Reminder]:
        return dict(self.kept.get(customer, {}))

    def get(self, customer: str, key: str) -> Reminder | None:
        return self.kept.get(customer, {}).get(key)

    def put(self, before: Reminder | None, reminder: Reminder) -> bool:
        customer, key = reminder.occasion.customer, reminder.occasion.key
        held = self.get(customer, key)
        entry = DueEntry(reminder.due_at, customer, key)
        at = bisect_left(self.index, entry)
        if reminder.is_open and self.index[at : at + 1] != [entry]:
            insort(self.index, entry)
        if (held.version if held else 0) != (before.version if before else 0):
            return False
        self.kept.setdefault(customer, {})[key] = reminder
        if before is not None and before.is_open and not (reminder.is_open and before.due_at == reminder.due_at):
            self.drop_due(DueEntry(before.due_at, customer, key))
        return True

    def due(self, now: int, limit: int) -> list[DueEntry]:
        return [entry for entry in self.index[:limit] if entry.at <= now]

    def drop_due(self, entry: DueEntry) -> None:
        at = bisect_left(self.index, entry)
        if self.index[at : at + 1] == [entry]:
            del self.index[at]

    def turned_off(self, customer: str) -> frozenset[FriendlyKind]:
        return frozenset(self.off.get(customer, ()))

    def turn(self, customer: str, kind: FriendlyKind, *, on: bool) -> None:
        off = self.off.setdefault(customer, set())
        if on:
            off.discard(kind)
        else:
            off.add(kind)
