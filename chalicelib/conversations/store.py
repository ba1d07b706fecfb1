"""Conversations and logs in one DynamoDB table: `c#<conversation>` holds the conversation item, log, long bodies, notes
and tags; `p#<customer>` the open topics of a customer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.content.messages import Message
from chalicelib.content.views import NoteView, RatingView
from chalicelib.conversations.dynamo_expressions import (
    UpdateExpression,
    change_state_update,
    clear_entry_update,
    number_message_update,
    prune_devices_update,
)
from chalicelib.conversations.log_items import inline_or_ref, log_item, log_key, seqs_of
from chalicelib.conversations.mapping import (
    SIDE_LETTERS,
    SORT_KEY,
    connections_attribute,
    conversation_item,
    decode_body,
    decode_entry,
    encode,
    encode_text,
    packed_rating,
    participant_attribute,
    read_conversation,
    read_note,
    read_tags,
)
from chalicelib.conversations.model import (
    Conversation,
    DeviceConnection,
    LogEntry,
    OutgoingMessage,
    OverflowRef,
    Side,
    StateChange,
)

if TYPE_CHECKING:  # not loaded for a message
    from chalicelib.conversations.events import ConversationEvent, MentionEvent, RatingEvent


TAGS = "tags"
"""Sort key of the tags. They are in an item of their own: every message pays for the conversation item."""


_NOBODY = string_value("")
"""The client_id of an entry that fills a gap."""


class DynamoConversationStore:
    """`ConversationStore` on DynamoDB."""

    def __init__(self, table: Table, outbox_table: str) -> None:
        self._table = table
        self._outbox_table = outbox_table

    def claim_topic(self, customer: str, topic: str, conversation_id: str) -> str:
        item = self._table.update(
            f"p#{customer}",
            "open",
            "SET #t = if_not_exists(#t, :id)",
            {":id": string_value(conversation_id)},
            names={"#t": f"t_{topic}"},
        )
        assert item is not None  # noqa: S101 - the update has no condition
        return str(item[f"t_{topic}"]["S"])

    def topics(self, customer: str) -> dict[str, str]:
        item = self._table.get(f"p#{customer}", "open") or {}
        return {name[2:]: value["S"] for name, value in item.items() if name.startswith("t_")}

    def free_topic(self, customer: str, topic: str, conversation_id: str) -> None:
        self._table.update(
            f"p#{customer}",
            "open",
            "REMOVE #t",
            {":id": string_value(conversation_id)},
            "#t = :id",
            {"#t": f"t_{topic}"},
        )

    def create(self, conversation: Conversation, event: ConversationEvent) -> Conversation | None:
        item, absent = conversation_item(conversation), "attribute_not_exists(pk)"
        if self._table.put_together(item, absent, None, self._outbox_items(event)):
            return conversation
        return self.get(conversation.id)

    def get(self, conversation_id: str) -> Conversation | None:
        item = self._table.get(f"c#{conversation_id}", SORT_KEY)
        return read_conversation(item) if item else None

    def get_many(self, conversation_ids: Iterable[str]) -> dict[str, Conversation]:
        items = self._table.get_many((f"c#{each}", SORT_KEY) for each in conversation_ids)
        return {conversation.id: conversation for conversation in map(read_conversation, items)}

    def of_customer(self, customer: str, limit: int) -> list[Conversation]:
        keys = self._table.query(
            "cu = :c", {":c": string_value(customer)}, forward=False, limit=limit, index="by_customer"
        )
        items = self._table.get_many([(key["pk"]["S"], SORT_KEY) for key in keys])
        return sorted(
            map(read_conversation, items),
            key=lambda conversation: (conversation.opened_at, conversation.id),
            reverse=True,
        )

    def number_message(self, outgoing: OutgoingMessage) -> Conversation | None:
        stored = inline_or_ref(outgoing.entry)
        if not outgoing.is_body_stored:
            self.store_long_body(outgoing.conversation, outgoing.entry)
        return self._update(outgoing.conversation, number_message_update(outgoing, stored))

    def store_long_body(self, conversation_id: str, entry: LogEntry) -> None:
        stored = inline_or_ref(entry)
        if isinstance(stored.body, OverflowRef) and not isinstance(entry.body, OverflowRef):
            key = {"pk": string_value(f"c#{conversation_id}"), "sk": string_value(f"b#{stored.body.key}")}
            self._table.put({**key, "x": string_value(encode_text(entry.body))})

    def change_state(
        self, previous: Conversation, change: StateChange, event: ConversationEvent | None = None
    ) -> Conversation | None:
        stored = None
        if change.notice is not None:
            stored = inline_or_ref(change.notice)
            self.store_long_body(previous.id, change.notice)
        update = change_state_update(previous, change, stored)
        if event is None:
            return self._update(previous.id, update)
        made = self._table.update_together(
            f"c#{previous.id}",
            SORT_KEY,
            update.expression,
            update.values,
            update.condition,
            self._outbox_items(event),
            update.names,
        )
        return self.get(previous.id) if made else None

    def advance_receipt(
        self, conversation_id: str, person: str, side: Side, delivered: int, read: int
    ) -> Conversation | None:
        letter, owner_attribute = SIDE_LETTERS[side], "cu" if side == "customer" else "ag"
        receipt, seq = ("r", read) if read else ("d", delivered)
        item = self._table.update(
            f"c#{conversation_id}",
            SORT_KEY,
            f"SET {receipt}{letter} = :s",
            {":s": number_value(seq), ":who": string_value(person)},
            f"{owner_attribute} = :who AND {receipt}{letter} < :s AND sq >= :s",
        )
        return read_conversation(item) if item else None

    def add_connection(
        self, conversation_id: str, person: str, side: Side, connection: DeviceConnection
    ) -> Conversation | None:
        return next(iter(self.add_connection_to([conversation_id], person, side, connection)), None)

    def add_connection_to(
        self, conversation_ids: Sequence[str], person: str, side: Side, connection: DeviceConnection
    ) -> list[Conversation]:
        keys = [(f"c#{conversation_id}", SORT_KEY) for conversation_id in conversation_ids]
        expression = f"ADD k{SIDE_LETTERS[side]} :k"
        values: Item = {":k": {**connections_attribute(frozenset({connection}))}, ":who": {**string_value(person)}}
        condition = "cu = :who" if side == "customer" else "ag = :who OR attribute_exists(#p)"
        names = {} if side == "customer" else {"#p": participant_attribute(person)}
        if len(keys) == 1:
            item = self._table.update(*keys[0], expression, values, condition, names)
            return [read_conversation(item)] if item else []
        joined = self._table.update_many(keys, expression, values, condition, names) if keys else []
        return [read_conversation(item) for item in self._table.get_many(joined)] if joined else []

    def remove_connections(self, conversation_id: str, connections: frozenset[DeviceConnection]) -> None:
        self._table.update(
            f"c#{conversation_id}",
            SORT_KEY,
            "DELETE kc :k, ka :k",
            {":k": connections_attribute(connections)},
            "attribute_exists(pk)",
        )

    def write_log(self, conversation_id: str, seq: int, client_id: str, entry: LogEntry) -> None:
        self._table.put(log_item(conversation_id, seq, client_id, entry))

    def fill_gap(self, conversation_id: str, seq: int, entry: LogEntry) -> None:
        self._table.put(log_item(conversation_id, seq, "", entry), "attribute_not_exists(pk)")

    def logged_seqs(self, conversation_id: str, seqs: Collection[int]) -> set[int]:
        return seqs_of(self._table.get_many([(f"c#{conversation_id}", log_key(seq)) for seq in seqs]))

    def prune_devices(self, previous: Conversation) -> None:
        update = prune_devices_update(previous)
        if update is not None:
            self._update(previous.id, update)

    def clear_entry(self, conversation_id: str, device_entry: str, number: int) -> None:
        self._update(conversation_id, clear_entry_update(device_entry, number))

    def page(self, conversation_id: str, after: int, before: int, limit: int, newest: bool) -> list[Message]:
        if after + 1 >= before:
            return []
        items = list(
            self._table.query(
                "pk = :c AND sk BETWEEN :a AND :b",
                {
                    ":c": string_value(f"c#{conversation_id}"),
                    ":a": string_value(log_key(after + 1)),
                    ":b": string_value(log_key(before - 1)),
                },
                forward=not newest,
                limit=limit,
            )
        )
        return self._messages(conversation_id, reversed(items) if newest else items)

    def add_note(self, conversation_id: str, note: NoteView, event: MentionEvent | None = None) -> None:
        item = {
            "pk": string_value(f"c#{conversation_id}"),
            "sk": string_value(f"o#{note.at:013d}#{note.by.id}"),
            "x": string_value(encode(note).decode()),
        }
        if event is None:
            self._table.put(item)
            return
        from chalicelib.aws.outbox_items import outbox_item  # not needed by a message
        from chalicelib.conversations.events import mention_subject

        published = outbox_item(mention_subject(event), event.number, event)
        self._table.put_together(item, "attribute_not_exists(pk)", None, {self._outbox_table: published})

    def rate(self, previous: Conversation, rating: RatingView, event: RatingEvent) -> Conversation | None:
        from chalicelib.aws.outbox_items import outbox_item  # not needed by a message
        from chalicelib.conversations.events import rating_subject

        published = outbox_item(rating_subject(event.conversation), event.number, event)
        values = {":rt": string_value(packed_rating(rating)), ":ep": number_value(previous.fencing_token)}
        condition = "ep = :ep AND attribute_not_exists(rt)"
        if previous.rating is not None:
            values[":before"] = string_value(packed_rating(previous.rating))
            condition = "ep = :ep AND rt = :before"
        made = self._table.update_together(
            f"c#{previous.id}", SORT_KEY, "SET rt = :rt", values, condition, {self._outbox_table: published}
        )
        return self.get(previous.id) if made else None

    def notes(self, conversation_id: str) -> list[NoteView]:
        items = self._table.query(
            "pk = :c AND begins_with(sk, :o)", {":c": string_value(f"c#{conversation_id}"), ":o": string_value("o#")}
        )
        return [read_note(item) for item in items]

    def set_tags(self, conversation_id: str, tags: tuple[str, ...]) -> None:
        stored = string_value(encode(tags).decode())
        self._table.put({"pk": string_value(f"c#{conversation_id}"), "sk": string_value(TAGS), "x": stored})

    def tags_of(self, conversation_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        items = self._table.get_many((f"c#{each}", TAGS) for each in conversation_ids)
        return {item["pk"]["S"][2:]: tags for item in items if (tags := read_tags(item))}

    def _update(self, conversation_id: str, update: UpdateExpression) -> Conversation | None:
        item = self._table.update(
            f"c#{conversation_id}", SORT_KEY, update.expression, update.values, update.condition, update.names
        )
        return read_conversation(item) if item else None

    def _outbox_items(self, event: ConversationEvent) -> dict[str, Item]:
        from chalicelib.aws.outbox_items import outbox_item  # not needed by a message
        from chalicelib.conversations.events import conversation_subject

        return {self._outbox_table: outbox_item(conversation_subject(event.conversation), event.number, event)}

    def _messages(self, conversation_id: str, items: Iterable[Item]) -> list[Message]:
        rows = [(int(i["sk"]["S"][2:]), i.get("i", _NOBODY)["S"], decode_entry(i["x"]["S"])) for i in items]
        wanted = {entry.body.key for _, _, entry in rows if isinstance(entry.body, OverflowRef)}
        items = self._table.get_many([(f"c#{conversation_id}", f"b#{key}") for key in sorted(wanted)])
        apart = {item["sk"]["S"][2:]: decode_body(item["x"]["S"]) for item in items}
        return [
            Message(
                seq,
                entry.at,
                entry.by,
                apart[entry.body.key] if isinstance(entry.body, OverflowRef) else entry.body,
                client_id,
            )
            for seq, client_id, entry in rows
        ]
