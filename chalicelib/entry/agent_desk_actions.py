"""Actions of the agent desk."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.content.configuration import queues
from chalicelib.content.contract_questions import ContractQuestion, ContractTopic
from chalicelib.content.customer_views import CustomerView
from chalicelib.content.message_bodies import MAX_KEY_CHARS, Card, Text
from chalicelib.content.queue_views import AgentStateView, QueueEntryView
from chalicelib.content.timeline import TimelineEntryView
from chalicelib.content.views import Named
from chalicelib.conversations import messaging
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Done, PersonId, QueueName, Result
from chalicelib.entry.protocol.shared import ConversationChanged, DraftDecision
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame
from chalicelib.processes import assignment, draft_commands, requeueing, viewers
from chalicelib.queries import queue_board
from chalicelib.queries.customer_timeline import customer_timeline
from chalicelib.queries.customers import customer_of_conversation
from chalicelib.routing.errors import NoSuchQueue
from chalicelib.routing.model import Status
from chalicelib.services import Services


class AvailabilityCommand(Command, frozen=True):
    """Sets an agent's status. While paused they keep their conversations and get no new ones."""

    status: Literal["available", "paused", "offline"]


class DeskShown(Result, frozen=True):
    """The agent desk: status, queues, colleagues."""

    desk: AgentStateView


@action(AvailabilityCommand, DeskShown)
def _availability(services: Services, actor: Actor, command: AvailabilityCommand) -> DeskShown:
    requeueing.change_availability(services, actor, Status(command.status))
    return DeskShown(queue_board.agent_state_view(services, actor.id))


class DeskCommand(Command, frozen=True):
    """Gets the agent's status and load, the lengths of the queues, and colleagues."""


@action(DeskCommand, DeskShown)
def _desk(services: Services, actor: Actor, _command: DeskCommand) -> DeskShown:
    return DeskShown(queue_board.agent_state_view(services, actor.id))


class WaitingCommand(Command, frozen=True):
    """Lists waiting customers of all queues or of one, in the order in which they will be served."""

    queue: QueueName | None = None


class QueueEntryList(Result, frozen=True):
    """Waiting customers: the first 200 of each queue, or as many as fit."""

    entries: tuple[QueueEntryView, ...]


@action(WaitingCommand, QueueEntryList)
def _waiting(services: Services, _actor: Actor, command: WaitingCommand) -> QueueEntryList:
    if command.queue is not None and command.queue not in queues():
        raise NoSuchQueue(queue=command.queue)
    return QueueEntryList(queue_board.waiting_entries(services, [command.queue] if command.queue else list(queues())))


class TakeCommand(Command, frozen=True):
    """Assigns a waiting conversation to the caller without waiting for the match."""

    conversation: ConversationId


@action(TakeCommand, Done)
def _take(services: Services, actor: Actor, command: TakeCommand) -> Done:
    assignment.pick_conversation(services, actor, command.conversation)
    return Done()


class TransferCommand(Command, frozen=True):
    """Transfers a conversation to a queue or to a colleague; exactly one of the two."""

    conversation: ConversationId
    queue: QueueName | None = None
    agent: PersonId | None = None
    note: Annotated[str, Meta(max_length=2_000)] = ""


@action(TransferCommand, Done)
def _transfer(services: Services, actor: Actor, command: TransferCommand) -> Done:
    if (command.queue is None) == (command.agent is None):
        raise InvalidFrame(problem="transfer needs exactly one of queue and agent")
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "transfer")
    assignment.transfer_conversation(services, actor, conversation, command.queue, command.agent, command.note)
    return Done()


class DeclineCommand(Command, frozen=True):
    """Returns a conversation to its old place in the queue; the caller is passed over for a while."""

    conversation: ConversationId


@action(DeclineCommand, Done)
def _decline(services: Services, actor: Actor, command: DeclineCommand) -> Done:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "decline")
    requeueing.decline_conversation(services, actor, conversation.id, emergency=conversation.emergency)
    return Done()


class ResolveCommand(Command, frozen=True):
    """Resolves a conversation with an outcome, "" where its queue needs none. Refused with `unfinished_accident` while
    there is a draft, unless `draft` decides what happens to it."""

    conversation: ConversationId
    outcome: Annotated[str, Meta(max_length=MAX_KEY_CHARS)] = ""
    note: Annotated[str, Meta(max_length=2_000)] = ""
    draft: DraftDecision = ""


@action(ResolveCommand, ConversationChanged)
def _resolve(services: Services, actor: Actor, command: ResolveCommand) -> ConversationChanged:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "resolve")
    to_discard = draft_commands.drafts_to_discard(services, conversation, command.draft)
    resolved = assignment.resolve_conversation(services, actor, conversation, command.outcome, command.note)
    draft_commands.discard_customer_drafts(services, actor, resolved, to_discard)
    return ConversationChanged(resolved.view())


class CustomerCommand(Command, frozen=True):
    """Gets the customer of a conversation: person, contracts and vehicles, summary, notes, drafts."""

    conversation: ConversationId


class CustomerShown(Result, frozen=True):
    """A customer as shown to agents."""

    customer: CustomerView


@action(CustomerCommand, CustomerShown)
def _customer(services: Services, actor: Actor, command: CustomerCommand) -> CustomerShown:
    return CustomerShown(
        customer_of_conversation(
            services, messaging.get_for_participant(services.messaging, command.conversation, actor.id, "customer")
        )
    )


class TimelineCommand(Command, frozen=True):
    """Gets what happened with the customer of a conversation: contracts, claims, conversations, notes."""

    conversation: ConversationId


class TimelineShown(Result, frozen=True):
    """The entries, newest first, as many as fit."""

    entries: tuple[TimelineEntryView, ...] = ()


@action(TimelineCommand, TimelineShown)
def _timeline(services: Services, actor: Actor, command: TimelineCommand) -> TimelineShown:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "timeline")
    return TimelineShown(customer_timeline(services, actor, conversation))


class ContractCardsCommand(Command, frozen=True):
    """Gets the cards about a contract that the bot would show the customer, driving data included; `place` is that of
    the contract among the customer's."""

    conversation: ConversationId
    topic: ContractTopic
    place: Annotated[int, Meta(ge=0, le=999)] | None = None


class ContractCards(Result, frozen=True):
    """The cards, in the agent's language."""

    cards: tuple[Card | Text, ...] = ()


@action(ContractCardsCommand, ContractCards)
def _contract_cards(services: Services, actor: Actor, command: ContractCardsCommand) -> ContractCards:
    from chalicelib.queries.contract_answers import cards_for_desk  # loaded where agents ask about a contract

    found = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "contract_cards")
    question = ContractQuestion(command.topic, place=command.place)
    cards = cards_for_desk(services, found, question, actor.locale)
    return ContractCards(tuple(card for card in cards if isinstance(card, Card | Text)))


class ViewingCommand(Command, frozen=True):
    """The caller is viewing a conversation that waits or that they may read. Sent every 30 s while it is open, and with
    `away` when it no longer is. The other viewers get the event `viewers`."""

    conversation: ConversationId
    away: bool = False


class ViewerList(Result, frozen=True):
    """All viewers of the conversation including the caller; empty after `away`."""

    viewers: tuple[Named, ...]


@action(ViewingCommand, ViewerList)
def _viewing(services: Services, actor: Actor, command: ViewingCommand) -> ViewerList:
    if command.away:
        viewers.stop_viewing(services, actor, command.conversation)
        return ViewerList(())
    return ViewerList(viewers.start_viewing(services, actor, command.conversation))
