"""Waiting cards and the history of waiting, in the table of routing.

| pk | sk | what |
|---|---|---|
| `card#<conversation>` | `card` | what a waiting customer was shown last, until their conversation ends |
| `places#<queue>` | `places` | the capacity of the queue's agents, and with which queues they are shared |
| `arrivals#<queue>` | number of the slot | who came in this slot of time, by head start; the slots are used in turn |
| `ended#<day>` | `<conversation>#<since>` | a wait that ended on that day; removed once the day was added up |
| `days#<queue>` | day | the summary of the day, compressed |
| `days#<queue>` | `model` | what the last days taught |

It uses the low-level client: these are plain reads and writes of JSON.
"""

import base64
import zlib
from collections.abc import Collection, Sequence
from math import inf, isinf
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.routing.cards import WaitingCard
from chalicelib.routing.estimate import QueueModel
from chalicelib.routing.history import QueueDay
from chalicelib.routing.waits import EndedWait, QueuePlaces

SLOT_S = 600
"""Length of a slot of arrivals, in seconds."""

SLOTS = 3
"""Slots that count as lately: the present one and those before."""

MAX_STORED_SAMPLES = 2000
"""Samples of a stored day: compressed, they stay well below DynamoDB's 400 KB."""

Stored = TypeVar("Stored")

_MODEL = "model"
_encode = msgspec.json.encode


class DynamoWaitStore:
    """`ports.WaitStore` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def card(self, conversation: str) -> WaitingCard | None:
        item = self._table.get(f"card#{conversation}", "card")
        return _read(item, WaitingCard) if item else None

    def cards(self, conversations: Collection[str]) -> dict[str, WaitingCard]:
        items = self._table.get_many((f"card#{each}", "card") for each in conversations)
        return {card.conversation: card for card in (_read(item, WaitingCard) for item in items)}

    def save_card(self, card: WaitingCard) -> bool:
        item = _item(f"card#{card.conversation}", "card", card) | {"version": number_value(card.version)}
        if card.version == 1:
            return self._table.put(item, "attribute_not_exists(pk)")
        return self._table.put(item, "version = :before", {":before": number_value(card.version - 1)})

    def remove_card(self, conversation: str) -> None:
        self._table.delete(f"card#{conversation}", "card")

    def places(self, queue: str) -> QueuePlaces | None:
        item = self._table.get(f"places#{queue}", "places", consistent=False)
        return _read(item, QueuePlaces) if item else None

    def save_places(self, queue: str, places: QueuePlaces) -> None:
        self._table.put(_item(f"places#{queue}", "places", places))

    def forget_places(self, queue: str) -> None:
        self._table.delete(f"places#{queue}", "places")

    def count_arrival(self, queue: str, head_start: int, now: int) -> None:
        key, slot, name = _slot_key(queue, now), now // 1000 // SLOT_S, f"h{head_start}"
        values = {":one": number_value(1), ":slot": number_value(slot)}
        if not self._table.update(*key, f"ADD {name} :one", values, "slot = :slot"):
            item = {"pk": string_value(key[0]), "sk": string_value(key[1]), "slot": number_value(slot)}
            self._table.put(item | {name: number_value(1)})

    def arrivals(self, queues: Collection[str], now: int) -> dict[tuple[str, int], int]:
        oldest, found = now // 1000 // SLOT_S - SLOTS + 1, dict[tuple[str, int], int]()
        keys = ((f"arrivals#{queue}", str(number)) for queue in queues for number in range(SLOTS))
        for item in self._table.get_many(keys, consistent=False):
            queue = item["pk"]["S"].partition("#")[2]
            for name, value in item.items() if int(item["slot"]["N"]) >= oldest else ():
                if name.startswith("h"):
                    key = queue, int(name[1:])
                    found[key] = found.get(key, 0) + int(value["N"])
        return found

    def add_ended(self, day: str, wait: EndedWait) -> None:
        self._table.put(_item(f"ended#{day}", f"{wait.conversation}#{wait.since}", wait))

    def ended(self, day: str) -> list[EndedWait]:
        return [_read(item, EndedWait) for item in self._table.query("pk = :p", {":p": string_value(f"ended#{day}")})]

    def remove_ended(self, day: str, waits: Sequence[EndedWait]) -> None:
        for wait in waits:
            self._table.delete(f"ended#{day}", f"{wait.conversation}#{wait.since}")

    def save_day(self, queue: str, day: str, summary: QueueDay) -> None:
        step = -(-len(summary.samples) // MAX_STORED_SAMPLES) or 1
        packed = zlib.compress(_encode(replace(summary, samples=summary.samples[::step])))
        body = string_value(base64.b85encode(packed).decode())
        self._table.put({"pk": string_value(f"days#{queue}"), "sk": string_value(day), "body": body})

    def days(self, queue: str) -> dict[str, QueueDay]:
        values = {":p": string_value(f"days#{queue}"), ":model": string_value(_MODEL)}
        items = self._table.query("pk = :p AND sk < :model", values)
        return {item["sk"]["S"]: _unpacked(item["body"]["S"]) for item in items}

    def remove_day(self, queue: str, day: str) -> None:
        self._table.delete(f"days#{queue}", day)

    def save_model(self, queue: str, model: QueueModel | None) -> None:
        if model is None:
            self._table.delete(f"days#{queue}", _MODEL)
            return
        patience_s = 0.0 if isinf(model.patience_s) else model.patience_s  # JSON has no infinity
        self._table.put(_item(f"days#{queue}", _MODEL, replace(model, patience_s=patience_s)))

    def model(self, queue: str) -> QueueModel | None:
        item = self._table.get(f"days#{queue}", _MODEL, consistent=False)
        stored = _read(item, QueueModel) if item else None
        return stored and replace(stored, patience_s=stored.patience_s or inf)


def _slot_key(queue: str, now: int) -> tuple[str, str]:
    return f"arrivals#{queue}", str(now // 1000 // SLOT_S % SLOTS)


def _unpacked(body: str) -> QueueDay:
    return msgspec.json.decode(zlib.decompress(base64.b85decode(body)), type=QueueDay)


def _item(pk: str, sk: str, value: msgspec.Struct) -> Item:
    return {"pk": string_value(pk), "sk": string_value(sk), "body": string_value(_encode(value).decode())}


def _read(item: Item, kind: type[Stored]) -> Stored:
    return msgspec.json.decode(item["body"]["S"], type=kind)
