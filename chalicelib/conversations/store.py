"""Heads and logs in one DynamoDB table: `c#<conversation>` holds head, log, long bodies and notes; `p#<customer>` the
topics a customer has open."""

from collections.abc import Iterable

import msgspec

from chalicelib.aws.table import Item, Table, number, text, words
from chalicelib.content.messages import Message, Speaker
from chalicelib.content.views import NoteView
from chalicelib.conversations.head import Change, Entry, Head, Side, Utterance
from chalicelib.conversations.items import (
    RINGS,
    SIDES,
    encode,
    encoded,
    head_item,
    read_body,
    read_entry,
    read_head,
)
from chalicelib.conversations.sending import BURST_MS
from chalicelib.conversations.states import LIVE

INLINE_BYTES = 400
"""A longer entry lies in an item of its own, so that three speakers' slots and the rest of a head stay near 1 KB."""

KEPT_DEVICES = 8
"""So many devices' last numbers are remembered; a repeat from an older one is still found in the log."""

_NUMBERED = "#q = sq + :one, sq = sq + :one, #n = :n, #x = :x"
_RINGS = {
    side: ", ".join(f"{a} = {b}" for a, b in zip(ring, (*ring[1:], ":now"), strict=True))
    for side, ring in RINGS.items()
}
_FRESH = "(attribute_not_exists(#n) OR #n < :n)"
_SAY = {
    Speaker.CUSTOMER: (
        f"SET {_NUMBERED}, {_RINGS['customer']}, tn = :turn",
        f"cu = :who AND st IN (:bot, :waiting, :assigned) AND {_FRESH} AND c0 <= :floor",
    ),
    Speaker.AGENT: (
        f"SET {_NUMBERED}, {_RINGS['agent']}, tn = :turn",
        f"ag = :who AND st = :assigned AND {_FRESH} AND a0 <= :floor",
    ),
    Speaker.BOT: (f"SET {_NUMBERED}, tn = :turn", f"st = :bot AND ep = :epoch AND {_FRESH}"),
}
_STATES = {f":{state.value}": text(state.value) for state in LIVE}
_CHANGED = {
    "customer_links": "kc", "agent_links": "ka", "queue": "qu", "waiting_since": "ws", "danger": "dg", "outcome": "oc",
}  # fmt: skip


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def claim_topic(self, customer: str, topic: str, conversation: str) -> str:
        item = self._table.update(
            f"p#{customer}",
            "open",
            "SET #t = if_not_exists(#t, :id)",
            {":id": text(conversation)},
            names={"#t": f"t_{topic}"},
        )
        assert item is not None  # noqa: S101 - there is no condition that could fail
        return str(item[f"t_{topic}"]["S"])

    def topics(self, customer: str) -> dict[str, str]:
        item = self._table.get(f"p#{customer}", "open") or {}
        return {name[2:]: value["S"] for name, value in item.items() if name.startswith("t_")}

    def free_topic(self, customer: str, topic: str, conversation: str) -> None:
        self._table.update(
            f"p#{customer}", "open", "REMOVE #t", {":id": text(conversation)}, "#t = :id", {"#t": f"t_{topic}"}
        )

    def create(self, head: Head) -> Head:
        if self._table.put(head_item(head), "attribute_not_exists(pk)"):
            return head
        stored = self.head(head.id)
        assert stored is not None  # noqa: S101 - heads are never deleted
        return stored

    def head(self, conversation: str) -> Head | None:
        item = self._table.get(f"c#{conversation}", "head")
        return read_head(item) if item else None

    def of_customer(self, customer: str, limit: int) -> list[Head]:
        keys = self._table.query("cu = :c", {":c": text(customer)}, forward=False, limit=limit, index="by_customer")
        items = self._table.get_many([(key["pk"]["S"], "head") for key in keys])
        return sorted(map(read_head, items), key=lambda head: (head.opened_at, head.id), reverse=True)

    def say(self, utterance: Utterance) -> Head | None:
        conversation, device, entry = utterance.conversation, utterance.device, utterance.entry
        kept = self._apart(conversation, utterance.client_id, entry)
        expression, condition = _SAY[utterance.speaker]
        values = {":one": number(1), ":n": number(utterance.number), ":x": text(encoded(kept))}
        names = {"#q": f"q_{device}", "#n": f"n_{device}", "#x": f"x_{device}"}
        if utterance.speaker is Speaker.BOT:
            values |= {":bot": _STATES[":bot"], ":epoch": number(utterance.epoch or 0), ":turn": text("customer")}
        else:
            values |= {
                ":who": text(utterance.who),
                ":now": number(entry.at),
                ":floor": number(entry.at - BURST_MS),
                ":turn": text("agent" if utterance.speaker is Speaker.CUSTOMER else "customer"),
                **(_STATES if utterance.speaker is Speaker.CUSTOMER else {":assigned": _STATES[":assigned"]}),
            }
        item = self._table.update(f"c#{conversation}", "head", expression, values, condition, names)
        return read_head(item) if item else None

    def change(self, seen: Head, change: Change) -> Head | None:
        fields = dict(change.sets)
        values: Item = {
            ":one": number(1),
            ":seen": number(seen.seq),
            ":epoch": number(seen.epoch),
            ":st": text(change.state.value),
            ":x": text(encoded(self._apart(seen.id, f"system:{seen.epoch + 1}", change.notice))),
        }
        # DynamoDB reads all old values first; moto goes from left to right: what is copied stands before its change.
        sets = ["n_system = ep + :one", "ep = ep + :one", "q_system = sq + :one", "sq = sq + :one"]
        sets += ["st = :st", "x_system = :x"]
        removed = _outworn(seen)
        for name, value in fields.items():
            if name == "agent":
                pairs = {"ag": value.id, "an": value.name} if value else {"ag": None, "an": None}  # type: ignore[attr-defined]
            else:
                pairs = {_CHANGED[name]: value}
            for attribute, stored in pairs.items():
                if stored:
                    sets.append(f"{attribute} = :{attribute}")
                    values[f":{attribute}"] = _value(stored)
                else:
                    removed.append(attribute)
        expression = f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removed)}" if removed else "")
        item = self._table.update(f"c#{seen.id}", "head", expression, values, "ep = :epoch AND sq = :seen")
        return read_head(item) if item else None

    def mark(self, conversation: str, person: str, side: Side, delivered: int, read: int) -> Head | None:
        letter, who = SIDES[side], "cu" if side == "customer" else "ag"
        mark, seq = ("r", read) if read else ("d", delivered)
        sets = f"{mark}{letter} = :s" + (f", d{letter} = :s" if read else "")
        item = self._table.update(
            f"c#{conversation}",
            "head",
            f"SET {sets}",
            {":s": number(seq), ":who": text(person)},
            f"{who} = :who AND {mark}{letter} < :s AND sq >= :s",
        )
        return read_head(item) if item else None

    def join(self, conversation: str, person: str, side: Side, connection: str) -> Head | None:
        item = self._table.update(
            f"c#{conversation}",
            "head",
            f"ADD k{SIDES[side]} :k",
            {":k": words(frozenset({connection})), ":who": text(person)},
            f"{'cu' if side == 'customer' else 'ag'} = :who",
        )
        return read_head(item) if item else None

    def leave(self, conversation: str, connections: frozenset[str]) -> None:
        self._table.update(
            f"c#{conversation}", "head", "DELETE kc :k, ka :k", {":k": words(connections)}, "attribute_exists(pk)"
        )

    def log(self, conversation: str, seq: int, client_id: str, entry: Entry) -> None:
        self._table.put(_log_item(conversation, seq, client_id, entry))

    def fill(self, conversation: str, seq: int, entry: Entry) -> None:
        self._table.put(_log_item(conversation, seq, "", entry), "attribute_not_exists(pk)")

    def page(self, conversation: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        if after + 1 >= before:
            return []
        items = list(
            self._table.query(
                "pk = :c AND sk BETWEEN :a AND :b",
                {":c": text(f"c#{conversation}"), ":a": text(_log_key(after + 1)), ":b": text(_log_key(before - 1))},
                forward=not newest,
                limit=limit,
            )
        )
        return self._messages(conversation, reversed(items) if newest else items)

    def add_note(self, conversation: str, note: NoteView) -> None:
        self._table.put(
            {
                "pk": text(f"c#{conversation}"),
                "sk": text(f"o#{note.at:013d}#{note.by.id}"),
                "x": text(encode(note).decode()),
            }
        )

    def notes(self, conversation: str) -> list[NoteView]:
        items = self._table.query(
            "pk = :c AND begins_with(sk, :o)", {":c": text(f"c#{conversation}"), ":o": text("o#")}
        )
        return [read_note(item) for item in items]

    def _apart(self, conversation: str, client_id: str, entry: Entry) -> Entry:
        """The entry as the head and log keep it: a long body goes to an item of its own first."""
        if entry.body is None or len(encode(entry)) <= INLINE_BYTES:
            return entry
        key = {"pk": text(f"c#{conversation}"), "sk": text(f"b#{client_id}")}
        self._table.put({**key, "x": text(encoded(entry.body))}, "attribute_not_exists(pk)")
        return Entry(entry.at, entry.by, None)

    def _messages(self, conversation: str, items: Iterable[Item]) -> list[Message]:
        rows = [(int(i["sk"]["S"][2:]), i.get("i", _NOBODY)["S"], read_entry(i["x"]["S"])) for i in items]
        wanted = [(f"c#{conversation}", f"b#{client_id}") for _, client_id, entry in rows if entry.body is None]
        apart = {item["sk"]["S"][2:]: read_body(item["x"]["S"]) for item in self._table.get_many(wanted)}
        return [
            Message(seq, entry.at, entry.by, entry.body or apart[client_id], client_id)
            for seq, client_id, entry in rows
        ]


def read_note(item: Item) -> NoteView:
    """A stored remark."""
    return msgspec.json.decode(item["x"]["S"], type=NoteView)


_NOBODY = text("")
"""The client_id of an entry that filled a gap."""


def _log_key(seq: int) -> str:
    return f"m#{seq:010d}"


def _log_item(conversation: str, seq: int, client_id: str, entry: Entry) -> Item:
    kept = entry if len(encode(entry)) <= INLINE_BYTES else Entry(entry.at, entry.by, None)
    item = {"pk": text(f"c#{conversation}"), "sk": text(_log_key(seq)), "x": text(encoded(kept))}
    return {**item, "i": text(client_id)} if client_id else item


def _outworn(seen: Head) -> list[str]:
    """Attributes a change may tidy away, its caller having made sure that every slot is logged."""
    by_age = sorted(seen.slots, key=lambda device: seen.slots[device].seq, reverse=True)
    entries = [f"x_{device}" for device in by_age if seen.slots[device].entry and device != "system"]
    forgotten = [d for d in by_age[KEPT_DEVICES:] if d not in ("system", "bot")]
    return entries + [f"{mark}_{device}" for device in forgotten for mark in "nq"]


def _value(stored: object) -> dict[str, object]:
    if isinstance(stored, bool):
        return {"BOOL": stored}
    if isinstance(stored, int):
        return {"N": str(stored)}
    return {"SS": sorted(stored)} if isinstance(stored, frozenset) else {"S": str(stored)}
