"""Permissions: every action × role × own or another's conversation × state."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib.conversations.states import State
from chalicelib.entry.actions import all_actions
from chalicelib.entry.protocol import agent_desk as a
from chalicelib.entry.protocol import conversations as c
from chalicelib.entry.protocol import drafts as d
from chalicelib.entry.protocol import messages as m
from chalicelib.entry.protocol.base import Command
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry import frames
from tests.entry.centre import KIM, LEE, Centre, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
JIWOO = person("agent-jiwoo", Role.AGENT, "contract")
YUJIN = person("sup-yujin", Role.SUPERVISOR, "general")
MIRAE = person("sup-mirae", Role.SUPERVISOR, "contract")

NO = "not_allowed"
OVER = "conversation_closed"
GONE = "already_taken"
STATES = tuple(State)
SERVED = (State.ASSIGNED, State.RESOLVED, State.CLOSED)
"""Staff have a conversation of their own only once it was given to them."""


@dataclass(frozen=True)
class May:
    """The answer's code, "ok" for an ack: to the customer and to the agent of the conversation, by its state, and to
    everybody else."""

    customer: str
    """bot, waiting, assigned, resolved, closed."""
    agent: str
    """assigned, resolved, closed."""
    others: str = NO
    other_staff: str = ""
    """One code, or one for each state."""
    leads: str = ""
    """For a supervisor of its queue without the assignment, where the answer differs."""
    fields: dict[str, Any] = field(default_factory=dict)
    """The fields of a good frame beside `ref` and `conversation`."""

    def to_other_staff(self, state: State) -> str:
        codes = (self.other_staff or self.others).split()
        return codes[STATES.index(state)] if len(codes) > 1 else codes[0]


TABLE: dict[type[Command], May] = {
    # about no conversation, or about one's own alone
    c.HelloCommand: May("ok ok ok ok ok", "ok ok ok", "ok", fields={"device": "tablet01"}),
    c.PingCommand: May("ok ok ok ok ok", "ok ok ok", "ok"),
    c.OpenCommand: May("ok ok ok ok ok", f"{NO} {NO} {NO}", "ok", NO, fields={"device": "tablet01"}),
    a.AvailabilityCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok", NO, "ok", fields={"status": "available"}),
    a.DeskCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok", NO, "ok"),
    a.WaitingCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok", NO, "ok"),
    # the first agent; here nobody else is on duty
    a.TakeCommand: May(
        f"{NO} {NO} {NO} {NO} {NO}", f"ok {GONE} {GONE}", NO, f"{GONE} not_on_duty {GONE} {GONE} {GONE}"
    ),
    # everybody who may read it: in the queue these are all
    a.ViewingCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok", NO, f"{NO} ok {NO} {NO} {NO}"),
    # both sides
    m.SendCommand: May(
        f"ok ok ok {OVER} {OVER}",
        f"ok {OVER} {OVER}",
        fields={"client_id": "tablet01:1", "body": {"type": "text", "text": "안녕하세요"}},
    ),
    m.TypingCommand: May("ok ok ok ok ok", "ok ok ok"),
    m.DeliveredCommand: May("ok ok ok ok ok", "ok ok ok", fields={"seq": 1}),
    m.ReadCommand: May("ok ok ok ok ok", "ok ok ok", fields={"seq": 1}),
    c.HistoryCommand: May("ok ok ok ok ok", "ok ok ok"),
    c.ConversationsCommand: May("ok ok ok ok ok", f"ok {NO} {NO}", fields={"customer": KIM.id}),
    # the customer
    c.CloseCommand: May("ok ok ok ok ok", f"{NO} {NO} {NO}"),
    c.ReopenCommand: May("ok ok ok ok ok", f"{NO} {NO} {NO}"),
    c.LeaveCommand: May("ok ok ok ok ok", f"{NO} {NO} {NO}"),
    # the agent
    a.TransferCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok not_on_desk not_on_desk", fields={"queue": "contract"}),
    a.ResolveCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok illegal_transition", fields={"outcome": "answered"}),
    a.NoteCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok", fields={"text": "전화 원하심"}),
    a.CustomerCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok"),
    # the agent, and supervisors of its queue
    d.DraftsCommand: May(f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok", leads="ok"),
    d.CorrectCommand: May(
        f"{NO} {NO} {NO} {NO} {NO}", "ok ok ok", leads="ok", fields={"version": 0, "facts": {"place": "역삼역"}}
    ),
    d.RegisterCommand: May(
        f"{NO} {NO} {NO} {NO} {NO}",
        "form_gone form_gone form_gone",
        leads="form_gone",
        fields={"key": "nosuchone:1", "version": 1},
    ),
}


TRIED_HERE = [command for command in all_actions() if command not in frames.ELSEWHERE]
"""The registered actions that must have a row in `TABLE`."""


def fields(command: type[Command], conversation: str) -> dict[str, Any]:
    """The fields of a good frame, about a conversation of KIM's if the command is about one."""
    good = TABLE[command].fields if command in TABLE else frames.ELSEWHERE[command]
    return good | ({"conversation": conversation} if "conversation" in command.__struct_fields__ else {})


def conversation_in(centre: Centre, state: State, agent: Identity) -> str:
    match state:
        case State.BOT:
            return centre.opened()
        case State.WAITING:
            return centre.waiting()
        case State.ASSIGNED:
            return centre.assigned(agent)
        case State.RESOLVED:
            return centre.resolved(agent)
        case State.CLOSED:
            conversation = centre.assigned(agent)
            centre.done(KIM, "close", conversation=conversation)
            return conversation


def code_of(centre: Centre, who: Identity, command: type[Command], conversation: str) -> str:
    tag = str(command.__struct_config__.tag)
    frame = centre.ask(who, tag, **fields(command, conversation))
    return "ok" if frame["event"] == "ack" else str(frame["code"])


def test_every_action_is_in_a_table() -> None:
    assert set(TABLE) | set(frames.ELSEWHERE) == set(all_actions())
    assert not set(TABLE) & set(frames.ELSEWHERE)


@pytest.mark.parametrize("command", all_actions(), ids=lambda command: command.__name__.lower())
def test_a_role_that_is_not_registered_is_refused(centre: Centre, command: type[Command]) -> None:
    conversation = centre.opened()
    for role in set(Role) - all_actions()[command].roles:
        assert code_of(centre, person("somebody", role, "general"), command, conversation) == NO


@pytest.mark.parametrize("command", TRIED_HERE, ids=lambda command: command.__name__.lower())
@pytest.mark.parametrize("state", STATES)
def test_who_may(command: type[Command], state: State) -> None:
    may = TABLE[command]
    customer = may.customer.split()[STATES.index(state)]
    other_staff = may.to_other_staff(state)
    agent = may.agent.split()[SERVED.index(state)] if state in SERVED else other_staff
    answers = {
        (KIM, HANEUL): customer,
        (LEE, HANEUL): may.others,
        (HANEUL, HANEUL): agent,
        (YUJIN, YUJIN): agent if state in SERVED else may.leads or agent,
        (JIWOO, HANEUL): other_staff,
        (MIRAE, HANEUL): other_staff,
    }
    if may.leads:
        answers[YUJIN, HANEUL] = may.leads
    found = {}
    for who, server in answers:
        with Centre().open() as centre:
            conversation = conversation_in(centre, state, server)
            before = centre.stored_conversation(conversation)
            found[who, server] = code_of(centre, who, command, conversation)
            if found[who, server] != "ok":
                assert centre.stored_conversation(conversation) == before, "refused, and yet something was done"
            assert not centre.logged.records
    assert found == answers


def test_an_agent_without_the_conversation_has_no_rights_on_it(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    centre.done(HANEUL, "transfer", conversation=conversation, queue="contract")
    centre.follow_events()
    for command, may in TABLE.items():
        if may.others == NO and not may.other_staff:
            assert code_of(centre, HANEUL, command, conversation) == NO, command


def test_an_agent_reads_earlier_conversations_of_the_customer_they_serve(centre: Centre) -> None:
    earlier = centre.opened()
    centre.done(KIM, "close", conversation=earlier)
    assert code_of(centre, HANEUL, c.HistoryCommand, earlier) == NO
    centre.assigned(HANEUL)
    assert code_of(centre, HANEUL, c.HistoryCommand, earlier) == "ok"
    assert code_of(centre, HANEUL, m.SendCommand, earlier) == NO


@pytest.mark.parametrize("kind", ["answer", "form_submission"])
def test_agents_cannot_speak_as_customers_do_nor_customers_as_agents(centre: Centre, kind: str) -> None:
    conversation = centre.assigned(HANEUL)
    of_customer = {
        "answer": {"type": "answer", "to": 1, "button": "flow:confirm", "label": "네"},
        "form_submission": {"type": "form_submission", "to": 1, "values": {}},
    }[kind]
    card = {"type": "card", "title": "안내"}
    for who, body in ((HANEUL, of_customer), (KIM, card)):
        frame = centre.ask(who, "send", conversation=conversation, client_id="tablet01:1", body=body)
        assert frame["code"] == NO


def test_a_missing_conversation_is_refused_like_another_persons(centre: Centre) -> None:
    conversation = centre.opened()
    for who in (LEE, HANEUL):
        for command, may in TABLE.items():
            if may.others == NO:
                assert code_of(centre, who, command, conversation) == code_of(centre, who, command, "nosuchone")
