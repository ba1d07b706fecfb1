"""Changes of state. Each is one conditional write together with the notice that tells of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.content.server_frames import ConversationFrame
from chalicelib.content.views import Named
from chalicelib.conversations.errors import IllegalTransition, TopicBusy
from chalicelib.conversations.history import repair
from chalicelib.conversations.messaging import deliver, pass_on
from chalicelib.conversations.model import Change, Entry, Head, Link
from chalicelib.conversations.ports import Ports
from chalicelib.conversations.states import LIVE, TRANSITIONS, State
from chalicelib.kernel.errors import Conflict, NotAllowed

ATTEMPTS = 8


class Wording(Protocol):
    """The words of a notice by its code, from the message catalogue."""

    def __call__(self, code: str, **data: str) -> Notice: ...


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody in line is told of it: who can take them (`staffing`: free, busy, closed, nobody), in `words`, and
    what those were made of (`data`: phone, opens (ISO), and in each language the queue's label and its hours, as
    `queue_en`)."""

    queue: str
    staffing: str
    words: str
    data: Mapping[str, str]

    def fields(self) -> dict[str, str]:
        """What a notice keeps of it beside its words."""
        return {"queue": self.queue, "staffing": self.staffing, **self.data}


Plan = Callable[[Head], Change | None]
"""What to do with the head as it is; None when it is done already."""


def transition(ports: Ports, conversation: str, plan: Plan) -> tuple[Head, bool]:
    """Makes a planned change and tells every device; False when there was nothing left to do.

    Safe to repeat: the plan sees the head as it is. Raises NotAllowed (no such conversation), IllegalTransition,
    Conflict, and what the plan raises.
    """
    for _ in range(ATTEMPTS):
        seen = ports.store.head(conversation)
        if seen is None:
            raise NotAllowed
        change = plan(seen)
        # Slots are emptied by the change, so what lies in them must be in the log; also on a repeat, for its own.
        repair(ports.store, seen)
        if change is None:
            return seen, False
        if change.state not in TRANSITIONS[seen.state]:
            raise IllegalTransition(state=seen.state.value, wanted=change.state.value)
        head = ports.store.change(seen, change)
        if head is not None:
            _tell(ports, seen, head, change)
            return head, True
    raise Conflict(conversation=conversation)


def _tell(ports: Ports, seen: Head, head: Head, change: Change) -> None:
    client_id = f"system:{head.epoch}"
    body = change.notice.body
    assert isinstance(body, Notice)  # noqa: S101 - notices are made here, whole
    message = Message(head.seq, change.notice.at, change.notice.by, body, client_id)
    devices = seen.devices() | head.devices()

    def post() -> None:
        pass_on(ports, head, message, devices)
        deliver(ports, head.id, devices, ConversationFrame(head.view()))

    ports.together((lambda: ports.store.log(head.id, head.seq, client_id, change.notice), post))
    if head.state is State.ASSIGNED:
        ports.store.settle(head.id, "system", head.epoch)  # two people speak now: room for what they say


def noticed(ports: Ports, notice: Notice) -> Entry:
    """The entry of a notice."""
    return Entry(ports.clock(), By(Speaker.SYSTEM), notice)


def hand_over(ports: Ports, words: Wording, conversation: str, line: Line, *, danger: bool) -> tuple[Head, bool]:
    """bot → waiting. The place in line is older than this, see routing."""

    def plan(head: Head) -> Change | None:
        if head.state in (State.WAITING, State.ASSIGNED):
            return None
        code = "waiting_for_agent" if line.staffing == "free" else "waiting_in_line"
        notice = noticed(ports, words(code, line=line.words, **line.fields()))
        return Change(
            State.WAITING,
            notice,
            {**_in_line(line), "waiting_since": ports.clock(), "danger": danger or head.danger},
        )

    return transition(ports, conversation, plan)


def endanger(ports: Ports, words: Wording, conversation: str, line: Line, code: str) -> tuple[Head, bool]:
    """Somebody who waits is in danger: said once a line (the notice `code`), with what to do first. Who has an agent by
    now needs no notice."""

    def plan(head: Head) -> Change | None:
        if head.state is not State.WAITING or (head.danger and head.queue == line.queue):
            return None
        notice = noticed(ports, words(code, line=line.words, **line.fields()))
        return Change(State.WAITING, notice, {**_in_line(line), "danger": True})

    return transition(ports, conversation, plan)


def move(ports: Ports, words: Wording, conversation: str, line: Line, *, danger: bool) -> tuple[Head, bool]:
    """waiting → waiting in another line, or at the head of one for danger, which is said once. Who has an agent by now,
    or is there already, needs no notice."""

    def plan(head: Head) -> Change | None:
        alarm = danger and not head.danger
        if head.state is not State.WAITING or not (alarm or head.queue != line.queue):
            return None
        code = "line_ahead" if alarm else "line_moved"
        notice = noticed(ports, words(code, line=line.words, **line.fields()))
        return Change(State.WAITING, notice, {**_in_line(line), "danger": alarm or head.danger})

    return transition(ports, conversation, plan)


def leave_line(ports: Ports, words: Wording, conversation: str) -> tuple[Head, bool]:
    """waiting → bot: the customer doesn't wait any more. They have left the line before, see routing; who has an agent
    by now stays."""

    def plan(head: Head) -> Change | None:
        if head.state is not State.WAITING:
            return None
        nothing = dict.fromkeys(("queue", "waiting_since", "danger", "staffing"))
        return Change(State.BOT, noticed(ports, words("left_line")), dict(nothing))

    return transition(ports, conversation, plan)


def _in_line(line: Line) -> dict[str, object]:
    return {"queue": line.queue, "staffing": line.staffing}


def assign(
    ports: Ports, words: Wording, conversation: str, agent: Named, queue: str, links: frozenset[Link]
) -> tuple[Head, bool]:
    """The agent has it from here on; `links` are his devices."""

    def plan(head: Head) -> Change | None:
        if head.state is State.ASSIGNED and head.agent is not None and head.agent.id == agent.id:
            return None
        notice = noticed(ports, words("agent_joined", agent=agent.name))
        fields: dict[str, object] = {"agent": agent, "queue": queue, "agent_links": links, "staffing": None}
        return Change(State.ASSIGNED, notice, fields)

    return transition(ports, conversation, plan)


def release(ports: Ports, words: Wording, conversation: str, agent: str, line: Line, code: str) -> tuple[Head, bool]:
    """assigned → waiting, unless the agent has lost it already. `code` names the notice."""

    def plan(head: Head) -> Change | None:
        if head.state is not State.ASSIGNED or head.agent is None or head.agent.id != agent:
            return None
        notice = noticed(ports, words(code, line=line.words, agent=head.agent.name, **line.fields()))
        return Change(State.WAITING, notice, {"agent": None, "agent_links": None, **_in_line(line)})

    return transition(ports, conversation, plan)


def resolve(ports: Ports, words: Wording, conversation: str, agent: str, outcome: str) -> tuple[Head, bool]:
    """The agent's work is done; the customer may take it up again."""

    def plan(head: Head) -> Change | None:
        if head.agent is None or head.agent.id != agent:
            raise NotAllowed
        if head.state is State.RESOLVED:
            return None
        return Change(State.RESOLVED, noticed(ports, words("resolved", agent=head.agent.name)), {"outcome": outcome})

    return transition(ports, conversation, plan)


def close(ports: Ports, words: Wording, conversation: str, customer: str) -> tuple[Head, bool]:
    """The customer ends it and gives the topic free."""

    def plan(head: Head) -> Change | None:
        if head.customer.id != customer:
            raise NotAllowed
        return None if head.state is State.CLOSED else Change(State.CLOSED, noticed(ports, words("closed")))

    head, changed = transition(ports, conversation, plan)
    ports.store.free_topic(customer, head.topic, conversation)
    return head, changed


def reopen(ports: Ports, words: Wording, conversation: str, customer: str) -> tuple[Head, bool]:
    """The customer takes up what was resolved or closed; the bot answers first. Raises TopicBusy."""

    def plan(head: Head) -> Change | None:
        if head.customer.id != customer:
            raise NotAllowed
        if head.state in LIVE:
            return None
        held = ports.store.claim_topic(customer, head.topic, conversation)
        if held != conversation:
            raise TopicBusy(conversation=held)
        nothing: Mapping[str, object] = dict.fromkeys(
            ("agent", "agent_links", "queue", "waiting_since", "danger", "outcome", "staffing")
        )
        return Change(State.BOT, noticed(ports, words("reopened")), dict(nothing))

    return transition(ports, conversation, plan)
