"""States of a conversation, and why a message is refused."""

import pytest
from msgspec.structs import replace

from chalicelib.content.message_bodies import Notice, Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.errors import BotFenced, ConversationClosed, IllegalTransition, TooFast, TopicBusy
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import Conversation, DeviceConnection, LogEntry, OutgoingMessage, QueueStatus
from chalicelib.conversations.opening import open_conversation
from chalicelib.conversations.ports import ConversationPorts
from chalicelib.conversations.send_rules import BURST_MS, MAX_BURST_MESSAGES, DuplicateSend, explain_refusal
from chalicelib.conversations.state_changes import (
    record_assignment,
    record_closing,
    record_handoff,
    record_queue_exit,
    record_queue_move,
    record_release,
    record_reopening,
    record_resolution,
)
from chalicelib.conversations.states import BOT_SPEAKS, LIVE, TRANSITIONS, State
from chalicelib.kernel.errors import BaroError, NotAllowed
from chalicelib.kernel.parallel import run_in_order
from tests.fakes.backoff import NO_WAIT
from tests.fakes.conversations import FakeConversations
from tests.fakes.courier import FakeCourier
from tests.fakes.events import FakeOutbox
from tests.fakes.notifications import FakeNotificationQueue

KIM, HANEUL, JIWOO = Named("cust-kim", "김서연"), Named("agent-haneul", "김하늘"), Named("agent-jiwoo", "정지우")
NEVER = 4_000_000_000_000
DESK = frozenset({DeviceConnection("desk", NEVER)})
STATUS = QueueStatus("general", "busy", "모두 상담 중이에요.", {"phone": "1600-0000"})


def words(code: str, **data: str) -> Notice:
    return Notice(code, code, data)


class Life:
    """One conversation of Kim's and everything that can happen to it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000
        self.store = FakeConversations(FakeOutbox())
        names = iter(f"conversation{number}" for number in range(1, 99))
        self.ports = ConversationPorts(
            self.store,
            FakeCourier(),
            run_in_order,
            lambda: self.now,
            lambda: next(names),
            FakeNotificationQueue(),
            lambda _conversation: None,
            backoff=NO_WAIT,
        )
        self.id = open_conversation(self.ports, KIM, "general", frozenset({DeviceConnection("phone", NEVER)})).id

    @property
    def conversation(self) -> Conversation:
        return self.store.conversations[self.id]

    def happens(self, what: str) -> bool:
        """Whether anything was left to do."""
        ports = self.ports
        match what:
            case "hand over":
                return record_handoff(ports, words, self.id, STATUS, emergency=False)[1]
            case "assign":
                return record_assignment(ports, words, self.id, HANEUL, "general", DESK)[1]
            case "pass on":
                return record_assignment(ports, words, self.id, JIWOO, "general", DESK)[1]
            case "release":
                return record_release(ports, words, self.id, HANEUL.id, STATUS, "agent_lost")[1]
            case "leave":
                return record_queue_exit(ports, words, self.id)[1]
            case "move":
                return record_queue_move(ports, words, self.id, replace(STATUS, queue="contract"), emergency=False)[1]
            case "resolve":
                return record_resolution(ports, words, self.id, HANEUL.id, "answered")[1]
            case "close":
                return record_closing(ports, words, self.id, KIM.id)[1]
            case "reopen":
                return record_reopening(ports, words, self.id, KIM.id)[1]
        raise AssertionError(what)

    def says(self, text: str, number: int, device: str = "phone001", **others: object) -> OutgoingMessage:
        fields: dict[str, object] = {
            "sender_id": KIM.id,
            "by": By(Speaker.CUSTOMER, KIM.id),
            "fencing_token": None,
        } | others
        entry = LogEntry(self.now, fields["by"], Text(text))  # type: ignore[arg-type]
        return OutgoingMessage(self.id, device, number, entry, str(fields["sender_id"]), fields["fencing_token"])  # type: ignore[arg-type]


PATHS: dict[State, list[str]] = {
    State.BOT: [],
    State.WAITING: ["hand over"],
    State.ASSIGNED: ["hand over", "assign"],
    State.RESOLVED: ["hand over", "assign", "resolve"],
    State.CLOSED: ["hand over", "assign", "close"],
}
BECOMES = {
    # what happens: the state it leads to from bot, waiting, assigned (to Haneul), resolved, closed
    "hand over": "waiting = = ! !",
    "assign": "assigned assigned = ! !",
    "pass on": "assigned assigned assigned ! !",
    "release": "= = waiting = =",
    "leave": "= bot = = =",
    "move": "= waiting = = =",
    "resolve": "no no resolved = !",
    "close": "closed closed closed closed =",
    "reopen": "= = = bot bot",
}


@pytest.mark.parametrize("what", BECOMES)
def test_transitions_of_states(what: str) -> None:
    """`=` nothing is left to do, `!` illegal, `no` not allowed."""
    for state, expected in zip(State, BECOMES[what].split(), strict=True):
        life = Life()
        for step in PATHS[state]:
            assert life.happens(step)
        before = life.conversation
        assert before.state is state
        try:
            changed = life.happens(what)
        except IllegalTransition:
            assert expected == "!", (what, state)
        except NotAllowed:
            assert expected == "no", (what, state)
        else:
            assert expected == (life.conversation.state.value if changed else "="), (what, state)
        if life.conversation.fencing_token != before.fencing_token:
            assert life.conversation.state in TRANSITIONS[state]
            assert (life.conversation.fencing_token, life.conversation.seq) == (
                before.fencing_token + 1,
                before.seq + 1,
            )
        else:
            assert life.conversation == before


def test_every_state_can_be_left_and_reached() -> None:
    assert set(TRANSITIONS) == set(State)
    assert all(TRANSITIONS.values())
    assert set().union(*TRANSITIONS.values()) == set(State)


def test_reopening_clears_the_agent_and_yields_to_a_newer_conversation() -> None:
    life = Life()
    for step in ("hand over", "assign", "resolve", "reopen"):
        life.happens(step)
    conversation = life.conversation
    assert (conversation.agent, conversation.queue, conversation.waiting_since, conversation.outcome) == (
        None,
        "",
        0,
        "",
    )
    life.happens("close")
    newer = open_conversation(life.ports, KIM, "general", frozenset()).id
    with pytest.raises(TopicBusy) as refused:
        life.happens("reopen")
    assert refused.value.details == {"conversation": newer}


def test_waiting_time_counts_from_the_first_wait() -> None:
    life = Life()
    life.happens("hand over")
    since = life.conversation.waiting_since
    life.happens("assign")
    life.now += 60_000
    life.happens("release")
    assert life.conversation.waiting_since == since


def refusal(life: Life, utterance: OutgoingMessage) -> type[BaroError] | None:
    try:
        explain_refusal(life.conversation, utterance)
    except BaroError as error:
        return type(error)
    return None


def test_people_send_in_live_states_and_the_bot_in_its_own() -> None:
    agent = {"sender_id": HANEUL.id, "by": By(Speaker.AGENT, HANEUL.id)}
    for state, path in PATHS.items():
        life = Life()
        for step in path:
            life.happens(step)
        bot = {"sender_id": "bot", "by": By(Speaker.BOT), "fencing_token": life.conversation.fencing_token}
        stale = {**bot, "fencing_token": life.conversation.fencing_token - 1}
        served = life.conversation.agent is not None
        over = None if state in LIVE else ConversationClosed
        assert refusal(life, life.says("네", 1)) is over
        assert refusal(life, life.says("네", 1, "desk0001", **agent)) is (over if served else NotAllowed)
        assert refusal(life, life.says("네", 1, "bot", **bot)) is (None if state in BOT_SPEAKS else BotFenced)
        assert refusal(life, life.says("네", 1, "bot", **stale)) is BotFenced
        assert refusal(life, life.says("네", 1, sender_id="cust-lee")) is NotAllowed


def test_a_repeat_is_recognised_before_the_state_is_checked() -> None:
    life = Life()
    said = send_message(life.ports, life.says("하나", 1))
    life.happens("close")
    assert explain_refusal(life.conversation, life.says("하나", 1)) == DuplicateSend(
        life.conversation.device_entries["phone001"]
    )
    again = send_message(life.ports, life.says("하나", 1))
    assert (again.is_repeat, again.message) == (True, said.message)


def test_a_sixth_message_in_a_second_must_wait() -> None:
    life = Life()
    for number in range(1, MAX_BURST_MESSAGES + 1):
        life.now += 10
        send_message(life.ports, life.says("빨리", number))
    with pytest.raises(TooFast) as refused:
        send_message(life.ports, life.says("빨리", MAX_BURST_MESSAGES + 1, "tablet01"))
    wait = refused.value.details["retry_after_ms"]
    assert wait == BURST_MS - 10 * (MAX_BURST_MESSAGES - 1)
    life.now += int(wait) - 1
    with pytest.raises(TooFast):
        send_message(life.ports, life.says("빨리", MAX_BURST_MESSAGES + 1))
    life.now += 1
    assert send_message(life.ports, life.says("이제", MAX_BURST_MESSAGES + 1)).message.seq == MAX_BURST_MESSAGES + 1
