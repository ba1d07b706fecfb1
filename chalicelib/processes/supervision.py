"""Supervisors in running conversations, and over the agents of their queues. Everything is audited, refusals too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed, require_allowed
from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import WhisperFrame
from chalicelib.content.views import Named, NoteView
from chalicelib.conversations import messaging, participation
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import Part, State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes.annotations import add_note
from chalicelib.processes.participation import connections_of
from chalicelib.queries.reachable import reachability
from chalicelib.queries.relations import relation_to_queue, relations_to_conversation
from chalicelib.routing import service as routing
from chalicelib.routing.duty import follow_duty
from chalicelib.routing.errors import AgentUnavailable, NoSuchQueue
from chalicelib.routing.model import Membership
from chalicelib.routing.priority import ranked
from chalicelib.routing.rules import routing_rules
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.processes.assignment import Needs as AssignmentNeeds
    from chalicelib.service_ports import WithPostToPerson

    class Needs(AssignmentNeeds, WithPostToPerson, Protocol): ...


def monitor(services: Needs, actor: Actor, conversation_id: str) -> Conversation:
    """Lets a supervisor read a running conversation along; its customer isn't shown that. Raises NotAllowed."""
    return _take_part(services, actor, conversation_id, Part.MONITORING, "monitor")


def barge(services: Needs, actor: Actor, conversation_id: str) -> Conversation:
    """Lets a supervisor write in a running conversation, which its customer is told. Raises NotAllowed,
    TakesPartAlready."""
    return _take_part(services, actor, conversation_id, Part.JOINED, "barge")


def _take_part(services: Needs, actor: Actor, conversation_id: str, part: Part, action: str) -> Conversation:
    _supervised(services, actor, conversation_id, action)
    changed, _ = participation.begin_part(
        services.messaging,
        notices_in(services.locale_of(conversation_id)),
        conversation_id,
        Named(actor.id, actor.name),
        part,
        partial(connections_of, services),
        may=lambda found: require_allowed(action, *relations_to_conversation(actor, found)),
    )
    return changed


def whisper(services: Needs, actor: Actor, conversation_id: str, text: str) -> NoteView:
    """A word to those who serve the conversation, kept as a note. Raises NotAllowed."""
    conversation = _supervised(services, actor, conversation_id, "whisper")
    note = add_note(services, actor, conversation, text)
    recipients = conversation.recipients("agent", exclude=actor.connection)
    messaging.post_to_connections(services.messaging, conversation_id, recipients, WhisperFrame(conversation_id, note))
    return note


def take_over(services: Needs, actor: Actor, conversation_id: str) -> None:
    """Assigns a conversation, waiting or served by a colleague, to the supervisor. Raises NotAllowed, NotOnDuty,
    DeskFull, NotOnDesk."""
    conversation = _supervised(services, actor, conversation_id, "take_over")
    store, agent = services.routing(), conversation.agent
    if conversation.state is State.WAITING:
        routing.pick(store, services.routing_jobs(), conversation_id, actor.id, services.backoff)
    elif agent is not None and agent.id != actor.id:
        entry = ranked(routing.entry_of(store, conversation_id, agent.id), routing_rules())
        routing.require_room(store, actor.id, entry)
        _move(services, conversation_id, agent.id, actor.id)


def reassign(services: Needs, actor: Actor, conversation_id: str, agent: str | None, queue: str | None) -> None:
    """Gives a conversation that an agent serves to another agent or back to a queue; one that waits, to an agent.
    Raises NotAllowed, AgentUnavailable, NoSuchQueue, NotOnDesk, AlreadyTaken, NotOnDuty, DeskFull."""
    conversation = _supervised(services, actor, conversation_id, "reassign")
    store, jobs = services.routing(), services.routing_jobs()
    served_by = conversation.agent.id if conversation.agent is not None else ""
    if queue is not None:
        if queue not in queues():
            raise NoSuchQueue(queue=queue)
        now, rules = services.messaging.clock(), routing_rules()
        routing.transfer_to_queue(
            store, jobs, conversation_id, served_by, queue, now, "transferred", rules, services.backoff,
            emergency=conversation.emergency,
        )  # fmt: skip
    elif agent is not None and conversation.state is State.WAITING:
        if not reachability(services)(agent):
            raise AgentUnavailable(agent=agent)
        routing.pick(store, jobs, conversation_id, agent, services.backoff)
    elif agent is not None:
        _move(services, conversation_id, served_by, agent)


def _move(services: Needs, conversation_id: str, from_agent: str, to_agent: str) -> None:
    store, jobs, here = services.routing(), services.routing_jobs(), reachability(services)
    routing.transfer_to_agent(
        store, jobs, conversation_id, from_agent, to_agent, here, routing_rules(), services.backoff
    )


def set_membership(services: Needs, actor: Actor, agent: str, names: frozenset[str], capacity: int) -> None:
    """Sets the queues that an agent serves and how many conversations at once, until it is set again: a later token
    doesn't change it. A supervisor of one of the agent's queues may, and adds and removes none but their own. Raises
    NotAllowed, NoSuchQueue, AgentUnavailable."""
    known = services.routing().agent(agent)
    if known is None:
        raise AgentUnavailable(agent=agent)
    if stray := names - queues().keys():
        raise NoSuchQueue(queue=min(stray))
    ours = frozenset(each for each in queues() if is_allowed("set_membership", relation_to_queue(actor, each)))
    if not known.queues ^ names <= ours or not (known.queues | names) & ours:
        audit("set_membership_refused", actor.id, agent=agent)
        raise NotAllowed
    services.routing().set_membership(agent, Membership(names, capacity))
    audit("set_membership", actor.id, agent=agent, queues=" ".join(sorted(names)), capacity=capacity)
    follow_duty(services.routing_jobs(), known.queues | names, routing_rules())


def _supervised(services: Needs, actor: Actor, conversation_id: str, action: str) -> Conversation:
    """A conversation, for an action of its queue's supervisor; audited. Raises NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None or not is_allowed(action, *relations_to_conversation(actor, conversation)):
        audit(f"{action}_refused", actor.id, conversation=conversation_id)
        raise NotAllowed
    audit(action, actor.id, conversation=conversation_id, customer=conversation.customer.id)
    return conversation
