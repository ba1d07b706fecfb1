"""A waiting customer's card on their pages, and what they choose there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.content.configuration import LOCALES, queues, texts
from chalicelib.content.hours_text import hours_text
from chalicelib.content.views import WaitingCardView
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.processes.waiting_cards import card_of, card_view, post_card
from chalicelib.queries.queue_status import opens_at, queue_status_of

if TYPE_CHECKING:
    from chalicelib.processes.waiting_cards import Needs as WaitingCardsNeeds
    from chalicelib.service_ports import WithBackoff, WithPresence

    class Needs(WaitingCardsNeeds, WithBackoff, WithPresence, Protocol): ...


MAX_ATTEMPTS = 4


def card_for_customer(services: Needs, actor: Actor, conversation_id: str) -> WaitingCardView | None:
    """The waiting card of the customer's conversation; None if they don't wait. Raises NotAllowed."""
    _own_conversation(services, actor, conversation_id, "waiting_card")
    card = card_of(services, conversation_id)
    return card_view(card) if card is not None else None


def keep_waiting(services: Needs, actor: Actor, conversation_id: str) -> None:
    """Notes that a delayed customer keeps waiting, and shows it on all their devices. Raises NotAllowed, Conflict."""
    _own_conversation(services, actor, conversation_id, "keep_waiting")

    def attempt() -> LostRace | None:
        card = card_of(services, conversation_id)
        if card is None or card.keeps_waiting:
            return None
        return None if post_card(services, card.changed(keeps_waiting=True)) else LOST_RACE

    update_optimistically(attempt, services.backoff, MAX_ATTEMPTS, conversation=conversation_id)


ByLanguage = dict[str, str]


def queue_for_customer(services: Needs, card: WaitingCardView) -> tuple[ByLanguage, str, ByLanguage, str, int]:
    """The queue of a card as its customer sees it: names, who can serve them, hours, telephone, next opening."""
    known = {locale: queues(locale)[card.queue] for locale in LOCALES}
    labels: ByLanguage = {locale: queue.label for locale, queue in known.items()}
    hours: ByLanguage = {locale: hours_text(queue.hours, texts(locale)) for locale, queue in known.items()}
    status = queue_status_of(services, card.queue, card.conversation)
    opens = opens_at(card.queue, services.messaging.clock())
    return labels, status.staffing, hours, queues()[card.queue].phone, opens


def _own_conversation(services: Needs, actor: Actor, conversation_id: str, action: str) -> Conversation:
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None:
        raise NotAllowed
    require_allowed(action, conversation.relation_of(actor.id))
    return conversation
