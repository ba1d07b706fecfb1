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
from chalicelib.processes.services import House
from chalicelib.routing.errors import NoSuchQueue
from chalicelib.routing.model import Status


def _availability(house: House, actor: Actor, command: c.Availability) -> r.OnDesk:
    assignment.availability(house, actor, Status(command.status))
    return r.OnDesk(housekeeping.desk_view(house, actor.id))


def _desk(house: House, actor: Actor, _command: c.Desk) -> r.OnDesk:
    return r.OnDesk(housekeeping.desk_view(house, actor.id))


def _waiting(house: House, _actor: Actor, command: c.Waiting) -> r.Lines:
    if command.queue is not None and command.queue not in queues():
        raise NoSuchQueue(queue=command.queue)
    return r.Lines(housekeeping.places(house, [command.queue] if command.queue else list(queues())))


def _take(house: House, actor: Actor, command: c.Take) -> r.Done:
    assignment.take(house, actor, command.conversation)
    return r.Done()


def _transfer(house: House, actor: Actor, command: c.Transfer) -> r.Done:
    if (command.queue is None) == (command.agent is None):
        raise InvalidFrame(problem="transfer needs exactly one of queue and agent")
    head = _served(house, actor, command.conversation)
    assignment.transfer(house, actor, head, command.queue, command.agent, command.note)
    return r.Done()


def _resolve(house: House, actor: Actor, command: c.Resolve) -> r.Changed:
    head = _served(house, actor, command.conversation)
    unwanted = draft_commands.before_ending(house, head, command.draft)
    resolved = assignment.resolve(house, actor, head, command.outcome, command.note)
    draft_commands.discard(house, actor, resolved, unwanted)
    return r.Changed(resolved.view())


def _note(house: House, actor: Actor, command: c.Note) -> r.Noted:
    head = _served(house, actor, command.conversation)
    note = assignment.add_note(house, actor, head, command.text)
    messaging.deliver(
        house.talk, head.id, head.devices("agent", but=actor.connection), NoteFrame(command.conversation, note)
    )
    return r.Noted(note)


def _customer(house: House, actor: Actor, command: c.Customer) -> r.Known:
    return r.Known(house.customer(_served(house, actor, command.conversation)))


def _looking(house: House, actor: Actor, command: c.Looking) -> r.Lookers:
    if command.away:
        viewers.look_away(house, actor, command.conversation)
        return r.Lookers(())
    return r.Lookers(viewers.look(house, actor, command.conversation))


def _served(house: House, actor: Actor, conversation: str) -> Head:
    """The head of a conversation that this agent serves. Raises NotAllowed."""
    head = messaging.participant_head(house.talk, conversation, actor.id)
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
