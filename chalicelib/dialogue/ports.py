"""What the bot needs of the world."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.content.message_bodies import Body
from chalicelib.content.views import ContractView
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.drafts import DraftRecord
from chalicelib.dialogue.state import BotState
from chalicelib.nlu.types import NluResult, SlotValues

ClassifyText = Callable[[str, datetime], NluResult]
"""Reads a sentence at a moment."""

ExtractSlots = Callable[[str, datetime], SlotValues]
"""Every slot of the accident form that a sentence fills, whatever its intent."""

Contracts = Callable[[str], tuple[ContractView, ...]]
"""A customer's contracts."""

SendMessage = Callable[[int, Body], bool]
"""Says something under a number; False if a human has taken over meanwhile."""


RecordFeedback = Callable[[str, str], None]
"""Keeps what a customer said and which wish he then picked."""


RecentTexts = Callable[[], Iterable[str]]
"""The customer's words of the last minutes, oldest first; looked up only where a message tells half of it."""


class BotStateStore(Protocol):
    """Memories by conversation."""

    def load(self, conversation: str) -> BotState:
        """The memory; an empty one of version 0 where there is none."""

    def save(self, conversation: str, state: BotState) -> bool:
        """Keeps it, if its version is the next; False if someone else was quicker."""


class DraftStore(Protocol):
    """Unfinished accident forms by customer."""

    def load(self, customer: str) -> DraftRecord:
        """The record; an empty one of version 0 where there is none."""

    def save(self, customer: str, drafts: DraftRecord, until: int) -> bool:
        """Keeps it, if its version is the next, until a moment (s since 1970 UTC); False if someone else was
        quicker."""


@dataclass(frozen=True, slots=True)
class BotPorts:
    """What the bot is given for one conversation. `said` is the number of the last message that it got through with,
    `earlier` the customer's words of the last minutes, `epoch` the conversation's, `locale` the language that the
    customer reads."""

    states: BotStateStore
    classify: ClassifyText
    extract_slots: ExtractSlots
    context: Callable[[], Context]
    send: SendMessage
    last_sent_number: int
    record_feedback: RecordFeedback
    recent_texts: RecentTexts = tuple
    fencing_token: int = 0
    locale: str = "ko"
