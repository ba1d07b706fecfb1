"""Bot states in DynamoDB, one item per conversation; drafts, one item per customer.

Uses the light client: the bot's first answer after a cold start doesn't wait for pynamodb to load.
"""

from collections.abc import Iterable

import msgspec

from chalicelib.aws.outbox_items import outbox_item
from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.dialogue.drafts import DraftRecord
from chalicelib.dialogue.events import PublishedTurnEvent, turn_subject
from chalicelib.dialogue.state import BotState


class DynamoBotStateStore:
    """`ports.BotStateStore` on DynamoDB: `pk` is the conversation, `state` a BotState as JSON, `version` its version.
    An event goes into the outbox in the same transaction."""

    def __init__(self, table: Table, outbox_table: str) -> None:
        self._table = table
        self._outbox_table = outbox_table

    def load(self, conversation: str) -> BotState:
        return decode_state(self._table.get(conversation))

    def save(self, conversation: str, state: BotState, event: PublishedTurnEvent | None = None) -> bool:
        item = {"pk": string_value(conversation), "state": string_value(msgspec.json.encode(state).decode())}
        before = "attribute_not_exists(pk) OR version = :before"
        if event is None:
            return _saved(self._table, item, state.version, before)
        others = {self._outbox_table: outbox_item(turn_subject(conversation), event.number, event)}
        values = {":before": number_value(state.version - 1)}
        return self._table.put_together({**item, "version": number_value(state.version)}, before, values, others)


class DynamoDraftStore:
    """`ports.DraftStore` on DynamoDB, in the table of the bot's states: `drafts` is a `DraftRecord` as JSON.

    Its keys contain `#`, a conversation's never do.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def load(self, customer: str) -> DraftRecord:
        return decode_drafts(self._table.get(_drafts_key(customer)))

    def save(self, customer: str, drafts: DraftRecord, until: int) -> bool:
        kept = string_value(msgspec.json.encode(drafts).decode())
        item = {"pk": string_value(_drafts_key(customer)), "drafts": kept, "ttl": number_value(until)}
        first = drafts.version == 1
        return _saved(self._table, item, drafts.version, "attribute_not_exists(pk)" if first else "version = :before")


def _saved(table: Table, item: Item, version: int, condition: str) -> bool:
    """Saves an item as the next version; False after a concurrent save."""
    values = {":before": number_value(version - 1)} if ":before" in condition else None
    return table.put({**item, "version": number_value(version)}, condition, values)


def turn_keys(conversation: str, customer: str) -> tuple[Item, Item]:
    """The keys of the two items that a turn reads: the conversation's state, the customer's drafts."""
    return {"pk": string_value(conversation)}, {"pk": string_value(_drafts_key(customer))}


def decode_turn(items: Iterable[Item]) -> tuple[BotState, DraftRecord]:
    """State and drafts among the items of `turn_keys` that exist."""
    found = list(items)
    state = next((item for item in found if "state" in item), None)
    return decode_state(state), decode_drafts(next((item for item in found if "drafts" in item), None))


def decode_state(item: Item | None) -> BotState:
    """The state in an item; an empty one without it."""
    return msgspec.json.decode(item["state"]["S"], type=BotState) if item else BotState()


def decode_drafts(item: Item | None) -> DraftRecord:
    """The record in an item; an empty one without it."""
    return msgspec.json.decode(item["drafts"]["S"], type=DraftRecord) if item else DraftRecord()


def _drafts_key(customer: str) -> str:
    return f"drafts#{customer}"
