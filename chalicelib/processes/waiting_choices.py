"""A waiting customer's card on their pages, and what they choose there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import LOCALES, queues, texts
from chalicelib.content.hours_text import hours_text
from chalicelib.content.queue_views import WaitingCardView
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.processes.waiting_cards import card_of, card_view, post_card
from chalicelib.queries.queue_status import opens_at, queue_status_of
from chalicelib.queries.relations import own_conversation

if TYPE_CHECKING:
    from chalicelib.processes.intake import Needs as IntakeNeeds

    class Needs(IntakeNeeds, Protocol): ...


MAX_ATTEMPTS = 4


def card_for_customer(services: Needs, actor: Actor, conversation_id: str) -> WaitingCardView | None:
    """The waiting card of the customer's conversation; None if they don't wait. Raises NotAllowed."""
    own_conversation(services, actor, conversation_id, "waiting_card")
    card = card_of(services, conversation_id)
    return card_view(card) if card is not None else None


def keep_waiting(services: Needs, actor: Actor, conversation_id: str, *, with_bot: bool = False) -> None:
    """Notes that a customer keeps waiting in spite of a delay, and whether they go on with the bot meanwhile; shows it
    on all their devices. Raises NotAllowed, Conflict."""
    conversation = own_conversation(services, actor, conversation_id, "keep_waiting")
    before = card_of(services, conversation_id)
    if before is None:
        return
    if with_bot or before.with_bot:
        from chalicelib.processes.intake import go_on_with_bot  # a card alone must not load the bot

        go_on_with_bot(services, conversation, actor.locale, wanted=with_bot)

    def attempt() -> LostRace | None:
        card = card_of(services, conversation_id)
        if card is None:
            return None
        keeps_waiting = card.keeps_waiting or conversation.delayed  # before a delay nothing was asked
        if (card.keeps_waiting, card.with_bot) == (keeps_waiting, with_bot):
            return None
        after = card.changed(keeps_waiting=keeps_waiting, with_bot=with_bot)
        return None if post_card(services, after) else LOST_RACE

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
