"""`ReminderStore` on one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `customer#<id>` | `reminder#<key>` | a reminder as JSON, with its proof once it was sent |
| `customer#<id>` | `off` | the kinds that the customer turned off |
| `due#<day in Seoul>` | `<due at>#<id>#<key>` | a reminder that is due on this day |
| `round` | `round` | the first day that may have entries |
"""

from datetime import UTC, date, datetime, timedelta

import msgspec

from chalicelib.aws.table import Table, number_value, string_value
from chalicelib.content.hours import SEOUL
from chalicelib.reminders.model import FriendlyKind, Reminder
from chalicelib.reminders.ports import DueEntry

_REMINDER = "reminder#"
_OFF = "off"
_ROUND = ("round", "round")

LOOKBACK = timedelta(days=90)
"""Before the first round nothing is known of the days before: reminders are planned for this long at most."""

SETTLED_MS = 3_600_000
"""A day is over for good so long after its end: what is planned is due later than it is written."""


class DynamoReminderStore:
    """`ports.ReminderStore` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of_customer(self, customer: str) -> dict[str, Reminder]:
        values = {":p": string_value(f"customer#{customer}"), ":r": string_value(_REMINDER)}
        found = self._table.query("pk = :p AND begins_with(sk, :r)", values)
        return {item["sk"]["S"].removeprefix(_REMINDER): _read(item["body"]["S"]) for item in found}

    def get(self, customer: str, key: str) -> Reminder | None:
        item = self._table.get(f"customer#{customer}", f"{_REMINDER}{key}")
        return _read(item["body"]["S"]) if item else None

    def put(self, before: Reminder | None, reminder: Reminder) -> bool:
        customer, key = reminder.occasion.customer, reminder.occasion.key
        kept = before is not None and before.is_open and reminder.is_open and before.due_at == reminder.due_at
        if reminder.is_open and not kept:
            pk, sk = _due_key(DueEntry(reminder.due_at, customer, key))
            self._table.put({"pk": string_value(pk), "sk": string_value(sk)})
        item = {
            "pk": string_value(f"customer#{customer}"),
            "sk": string_value(f"{_REMINDER}{key}"),
            "body": string_value(msgspec.json.encode(reminder).decode()),
            "version": number_value(reminder.version),
        }
        if before is None:
            written = self._table.put(item, "attribute_not_exists(pk)")
        else:
            written = self._table.put(item, "version = :v", {":v": number_value(before.version)})
        if written and before is not None and before.is_open and not kept:
            self.drop_due(DueEntry(before.due_at, customer, key))
        return written

    def due(self, now: int, limit: int) -> list[DueEntry]:
        today, settled = _day(now), _day(now - SETTLED_MS)
        stored = self._table.get(*_ROUND)
        first = day = date.fromisoformat(stored["day"]["S"]) if stored else today - LOOKBACK
        found: list[DueEntry] = []
        while day <= today and len(found) < limit:
            values = {":p": string_value(f"due#{day.isoformat()}"), ":s": string_value(f"{now + 1:013d}")}
            items = self._table.query("pk = :p AND sk < :s", values, limit=limit - len(found))
            entries = [_entry(item["sk"]["S"]) for item in items]
            if not found and not entries and day < settled:
                first = day + timedelta(days=1)
            found += entries
            day += timedelta(days=1)
        if not stored or first.isoformat() != stored["day"]["S"]:
            self._table.put(
                {"pk": string_value("round"), "sk": string_value("round"), "day": string_value(first.isoformat())}
            )
        return found

    def drop_due(self, entry: DueEntry) -> None:
        self._table.delete(*_due_key(entry))

    def turned_off(self, customer: str) -> frozenset[FriendlyKind]:
        item = self._table.get(f"customer#{customer}", _OFF)
        return frozenset(item["kinds"]["SS"]) if item and "kinds" in item else frozenset()

    def turn(self, customer: str, kind: FriendlyKind, *, on: bool) -> None:
        verb = "DELETE" if on else "ADD"
        self._table.update(f"customer#{customer}", _OFF, f"{verb} kinds :k", {":k": {"SS": [kind]}})


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SEOUL).date()


def _due_key(entry: DueEntry) -> tuple[str, str]:
    return f"due#{_day(entry.at).isoformat()}", f"{entry.at:013d}#{entry.customer}#{entry.key}"


def _entry(sk: str) -> DueEntry:
    at, customer, key = sk.split("#", 2)
    return DueEntry(int(at), customer, key)


def _read(body: str) -> Reminder:
    return msgspec.json.decode(body, type=Reminder)
