"""`BotStateStore` and `DraftStore` in memory."""

from chalicelib.dialogue.drafts import DraftRecord
from chalicelib.dialogue.events import PublishedTurnEvent, turn_subject
from chalicelib.dialogue.state import BotState
from tests.fakes.events import FakeOutbox


class FakeBotStates:
    """Bot states by conversation."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self.outbox = outbox or FakeOutbox()
        self.states: dict[str, BotState] = {}

    def load(self, conversation: str) -> BotState:
        return self.states.get(conversation, BotState())

    def save(self, conversation: str, state: BotState, event: PublishedTurnEvent | None = None) -> bool:
        if self.load(conversation).version != state.version - 1:
            return False
        self.states[conversation] = state
        if event is not None:
            self.outbox.add(turn_subject(conversation), event.number, event)
        return True


class FakeDrafts:
    """Draft records by customer."""

    def __init__(self) -> None:
        self.records: dict[str, DraftRecord] = {}

    def load(self, customer: str) -> DraftRecord:
        return self.records.get(customer, DraftRecord())

    def save(self, customer: str, drafts: DraftRecord, until: int) -> bool:
        assert until > 10**9
        if self.load(customer).version != drafts.version - 1:
            return False
        self.records[customer] = drafts
        return True
