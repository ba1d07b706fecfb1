"""Notices that tell how things stand and leave the conversation where it is."""

from chalicelib.content.message_bodies import Notice
from chalicelib.conversations.history import whole_page
from chalicelib.conversations.model import Change, Head
from chalicelib.conversations.ports import Ports
from chalicelib.conversations.state_changes import Line, Wording, noticed, transition
from chalicelib.conversations.states import State

LOOKED_AT = 20
"""So many messages after a press are looked at for its answer."""


def tell_line(ports: Ports, words: Wording, conversation: str, line: Line, quiet_ms: int) -> tuple[Head, bool]:
    """Tells somebody who waits that who can take them has changed since they were told, unless the last notice is
    younger than `quiet_ms`."""

    def plan(head: Head) -> Change | None:
        told = head.slots["system"].entry if "system" in head.slots else None
        recent = told is not None and ports.clock() - told.at < quiet_ms
        if head.state is not State.WAITING or head.queue != line.queue or head.staffing == line.staffing or recent:
            return None
        notice = noticed(ports, words("line_changed", line=line.words, **line.fields()))
        return Change(State.WAITING, notice, {"staffing": line.staffing})

    return transition(ports, conversation, plan)


def tell_on_call(ports: Ports, words: Wording, conversation: str, code: str, phone: str) -> tuple[Head, bool]:
    """Tells somebody in danger that the person on call was sent a message, or couldn't be; nothing if that was the last
    thing they were told."""

    def plan(head: Head) -> Change | None:
        if head.state is not State.WAITING or _told_last(ports, head, code):
            return None
        return Change(State.WAITING, noticed(ports, words(code, phone=phone)), {})

    return transition(ports, conversation, plan)


def tell_danger(ports: Ports, words: Wording, conversation: str, code: str) -> tuple[Head, bool]:
    """Says what to do first to somebody whom an agent serves, once, and marks the conversation as one of danger."""

    def plan(head: Head) -> Change | None:
        if head.state is not State.ASSIGNED or head.danger or head.agent is None:
            return None
        return Change(State.ASSIGNED, noticed(ports, words(code, agent=head.agent.name)), {"danger": True})

    return transition(ports, conversation, plan)


def tell_agent_has_it(ports: Ports, words: Wording, conversation: str, press: int) -> tuple[Head, bool]:
    """Answers a customer's press of a button of the bot, their message `press`, once: an agent has the word."""

    def plan(head: Head) -> Change | None:
        if head.state is not State.ASSIGNED or head.agent is None:
            return None
        since = whole_page(ports, head, press, head.seq + 1, LOOKED_AT, newest=False)
        if any(_is(message.body, "agent_has_it") for message in since):
            return None
        return Change(State.ASSIGNED, noticed(ports, words("agent_has_it", agent=head.agent.name)), {})

    return transition(ports, conversation, plan)


def _told_last(ports: Ports, head: Head, code: str) -> bool:
    """Whether the last notice was this one. Looked up in the log: the head keeps long ones apart."""
    slot = head.slots.get("system")
    if slot is None:
        return False
    return any(
        _is(message.body, code) for message in whole_page(ports, head, slot.seq - 1, slot.seq + 1, 1, newest=True)
    )


def _is(body: object, code: str) -> bool:
    return isinstance(body, Notice) and body.code == code
