"""Conversations, messages and assignments that tests of the store begin with."""

from collections.abc import Callable

from chalicelib.content.message_bodies import Notice, Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.events import OpeningEvent
from chalicelib.conversations.model import Conversation, DeviceConnection, LogEntry, OutgoingMessage, StateChange
from chalicelib.conversations.ports import ConversationStore
from chalicelib.conversations.states import State

T0 = 1_800_000_000_000
K1, K2, DESK = (
    DeviceConnection("k1=", T0),
    DeviceConnection("k2=", T0 + 86_399_000),
    DeviceConnection("desk", 4_102_444_800_000),
)
Fresh = Callable[[str], str]


def opened(store: ConversationStore, fresh: Fresh, **fields: object) -> Conversation:
    conversation_id, customer = fresh("conv"), fresh("cust")
    conversation = Conversation(conversation_id, State.BOT, 1, 0, "general", T0, Named(customer, "김서연"), **fields)  # type: ignore[arg-type]
    created = store.create(conversation, OpeningEvent(conversation_id, 1))
    assert created is not None
    return created


def said(
    conversation: Conversation, number: int, text: str = "안녕하세요", device: str = "phone001", at: int = 0
) -> OutgoingMessage:
    by = By(Speaker.CUSTOMER, conversation.customer.id, conversation.customer.name)
    entry = LogEntry(at or T0 + number * 1000, by, Text(text))
    return OutgoingMessage(conversation.id, device, number, entry, conversation.customer.id)


def notice(code: str = "test") -> LogEntry:
    return LogEntry(T0, By(Speaker.SYSTEM), Notice(code, "알림"))


def assigned(store: ConversationStore, conversation: Conversation, agent: str) -> Conversation:
    change = StateChange(
        State.ASSIGNED, notice(), {"agent": Named(agent, "김하늘"), "agent_connections": frozenset({DESK})}
    )
    after = store.change_state(conversation, change)
    assert after is not None
    return after
