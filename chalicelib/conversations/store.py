"""Heads and logs in one DynamoDB table: `c#<conversation>` holds head, log, long bodies and notes; `p#<customer>` the
topics a customer has open."""

import hashlib
from collections.abc import Collection, Iterable

import msgspec

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.content.messages import Message
from chalicelib.content.views import NoteView
from chalicelib.conversations.dynamo_expressions import Update, changing, forgetting, saying, settling
from chalicelib.conversations.mapping import (
    SIDES,
    encode,
    encoded,
    head_item,
    in_slot,
    links_item,
    read_body,
    read_entry,
    read_head,
)
from chalicelib.conversations.model import Apart, Change, Entry, Head, Link, Side, Utterance

INLINE_BYTES = 288
"""So much of a head an entry may take, together with its speaker's id and name, which the head has by themselves. A
longer one lies in an item of its own, so that a head with a speaking device a side stays within 1,024 bytes, however
long the names are."""


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def claim_topic(self, customer: str, topic: str, conversation: str) -> str:
        item = self._table.update(
            f"p#{customer}",
            "open",
            "SET #t = if_not_exists(#t, :id)",
            {":id": string_value(conversation)},
            names={"#t": f"t_{topic}"},
        )
        assert item is not None  # noqa: S101 - there is no condition that could fail
        return str(item[f"t_{topic}"]["S"])

    def topics(self, customer: str) -> dict[str, str]:
        item = self._table.get(f"p#{customer}", "open") or {}
        return {name[2:]: value["S"] for name, value in item.items() if name.startswith("t_")}

    def free_topic(self, customer: str, topic: str, conversation: str) -> None:
        self._table.update(
            f"p#{customer}", "open", "REMOVE #t", {":id": string_value(conversation)}, "#t = :id", {"#t": f"t_{topic}"}
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
        keys = self._table.query(
            "cu = :c", {":c": string_value(customer)}, forward=False, limit=limit, index="by_customer"
        )
        items = self._table.get_many([(key["pk"]["S"], "head") for key in keys])
        return sorted(map(read_head, items), key=lambda head: (head.opened_at, head.id), reverse=True)

    def say(self, utterance: Utterance) -> Head | None:
        kept = self._apart(utterance.conversation, utterance.entry)
        return self._update(utterance.conversation, saying(utterance, kept))

    def change(self, seen: Head, change: Change) -> Head | None:
        kept = self._apart(seen.id, change.notice)
        return self._update(seen.id, changing(seen, change, kept))

    def mark(self, conversation: str, person: str, side: Side, delivered: int, read: int) -> Head | None:
        letter, who = SIDES[side], "cu" if side == "customer" else "ag"
        mark, seq = ("r", read) if read else ("d", delivered)
        item = self._table.update(
            f"c#{conversation}",
            "head",
            f"SET {mark}{letter} = :s",
            {":s": number_value(seq), ":who": string_value(person)},
            f"{who} = :who AND {mark}{letter} < :s AND sq >= :s",
        )
        return read_head(item) if item else None

    def join(self, conversation: str, person: str, side: Side, link: Link) -> Head | None:
        item = self._table.update(
            f"c#{conversation}",
            "head",
            f"ADD k{SIDES[side]} :k",
            {":k": links_item(frozenset({link})), ":who": string_value(person)},
            f"{'cu' if side == 'customer' else 'ag'} = :who",
        )
        return read_head(item) if item else None

    def leave(self, conversation: str, links: frozenset[Link]) -> None:
        self._table.update(
            f"c#{conversation}", "head", "DELETE kc :k, ka :k", {":k": links_item(links)}, "attribute_exists(pk)"
        )

    def log(self, conversation: str, seq: int, client_id: str, entry: Entry) -> None:
        self._table.put(_log_item(conversation, seq, client_id, entry))

    def fill(self, conversation: str, seq: int, entry: Entry) -> None:
        self._table.put(_log_item(conversation, seq, "", entry), "attribute_not_exists(pk)")

    def logged(self, conversation: str, seqs: Collection[int]) -> set[int]:
        items = self._table.get_many([(f"c#{conversation}", _log_key(seq)) for seq in seqs])
        return {int(item["sk"]["S"][2:]) for item in items}

    def forget(self, seen: Head) -> None:
        update = forgetting(seen)
        if update is not None:
            self._update(seen.id, update)

    def settle(self, conversation: str, slot: str, number: int) -> None:
        self._update(conversation, settling(slot, number))

    def page(self, conversation: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        if after + 1 >= before:
            return []
        items = list(
            self._table.query(
                "pk = :c AND sk BETWEEN :a AND :b",
                {
                    ":c": string_value(f"c#{conversation}"),
                    ":a": string_value(_log_key(after + 1)),
                    ":b": string_value(_log_key(before - 1)),
                },
                forward=not newest,
                limit=limit,
            )
        )
        return self._messages(conversation, reversed(items) if newest else items)

    def add_note(self, conversation: str, note: NoteView) -> None:
        self._table.put(
            {
                "pk": string_value(f"c#{conversation}"),
                "sk": string_value(f"o#{note.at:013d}#{note.by.id}"),
                "x": string_value(encode(note).decode()),
            }
        )

    def notes(self, conversation: str) -> list[NoteView]:
        items = self._table.query(
            "pk = :c AND begins_with(sk, :o)", {":c": string_value(f"c#{conversation}"), ":o": string_value("o#")}
        )
        return [read_note(item) for item in items]

    def _update(self, conversation: str, update: Update) -> Head | None:
        item = self._table.update(
            f"c#{conversation}", "head", update.expression, update.values, update.condition, update.names
        )
        return read_head(item) if item else None

    def _apart(self, conversation: str, entry: Entry) -> Entry:
        """The entry as the head keeps it: a long body goes to an item of its own first."""
        kept = _kept(entry)
        if isinstance(kept.body, Apart) and not isinstance(entry.body, Apart):
            key = {"pk": string_value(f"c#{conversation}"), "sk": string_value(f"b#{kept.body.key}")}
            self._table.put({**key, "x": string_value(encoded(entry.body))})
        return kept

    def _messages(self, conversation: str, items: Iterable[Item]) -> list[Message]:
        rows = [(int(i["sk"]["S"][2:]), i.get("i", _NOBODY)["S"], read_entry(i["x"]["S"])) for i in items]
        wanted = {entry.body.key for _, _, entry in rows if isinstance(entry.body, Apart)}
        items = self._table.get_many([(f"c#{conversation}", f"b#{key}") for key in sorted(wanted)])
        apart = {item["sk"]["S"][2:]: read_body(item["x"]["S"]) for item in items}
        return [
            Message(
                seq,
                entry.at,
                entry.by,
                apart[entry.body.key] if isinstance(entry.body, Apart) else entry.body,
                client_id,
            )
            for seq, client_id, entry in rows
        ]


def read_note(item: Item) -> NoteView:
    """A stored remark."""
    return msgspec.json.decode(item["x"]["S"], type=NoteView)


_NOBODY = string_value("")
"""The client_id of an entry that filled a gap."""


def _kept(entry: Entry) -> Entry:
    """The entry without a body that is too long for the head."""
    taken = "".join((in_slot(entry), entry.by.id, entry.by.name))
    if isinstance(entry.body, Apart) or len(taken.encode()) <= INLINE_BYTES:
        return entry
    digest = hashlib.sha256(encoded(entry.body).encode()).hexdigest()
    return Entry(entry.at, entry.by, Apart(digest[:32]))


def _log_key(seq: int) -> str:
    return f"m#{seq:010d}"


def _log_item(conversation: str, seq: int, client_id: str, entry: Entry) -> Item:
    item = {
        "pk": string_value(f"c#{conversation}"),
        "sk": string_value(_log_key(seq)),
        "x": string_value(encoded(_kept(entry))),
    }
    return {**item, "i": string_value(client_id)} if client_id else item
