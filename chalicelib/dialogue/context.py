"""What the bot thinks with, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import BotRules, Flow, Texts
from chalicelib.content.message_bodies import Body
from chalicelib.content.views import ContractView
from chalicelib.dialogue.drafts import Draft, DraftRecord, live_drafts
from chalicelib.dialogue.state import BotState


@dataclass(frozen=True, slots=True)
class QueueWait:
    """The customer's place in line. `since` in ms since 1970 UTC; `soon`: an agent was free when they were told of the
    line last; `danger`: they are at its head. `status` looks up what can be told of it."""

    waiting_since: int
    agent_available: bool
    is_emergency: bool
    describe: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Context:
    """What the bot may know while it thinks.

    `contracts` looks up the customer's own, the one in force first; `claims` his claims, the open ones first; `phone`
    his number; `queue` is where the conversation goes when the bot can't tell what it is about; `waiting` tells of the
    line that they stand in, if they do. `drafts` looks up the customer's unfinished forms, `registered` the claim that
    the form of a key became; `conversation` is this one's id.
    """

    rules: BotRules
    flows: dict[str, Flow]
    texts: Texts
    contracts: Callable[[], tuple[ContractView, ...]]
    now: datetime
    default_queue: str
    claims: Callable[[], tuple[ClaimView, ...]] = tuple
    phone: Callable[[], str] = str
    queue_wait: QueueWait | None = None
    drafts: Callable[[], DraftRecord] = DraftRecord
    claim_of_draft: Callable[[str], ClaimView | None] = lambda _: None
    conversation_id: str = ""

    def unfinished_drafts(self) -> tuple[Draft, ...]:
        """The customer's unfinished accident forms, the latest first."""
        now = int(self.now.timestamp() * 1000)
        forms = live_drafts(self.drafts(), now, self.rules.draft_days)
        return tuple(form for form in forms if form.flow in self.flows)


@dataclass(frozen=True, slots=True)
class TurnResult:
    """The outcome: the memory without the bookkeeping of numbers, and what to say."""

    state: BotState
    messages: tuple[Body, ...]
