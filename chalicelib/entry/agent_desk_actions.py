"""Actions of the agent desk."""

from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import NoteFrame
from chalicelib.conversations import messaging
from chalicelib.entry.action import TextLimit, action
from chalicelib.entry.protocol import agent_desk as c
from chalicelib.entry.protocol.base import Done
from chalicelib.entry.protocol.conversations import ConversationChanged
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame
from chalicelib.processes import assignment, draft_commands, requeueing, viewers
from chalicelib.queries import queue_board
from chalicelib.queries.customers import customer_of_conversation
from chalicelib.routing.errors import NoSuchQueue
from chalicelib.routing.model import Status
from chalicelib.services import Services


@action(c.AvailabilityCommand, c.DeskShown)
def _availability(services: Services, actor: Actor, command: c.AvailabilityCommand) -> c.DeskShown:
    requeueing.change_availability(services, actor, Status(command.status))
    return c.DeskShown(queue_board.agent_state_view(services, actor.id))


@action(c.DeskCommand, c.DeskShown)
def _desk(services: Services, actor: Actor, _command: c.DeskCommand) -> c.DeskShown:
    return c.DeskShown(queue_board.agent_state_view(services, actor.id))


@action(c.WaitingCommand, c.QueueEntryList)
def _waiting(services: Services, _actor: Actor, command: c.WaitingCommand) -> c.QueueEntryList:
    if command.queue is not None and command.queue not in queues():
        raise NoSuchQueue(queue=command.queue)
    return c.QueueEntryList(queue_board.waiting_entries(services, [command.queue] if command.queue else list(queues())))


@action(c.TakeCommand, Done)
def _take(services: Services, actor: Actor, command: c.TakeCommand) -> Done:
    assignment.pick_conversation(services, actor, command.conversation)
    return Done()


@action(c.TransferCommand, Done)
def _transfer(services: Services, actor: Actor, command: c.TransferCommand) -> Done:
    if (command.queue is None) == (command.agent is None):
        raise InvalidFrame(problem="transfer needs exactly one of queue and agent")
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "transfer")
    assignment.transfer_conversation(services, actor, conversation, command.queue, command.agent, command.note)
    return Done()


@action(c.ResolveCommand, ConversationChanged)
def _resolve(services: Services, actor: Actor, command: c.ResolveCommand) -> ConversationChanged:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "resolve")
    to_discard = draft_commands.drafts_to_discard(services, conversation, command.draft)
    resolved = assignment.resolve_conversation(services, actor, conversation, command.outcome, command.note)
    draft_commands.discard_customer_drafts(services, actor, resolved, to_discard)
    return ConversationChanged(resolved.view())


def _text_of_note(command: c.NoteCommand) -> str:
    return command.text


@action(c.NoteCommand, c.NoteAdded, text_limit=TextLimit("$.text", _text_of_note))
def _note(services: Services, actor: Actor, command: c.NoteCommand) -> c.NoteAdded:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "note")
    note = assignment.add_note(services, actor, conversation, command.text)
    messaging.post_to_connections(
        services.messaging,
        conversation.id,
        conversation.recipients("agent", exclude=actor.connection),
        NoteFrame(command.conversation, note),
    )
    return c.NoteAdded(note)


@action(c.CustomerCommand, c.CustomerShown)
def _customer(services: Services, actor: Actor, command: c.CustomerCommand) -> c.CustomerShown:
    return c.CustomerShown(
        customer_of_conversation(
            services, messaging.get_for_participant(services.messaging, command.conversation, actor.id, "customer")
        )
    )


@action(c.ViewingCommand, c.ViewerList)
def _viewing(services: Services, actor: Actor, command: c.ViewingCommand) -> c.ViewerList:
    if command.away:
        viewers.stop_viewing(services, actor, command.conversation)
        return c.ViewerList(())
    return c.ViewerList(viewers.start_viewing(services, actor, command.conversation))
