"""The interfaces that the bot needs from other contexts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.content.message_bodies import Body
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.drafts import DraftRecord
from chalicelib.dialogue.events import PublishedTurnEvent
from chalicelib.dialogue.state import BotState
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff
from chalicelib.nlu.reading import Reading

ReadMessage = Callable[[str, datetime], Reading]
"""Reads a message that was written at a given time."""

SendMessage = Callable[[int, Body], bool]
"""Sends a message with its number; False if an agent has taken over meanwhile."""


RecordFeedback = Callable[[str, str], None]
"""Records a text and the intent that the customer then chose."""


class BotStateStore(Protocol):
    """Bot states by conversation."""

    def load(self, conversation: str) -> BotState:
        """The state; an empty one of version 0 where there is none."""

    def save(self, conversation: str, state: BotState, event: PublishedTurnEvent | None = None) -> bool:
        """Saves it, and its event in the outbox, if its version is the next; False after a concurrent save."""


class DraftStore(Protocol):
    """Unfinished accident forms by customer."""

    def load(self, customer: str) -> DraftRecord:
        """The record; an empty one of version 0 where there is none."""

    def save(self, customer: str, drafts: DraftRecord, until: int) -> bool:
        """Saves it if its version is the next, until a time in s since 1970 UTC; False after a concurrent save."""


@dataclass(frozen=True, slots=True)
class BotPorts:
    """What the bot is given for one conversation. `last_sent_number` is the number of its last message in the log,
    `recent_texts` the customer's texts of the last minutes, `fencing_token` the conversation's, `locale` the customer's
    language."""

    states: BotStateStore
    read: ReadMessage
    context: Callable[[], Context]
    send: SendMessage
    last_sent_number: int
    record_feedback: RecordFeedback
    fencing_token: int = 0
    locale: str = "ko"
    backoff: Backoff = SYSTEM_BACKOFF
