"""The bot's state and customers' unfinished forms."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.dialogue.ports import BotStateStore, DraftStore


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
