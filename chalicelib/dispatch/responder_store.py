"""`ResponderStore` on the DynamoDB table of dispatch.

| pk | sk | what |
|---|---|---|
| `responder#<id>` | `responder` | a responder as JSON with the version; beside it the last position, and the cell |
| `duty` | `<shift ends at>#<id>` | nothing: who is on duty |

The index `by_cell` has those on duty: its hash key is the coarse cell, its range key the way from there to the fine
one, so that a query by prefix finds all in a cell of any size between. It holds `brief`, a responder without what the
choice doesn't need.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.aws.outbox_items import outbox_item
from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.cells import CellPath, cells_around, centre_of, listed_cell, path_of
from chalicelib.dispatch.events import DispatchEvent, subject_of_event
from chalicelib.dispatch.responders import Position, Responder, ResponderCard
from chalicelib.kernel.parallel import RunParallel, gather

INDEX = "by_cell"

CERTAIN = 3
"""So many of the nearest are surely those: nobody nearer is in a cell that wasn't searched."""

_NOWHERE = "-"
"""In place of a first position's predecessor."""

_SK, _DUTY = "responder", "duty"


class DynamoResponderStore:
    """`ports.ResponderStore` on DynamoDB."""

    def __init__(self, table: Table, outbox: str, run_parallel: RunParallel) -> None:
        self._table, self._outbox, self._run_parallel = table, outbox, run_parallel

    def get(self, responder: str) -> Responder | None:
        item = self._table.get(_pk(responder), _SK)
        return _read(item) if item is not None else None

    def get_many(self, responders: Collection[str]) -> list[Responder]:
        found = self._table.get_many((_pk(each), _SK) for each in responders) if responders else []
        return [_read(item) for item in found]

    def save(self, before: Responder | None, after: Responder, events: Sequence[DispatchEvent] = ()) -> bool:
        writes = responder_writes(self._table, before, after)
        return self._table.write_together(writes, outbox_puts(self._outbox, events))

    def report(self, responder: str, position: Position) -> Responder | None:
        item = self._table.update(
            _pk(responder),
            _SK,
            "SET earlier_spot = if_not_exists(spot, :none), spot_at = :t, spot = :p",
            {
                ":t": number_value(position.at),
                ":p": string_value(msgspec.json.encode(position).decode()),
                ":none": string_value(_NOWHERE),
            },
            "attribute_exists(pk) AND (attribute_not_exists(spot_at) OR spot_at < :t)",
        )
        return _read(item) if item is not None else self.get(responder)

    def restore(self, responder: str, wrong: Position, before: Position) -> None:
        self._table.update(
            _pk(responder),
            _SK,
            "SET spot_at = :t, spot = :p",
            {
                ":t": number_value(before.at),
                ":p": string_value(msgspec.json.encode(before).decode()),
                ":w": number_value(wrong.at),
            },
            "spot_at = :w",
        )

    def forget(self, responder: str) -> None:
        self._table.update(
            _pk(responder),
            _SK,
            "REMOVE spot, spot_at, earlier_spot, cell, area, way",
            {":z": number_value(0)},
            "attribute_exists(pk) AND (attribute_not_exists(spot_at) OR spot_at > :z)",
        )

    def move(self, responder: Responder, cell: str) -> None:
        sets, values = _cell_values(cell)
        self._table.update(
            _pk(responder.id), _SK, sets, {**values, ":v": number_value(responder.version)}, "version = :v"
        )

    def near(self, place: Point, wanted: int, is_fit: Callable[[Responder], bool]) -> list[Responder]:
        known: dict[str, float] = {}
        for cells, reach_m in cells_around(place):
            for item in self._in_cells(cells):
                responder = msgspec.json.decode(item["brief"]["S"], type=Responder)
                if is_fit(responder):
                    known[responder.id] = metres_between(place, centre_of(item["cell"]["S"]))
            certain = sum(metres <= reach_m for metres in known.values())
            if len(known) >= wanted and certain >= min(wanted, CERTAIN):
                break
        nearest = sorted(known, key=lambda each: (known[each], each))[:wanted]
        items = self._table.get_many(((_pk(each), _SK) for each in nearest), consistent=False) if nearest else []
        fresh = [each for each in map(_read, items) if each.is_on_duty and is_fit(each)]
        placed = [(metres_between(place, each.start), each.id, each) for each in fresh if each.start is not None]
        return [each for _, _, each in sorted(placed, key=lambda one: one[:2])]

    def shifts_over(self, now: int, limit: int) -> list[str]:
        values = {":d": string_value(_DUTY), ":n": string_value(f"{now:013d}")}
        return [_id_in(item) for item in self._table.query("pk = :d AND sk < :n", values, limit=limit)]

    def on_duty(self) -> list[Responder]:
        found = self._table.query("pk = :d", {":d": string_value(_DUTY)})
        ids = [_id_in(item) for item in found]
        return sorted((each for each in self.get_many(ids) if each.is_on_duty), key=lambda each: each.id)

    def _in_cells(self, cells: Collection[CellPath]) -> list[Item]:
        queries: list[Callable[[], list[Item]]] = [partial(self._in_cell, cell) for cell in cells]
        return [item for found in gather(self._run_parallel, queries) for item in found]

    def _in_cell(self, cell: CellPath) -> list[Item]:
        condition, values = "area = :a", {":a": string_value(cell.area)}
        if cell.way:
            condition, values = f"{condition} AND begins_with(way, :w)", {**values, ":w": string_value(cell.way)}
        return list(self._table.query(condition, values, index=INDEX))


def responder_writes(table: Table, before: Responder | None, after: Responder) -> list[dict[str, Any]]:
    """The writes of a responder in place of `before`. A position that came meanwhile stays, unless this brings one."""
    writes = [_write(table, before, after)]
    old, new = (_duty_key(each) if each is not None else "" for each in (before, after))
    if old and old != new:
        writes.append(table.delete_write(_DUTY, old))
    if new and old != new:
        writes.append(table.put_write({"pk": string_value(_DUTY), "sk": string_value(new)}))
    return writes


def _write(table: Table, before: Responder | None, after: Responder) -> dict[str, Any]:
    body = msgspec.json.encode(replace(after, position=None, previous=None, cell="")).decode()
    sets, values = _cell_values(listed_cell(after))
    sets, _, removes = sets.partition(" REMOVE ")
    values = {**values, ":b": string_value(body), ":n": number_value(after.version)}
    sets = f"{sets}, body = :b, version = :n" if sets else "SET body = :b, version = :n"
    if after.is_on_duty:
        sets, values[":f"] = f"{sets}, brief = :f", string_value(brief_of(after))
    if after.position is not None and (before is None or after.position is not before.position):
        sets += ", spot = :p, spot_at = :t"
        values[":p"] = string_value(msgspec.json.encode(after.position).decode())
        values[":t"] = number_value(after.position.at)
    condition = "attribute_not_exists(pk)"
    if before is not None and before.version:
        condition, values[":v"] = "version = :v", number_value(before.version)
    expression = f"{sets} REMOVE {removes}" if removes else sets
    return table.update_write(_pk(after.id), _SK, expression, values, condition)


def brief_of(responder: Responder) -> str:
    """What the index has of a responder, as JSON."""
    brief = replace(responder, card=ResponderCard(responder.id, ""), position=None, cell="", version=0)
    return msgspec.json.encode(brief).decode()


def outbox_puts(table: str, events: Sequence[DispatchEvent]) -> list[tuple[str, Item]]:
    """The items of events in the outbox."""
    return [(table, outbox_item(subject_of_event(event), event.number, event)) for event in events]


def _cell_values(cell: str) -> tuple[str, dict[str, Any]]:
    if not cell:
        return " REMOVE cell, area, way", {}
    path = path_of(cell)
    values = {":c": string_value(cell), ":a": string_value(path.area), ":w": string_value(path.way)}
    return "SET cell = :c, area = :a, way = :w", values


def _duty_key(responder: Responder) -> str:
    return f"{responder.shift_end:013d}#{responder.id}" if responder.is_on_duty else ""


def _id_in(item: Item) -> str:
    return str(item["sk"]["S"]).partition("#")[2]


def _pk(responder: str) -> str:
    return f"responder#{responder}"


def _read(item: Item) -> Responder:
    responder = msgspec.json.decode(item["body"]["S"], type=Responder)
    return replace(
        responder,
        position=_position(item, "spot"),
        previous=_position(item, "earlier_spot"),
        cell=item["cell"]["S"] if "cell" in item else "",
    )


def _position(item: Item, name: str) -> Position | None:
    text = item[name]["S"] if name in item else _NOWHERE
    return msgspec.json.decode(text, type=Position) if text != _NOWHERE else None
