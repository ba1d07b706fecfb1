"""Notices that tell how things stand and leave the conversation where it is."""

from chalicelib.content.bodies import Notice
from chalicelib.conversations.changing import Line, Wording, noticed, transition
from chalicelib.conversations.head import Change, Head
from chalicelib.conversations.ports import Ports
from chalicelib.conversations.states import State


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
        if head.state is not State.WAITING or _told_last(head, code):
            return None
        return Change(State.WAITING, noticed(ports, words(code, phone=phone)), {})

    return transition(ports, conversation, plan)


def tell_agent_has_it(ports: Ports, words: Wording, conversation: str) -> tuple[Head, bool]:
    """Tells a customer who pressed a button of the bot that an agent has the word; nothing if that was the last thing
    they were told."""

    def plan(head: Head) -> Change | None:
        if head.state is not State.ASSIGNED or head.agent is None or _told_last(head, "agent_has_it"):
            return None
        return Change(State.ASSIGNED, noticed(ports, words("agent_has_it", agent=head.agent.name)), {})

    return transition(ports, conversation, plan)


def _told_last(head: Head, code: str) -> bool:
    """Whether the last notice was this one."""
    told = head.slots["system"].entry if "system" in head.slots else None
    return told is not None and isinstance(told.body, Notice) and told.body.code == code
