"""The bot's state and customers' unfinished forms."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from collections.abc import Collection

    from chalicelib.dialogue.drafts import DraftRecord
    from chalicelib.dialogue.ports import BotStateStore, DraftStore
    from chalicelib.dialogue.state import BotState


@cache
def dialogue_store() -> BotStateStore:
    """The bot's state of each conversation."""
    from chalicelib.dialogue.store import DynamoBotStateStore

    return DynamoBotStateStore(infrastructure.table("bot"), settings().table("outbox"))


@cache
def draft_store() -> DraftStore:
    """Customers' drafts: accident forms that are not registered yet."""
    from chalicelib.dialogue.store import DynamoDraftStore

    return DynamoDraftStore(infrastructure.table("bot"))


def read_turn(conversation: str, customer: str, seqs: Collection[int]) -> tuple[BotState, DraftRecord, set[int]]:
    """State, drafts and logged seqs by one BatchGetItem over both tables: a turn waits for each request."""
    from chalicelib.aws.batch_get import read_tables
    from chalicelib.aws.hot_path import dynamodb_client
    from chalicelib.conversations.log_items import log_keys, seqs_of
    from chalicelib.dialogue.store import decode_turn, turn_keys

    states, logs = settings().table("bot"), settings().table("conversations")
    keys = {states: turn_keys(conversation, customer), logs: log_keys(conversation, seqs)}
    items = read_tables(dynamodb_client(), keys)
    return *decode_turn(items[states]), seqs_of(items[logs])
