"""Actions of waiting customers."""

from msgspec import Struct

from chalicelib.content.queue_views import WaitingCardView
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Result
from chalicelib.kernel.actors import Actor
from chalicelib.processes import waiting_choices
from chalicelib.services import Services


class WaitingCardCommand(Command, frozen=True):
    """Gets the waiting card of the caller's conversation; `waiting_card` events bring what changes of it."""

    conversation: ConversationId


class WaitingQueueView(Struct, frozen=True):
    """The queue that a customer waits in. `staffing` is who can serve them now: free, busy, closed, nobody; `opens_at`
    is its next opening in ms since 1970 UTC, 0 within its hours; `labels` and `hours` are texts by language."""

    labels: dict[str, str]
    staffing: str
    hours: dict[str, str]
    phone: str
    opens_at: int


class WaitingCardShown(Result, frozen=True):
    """The card, and the queue; neither if the customer doesn't wait."""

    card: WaitingCardView | None = None
    queue: WaitingQueueView | None = None


@action(WaitingCardCommand, WaitingCardShown)
def _waiting_card(services: Services, actor: Actor, command: WaitingCardCommand) -> WaitingCardShown:
    return _shown(services, actor, command.conversation)


class KeepWaitingCommand(Command, frozen=True):
    """The customer keeps waiting although it takes longer than it should: their devices stop asking. `with_bot`: they
    go on with the bot meanwhile, which asks back instead of leaving messages to the agent."""

    conversation: ConversationId
    with_bot: bool = False


@action(KeepWaitingCommand, WaitingCardShown)
def _keep_waiting(services: Services, actor: Actor, command: KeepWaitingCommand) -> WaitingCardShown:
    waiting_choices.keep_waiting(services, actor, command.conversation, with_bot=command.with_bot)
    return _shown(services, actor, command.conversation)


def _shown(services: Services, actor: Actor, conversation: str) -> WaitingCardShown:
    card = waiting_choices.card_for_customer(services, actor, conversation)
    if card is None:
        return WaitingCardShown()
    status = waiting_choices.queue_for_customer(services, card)
    return WaitingCardShown(card, WaitingQueueView(*status))
