"""The input and output of one turn of the bot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import BotRules, Flow, Texts
from chalicelib.content.contract_questions import ContractQuestion, ContractReply
from chalicelib.content.contract_views import ContractView
from chalicelib.content.job_views import JobQuote, OpenJobView
from chalicelib.content.message_bodies import Body
from chalicelib.dialogue.drafts import Draft, DraftRecord, live_drafts
from chalicelib.dialogue.state import BotState

RecentTexts = Callable[[], Iterable[str]]
"""The customer's texts of the last minutes, oldest first; looked up only where a message needs them."""


@dataclass(frozen=True, slots=True)
class QueueWait:
    """The customer's wait in the queue. `waiting_since` in ms since 1970 UTC; `agent_available`: an agent was free when
    the customer was last notified of the queue; `is_emergency`: they wait at its front. `describe` looks up the queue
    status as text."""

    waiting_since: int
    agent_available: bool
    is_emergency: bool
    describe: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Context:
    """What the bot has access to during a turn.

    `contracts` looks up the customer's contracts, the one in force first; `claims` their claims, open ones first;
    `phone` their number. `default_queue` is where the conversation goes when its subject is unknown; `queue_wait`
    describes the wait, if the customer waits for an agent. `drafts` looks up the customer's unfinished forms,
    `claim_of_draft` the claim that the form of a key became; `conversation_id` is this conversation's.
    `contract_reply` answers a question about the customer's contracts; `shows_contracts` tells whether they may be
    shown what is in them. `quote_job` tells what a roadside job of these
    slots costs, `open_job` looks up the customer's open one.
    `adjuster_due` is the day by which a claim that is registered now gets an adjuster.
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
    adjuster_due: Callable[[], str] = str
    recent_texts: RecentTexts = tuple
    contract_reply: Callable[[ContractQuestion], ContractReply] = lambda _: ContractReply((), needs_person=True)
    shows_contracts: Callable[[], bool] = lambda: True
    quote_job: Callable[[Mapping[str, str]], JobQuote] = lambda _: JobQuote()
    open_job: Callable[[], OpenJobView | None] = lambda: None

    def unfinished_drafts(self) -> tuple[Draft, ...]:
        """The customer's unfinished accident forms, the latest first."""
        now = int(self.now.timestamp() * 1000)
        forms = live_drafts(self.drafts(), now, self.rules.draft_days)
        return tuple(form for form in forms if form.flow in self.flows)


@dataclass(frozen=True, slots=True)
class TurnResult:
    """The next state, without the bookkeeping of message numbers, and the messages to send."""

    state: BotState
    messages: tuple[Body, ...]
