"""What follows a claim's event: in the customer's conversation, on open pages, on work lists, in the core system.

Each subscriber may get an event twice and in any order. Thread and core system need the order: `_follow_in_order`.
Pages and work lists get the claim as it is now.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.relations import Relation
from chalicelib.claims.decision_cards import notice_card
from chalicelib.claims.event_texts import event_text, notice_labels_by_locale
from chalicelib.claims.events import PublishedClaimEvent
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.rights import Party
from chalicelib.claims.rules import ClaimRules
from chalicelib.claims.work_items import work_items
from chalicelib.content.configuration import Texts, texts
from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Speaker
from chalicelib.content.server_frames import ClaimFrame
from chalicelib.conversations.messaging import post_to_connections, send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.queries.claims import customer_view, view_for_party
from chalicelib.queries.registrations import registration_for_customer

if TYPE_CHECKING:
    from chalicelib.processes.intake import Needs as IntakeNeeds
    from chalicelib.service_ports import WithCoreSystem, WithPostToPerson

    class Needs(IntakeNeeds, WithCoreSystem, WithPostToPerson, Protocol): ...


def post_to_thread(services: Needs, published: PublishedClaimEvent) -> None:
    """Posts the claim's events up to this one in the customer's conversation, in order."""
    _follow_in_order(services, published, "thread", lambda claim, event: _post_notice(services, claim, event))


def send_to_core_system(services: Needs, published: PublishedClaimEvent) -> None:
    """Sends the claim's events up to this one to the core system, in order."""
    _follow_in_order(services, published, "core_system", services.core_system().send)


def _follow_in_order(
    services: Needs, published: PublishedClaimEvent, subscriber: str, follow: Callable[[Claim, ClaimEvent], None]
) -> None:
    """Follows the events since the last one that this subscriber has followed, up to the published one. An event that
    fails holds later ones of its claim up until it is delivered again."""
    store = services.claims().store
    claim = store.get(published.claim)
    last = store.last_followed(published.claim, subscriber)
    if claim is None or last >= published.number:
        return
    for event in store.history(claim)[last : published.number]:
        follow(claim, event)
        store.mark_followed(claim.id, subscriber, event.number)


def claim_notice(claim: Claim, event: ClaimEvent, rules: ClaimRules, words: Texts) -> Notice:
    """The notice of an event in the customer's thread: a sentence, or a card. Its data are for pages that show it in
    another language; `card` names the rows, `event` is the number of one that has a letter, `step` is set for one that
    pages may fold with others."""
    data = {"claim": claim.id, "coverage": event.coverage, **event.data, "note": ""}  # claim notes are internal
    data = {key: value for key, value in data.items() if value}
    step = event.code in rules.thread_steps
    names_accident = step or event.code in rules.cards
    labels = notice_labels_by_locale(data, claim if names_accident else None)
    card = notice_card(event.code, data | labels[words.locale], rules.cards.get(event.code), words)
    data |= {f"{key}_{locale}": label for locale, each in labels.items() for key, label in each.items() if label}
    data |= {"card": ",".join(card.names)} if card else {}
    data |= {"step": "true"} if step else {}
    title, rows, buttons = (card.title, card.rows, card.buttons) if card else ("", (), ())
    data |= {"event": str(event.number)} if any(button.id == "letter" for button in buttons) else {}
    return Notice(f"claim.{event.code}", event_text(event, claim, words), data, buttons, title, rows)


def claim_device(number: str) -> str:
    """The device id of a claim's messages: its last twelve digits."""
    return number.replace("-", "")[-12:]


def _post_notice(services: Needs, claim: Claim, event: ClaimEvent) -> None:
    """Posts an event that the customer is notified of. The event's number is the number of the message, so that a
    repeat isn't posted twice."""
    if not event.notify_customer:
        return
    locale = services.locale_of(claim.conversation)
    notice = claim_notice(claim, event, services.claims().rules, texts(locale))
    entry = LogEntry(event.at, By(Speaker.SYSTEM), notice)
    send_message(
        services.messaging, OutgoingMessage(claim.conversation, claim_device(claim.id), event.number, entry, "")
    )
    if event.code == "registered" and event.by is not None:
        from chalicelib.processes.registration_cards import post_registration_card

        registered = registration_for_customer(services, claim, locale)
        device = f"card{claim_device(claim.id)[-8:]}"
        post_registration_card(services, claim.conversation, registered, device, event.number, event.at, locale)
    if event.code == "identity_hold":
        from chalicelib.processes.intake import suggest_booking_in_chat

        view = customer_view(services, claim, locale)
        suggest_booking_in_chat(services, claim.conversation, f"{claim.id}:{event.number}", view, locale)


def update_customer_pages(services: Needs, published: PublishedClaimEvent) -> None:
    """Posts the claim to the customer's open pages."""
    claim = services.claims().store.get(published.claim)
    conversation = services.messaging.store.get(claim.conversation) if claim is not None else None
    if claim is not None and conversation is not None:
        frame = ClaimFrame(customer_view(services, claim, services.locale_of(conversation.id)))
        post_to_connections(services.messaging, conversation.id, conversation.recipients("customer"), frame)


def update_staff_pages(services: Needs, published: PublishedClaimEvent) -> None:
    """Posts the claim to open pages of its adjusters and of the agent who serves the customer."""
    claim = services.claims().store.get(published.claim)
    if claim is None:
        return
    conversation = services.messaging.store.get(claim.conversation)
    # The departments of these persons aren't known here: the view has only transitions that they may certainly apply,
    # and their page requests the complete view.
    serving = conversation.agent.id if conversation is not None and conversation.agent is not None else ""
    adjusters = {exposure.adjuster.id for exposure in claim.exposures if exposure.adjuster is not None}
    for person in sorted({serving, *adjusters} - {""}):
        relation = Relation.ADJUSTER if person in adjusters else Relation.SERVES_CUSTOMER
        party = Party(person, relation, serves=person == serving)
        services.post_to_person(person, ClaimFrame(view_for_party(services, claim, party)))


def update_work_lists(services: Needs, published: PublishedClaimEvent) -> None:
    """Writes the claim's rows of the work lists as the claim is now."""
    ports = services.claims()
    claim = ports.store.get(published.claim)
    items = work_items(claim, ports.rules) if claim is not None else ()
    services.messaging.run_parallel([partial(ports.store.save_work, item, ports.clock()) for item in items])
