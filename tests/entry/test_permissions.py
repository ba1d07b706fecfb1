"""Permissions: every action × role × own or another's conversation × state."""

import pytest

from chalicelib.conversations.states import State
from chalicelib.entry.actions import all_actions
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.action_table import NO, ROWS, SERVED, STATES, fields
from tests.entry.centre import KIM, LEE, Centre, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
JIWOO = person("agent-jiwoo", Role.AGENT, "contract")
YUJIN = person("sup-yujin", Role.SUPERVISOR, "general")
MIRAE = person("sup-mirae", Role.SUPERVISOR, "contract")

BY_STATE = {action: row.answers for action, row in ROWS.items() if row.answers is not None}
"""The actions whose answers depend on who has the conversation, and on its state."""


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


def code_of(centre: Centre, who: Identity, action: str, conversation: str) -> str:
    frame = centre.ask(who, action, **fields(action, conversation))
    return "ok" if frame["event"] == "ack" else str(frame["code"])


def test_every_action_has_a_row() -> None:
    assert set(ROWS) == {action.name for action in all_actions().values()}


@pytest.mark.parametrize("action", BY_STATE)
@pytest.mark.parametrize("state", STATES)
def test_who_may(action: str, state: State) -> None:
    may = BY_STATE[action]
    other_staff = may.to_other_staff(state)
    agent = may.to_agent(state) if state in SERVED else other_staff
    answers = {
        (KIM, HANEUL): may.to_customer(state),
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
            found[who, server] = code_of(centre, who, action, conversation)
            if found[who, server] != "ok":
                assert centre.stored_conversation(conversation) == before, "refused, and yet something was done"
            assert not centre.logged.records
    assert found == answers


def test_an_agent_without_the_conversation_has_no_rights_on_it(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    centre.done(HANEUL, "transfer", conversation=conversation, queue="contract")
    centre.follow_events()
    for action, may in BY_STATE.items():
        if may.others == NO and not may.other_staff:
            assert code_of(centre, HANEUL, action, conversation) == NO, action


def test_an_agent_reads_earlier_conversations_of_the_customer_they_serve(centre: Centre) -> None:
    earlier = centre.opened()
    centre.done(KIM, "close", conversation=earlier)
    assert code_of(centre, HANEUL, "history", earlier) == NO
    centre.assigned(HANEUL)
    assert code_of(centre, HANEUL, "history", earlier) == "ok"
    assert code_of(centre, HANEUL, "send", earlier) == NO


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
        for action, may in BY_STATE.items():
            if may.others == NO:
                assert code_of(centre, who, action, conversation) == code_of(centre, who, action, "nosuchone")
