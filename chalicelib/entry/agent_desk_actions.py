"""An agent's desk on the wire."""

from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import NoteFrame
from chalicelib.conversations import messaging
from chalicelib.conversations.model import Head
from chalicelib.entry.action import STAFF, Action
from chalicelib.entry.protocol import agent_desk as c
from chalicelib.entry.protocol import replies as r
from chalicelib.entry.protocol.base import Command
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame, NotAllowed
from chalicelib.processes import assignment, draft_commands, housekeeping, viewers
from chalicelib.processes.services import Services
from chalicelib.routing.errors import NoSuchQueue
from chalicelib.routing.model import Status


def _availability(services: Services, actor: Actor, command: c.Availability) -> r.OnDesk:
    assignment.availability(services, actor, Status(command.status))
    return r.OnDesk(housekeeping.desk_view(services, actor.id))


def _desk(services: Services, actor: Actor, _command: c.Desk) -> r.OnDesk:
    return r.OnDesk(housekeeping.desk_view(services, actor.id))


def _waiting(services: Services, _actor: Actor, command: c.Waiting) -> r.Lines:
    if command.queue is not None and command.queue not in queues():
        raise NoSuchQueue(queue=command.queue)
    return r.Lines(housekeeping.places(services, [command.queue] if command.queue else list(queues())))


def _take(services: Services, actor: Actor, command: c.Take) -> r.Done:
    assignment.take(services, actor, command.conversation)
    return r.Done()


def _transfer(services: Services, actor: Actor, command: c.Transfer) -> r.Done:
    if (command.queue is None) == (command.agent is None):
        raise InvalidFrame(problem="transfer needs exactly one of queue and agent")
    head = _served(services, actor, command.conversation)
    assignment.transfer(services, actor, head, command.queue, command.agent, command.note)
    return r.Done()


def _resolve(services: Services, actor: Actor, command: c.Resolve) -> r.Changed:
    head = _served(services, actor, command.conversation)
    unwanted = draft_commands.before_ending(services, head, command.draft)
    resolved = assignment.resolve(services, actor, head, command.outcome, command.note)
    draft_commands.discard(services, actor, resolved, unwanted)
    return r.Changed(resolved.view())


def _note(services: Services, actor: Actor, command: c.Note) -> r.Noted:
    head = _served(services, actor, command.conversation)
    note = assignment.add_note(services, actor, head, command.text)
    messaging.deliver(
        services.messaging, head.id, head.devices("agent", but=actor.connection), NoteFrame(command.conversation, note)
    )
    return r.Noted(note)


def _customer(services: Services, actor: Actor, command: c.Customer) -> r.Known:
    return r.Known(services.customer_view(_served(services, actor, command.conversation)))


def _looking(services: Services, actor: Actor, command: c.Looking) -> r.Lookers:
    if command.away:
        viewers.look_away(services, actor, command.conversation)
        return r.Lookers(())
    return r.Lookers(viewers.look(services, actor, command.conversation))


def _served(services: Services, actor: Actor, conversation: str) -> Head:
    """The head of a conversation that this agent serves. Raises NotAllowed."""
    head = messaging.participant_head(services.messaging, conversation, actor.id)
    if head.side_of(actor.id) != "agent":
        raise NotAllowed
    return head


ACTIONS: dict[type[Command], Action] = {
    c.Availability: Action(STAFF, _availability),
    c.Desk: Action(STAFF, _desk),
    c.Waiting: Action(STAFF, _waiting),
    c.Take: Action(STAFF, _take),
    c.Transfer: Action(STAFF, _transfer),
    c.Resolve: Action(STAFF, _resolve),
    c.Note: Action(STAFF, _note),
    c.Customer: Action(STAFF, _customer),
    c.Looking: Action(STAFF, _looking),
}
