"""Staff join a conversation beside its agent, are asked to take it over, and leave it."""

from collections.abc import Callable, Iterable

from chalicelib.access.decisions import require_allowed
from chalicelib.content.views import Named
from chalicelib.conversations.errors import InvitationOver, TakesPartAlready
from chalicelib.conversations.model import Conversation, DeviceConnection, Participant, StateChange
from chalicelib.conversations.participants import new_part
from chalicelib.conversations.ports import ConversationPorts, NoticeFactory
from chalicelib.conversations.state_changes import change_state, notice_entry
from chalicelib.conversations.states import PENDING, Part, State
from chalicelib.kernel.errors import NotAllowed

ConnectionsOf = Callable[[Iterable[str]], frozenset[DeviceConnection]]
"""The connections of persons that can receive frames."""


def begin_part(
    ports: ConversationPorts,
    notice_of: NoticeFactory,
    conversation_id: str,
    person: Named,
    part: Part,
    connections_of: ConnectionsOf,
    *,
    may: Callable[[Conversation], None],
) -> tuple[Conversation, bool]:
    """Gives a member of staff a part in an assigned conversation, with the connections of their devices. The customer
    is told of those who join or are asked to take over. `may` raises NotAllowed. Raises TakesPartAlready."""

    def plan(conversation: Conversation) -> StateChange | None:
        may(conversation)
        agent, known = conversation.agent, conversation.participants.get(person.id)
        if agent is None or conversation.state is not State.ASSIGNED:
            raise NotAllowed
        if agent.id == person.id or (known is not None and known.part in (Part.JOINED, Part.ACCEPTED)):
            raise TakesPartAlready(agent=person.id)
        if known is not None and known.part is part:
            return None
        codes = {Part.OFFERED: "colleague_offered", Part.JOINED: "colleague_joined"}
        return _change(
            ports,
            notice_of,
            conversation,
            person.id,
            new_part(conversation, person.name, part),
            connections_of,
            codes.get(part, ""),
        )

    return change_state(ports, conversation_id, plan)


def accept_invitation(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, person: str, connections_of: ConnectionsOf
) -> tuple[Conversation, bool]:
    """invited → joined, which the customer is told; offered → accepted, whereupon routing moves. Nothing if it is
    accepted already. Raises InvitationOver."""

    def plan(conversation: Conversation) -> StateChange | None:
        known = conversation.participants.get(person)
        if known is not None and known.part in (Part.JOINED, Part.ACCEPTED):
            return None
        if known is None or known.part not in PENDING:
            raise InvitationOver(conversation=conversation_id)
        part = Part.JOINED if known.part is Part.INVITED else Part.ACCEPTED
        code = "colleague_joined" if part is Part.JOINED else ""
        after = new_part(conversation, known.name, part)
        return _change(ports, notice_of, conversation, person, after, connections_of, code)

    return change_state(ports, conversation_id, plan)


def end_part(
    ports: ConversationPorts,
    notice_of: NoticeFactory,
    conversation_id: str,
    person: str,
    connections_of: ConnectionsOf,
    *,
    number: int | None = None,
) -> tuple[Conversation, bool]:
    """Ends a person's part: they leave or decline, or nobody waits for their answer any more. The customer is told if
    they had been told of it. Nothing without a part, or if it isn't the one that began with `number`."""

    def plan(conversation: Conversation) -> StateChange | None:
        known = conversation.participants.get(person)
        if known is None or (number is not None and known.number != number):
            return None
        codes = {
            Part.JOINED: "colleague_left", Part.OFFERED: "colleague_declined", Part.ACCEPTED: "colleague_declined",
        }  # fmt: skip
        return _change(ports, notice_of, conversation, person, None, connections_of, codes.get(known.part, ""))

    return change_state(ports, conversation_id, plan)


def may_as(action: str, person: str) -> Callable[[Conversation], None]:
    """Returns a function that raises NotAllowed unless the person may do the action."""
    return lambda conversation: require_allowed(action, conversation.relation_of(person))


def _change(
    ports: ConversationPorts,
    notice_of: NoticeFactory,
    conversation: Conversation,
    person: str,
    after: Participant | None,
    connections_of: ConnectionsOf,
    code: str,
) -> StateChange:
    """The change of one part, with the connections of all staff who are in it then; `code` is that of the notice."""
    agent = conversation.agent
    staff = {*conversation.participants, *((agent.id,) if agent else ())} - {person}
    name = after.name if after is not None else conversation.participants[person].name
    notice = notice_of(code, agent=agent.name if agent else "", colleague=name) if code else None
    connections = connections_of(staff | {person} if after is not None else staff)
    entry = notice_entry(ports, notice) if notice is not None else None
    return StateChange(conversation.state, entry, {"agent_connections": connections}, {person: after})
