"""What follows a step of a change: the customer reads it in the thread, and the core system gets the order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from zlib import crc32

from chalicelib.amendments.consent_text import difference_text, first_day_text
from chalicelib.amendments.events import AmendmentEvent, AmendmentOrdered
from chalicelib.amendments.model import Amendment
from chalicelib.content.configuration import LOCALES, texts
from chalicelib.content.message_bodies import Body, Button, Card, CardRow
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage

if TYPE_CHECKING:
    from chalicelib.service_ports import WithAmendments, WithMessaging

    class Needs(WithAmendments, WithMessaging, Protocol): ...


NOTICES = {
    "withdrawn": "change_withdrawn",
    "ordered": "change_ordered",
    "done": "change_done",
    "refused": "change_refused",
}
"""Status → the notice in the thread; an offer is a card."""


def show_change_in_thread(services: Needs, published: AmendmentEvent) -> None:
    """Posts what became of a change. The version numbers the message: a repeat isn't posted twice."""
    found = services.amendments().store.get(published.amendment)
    if found is None or found.version != published.number:
        return  # a later step is posted by its own event
    entry = LogEntry(services.messaging.clock(), By(Speaker.SYSTEM), _body(found))
    device = f"chng{crc32(found.id.encode()):08x}"
    send_message(services.messaging, OutgoingMessage(found.conversation, device, found.version, entry, ""))


def order_change(services: Needs, published: AmendmentOrdered) -> None:
    """Sends the order to the core system. A repeat has the same id there."""
    found = services.amendments().store.get(published.amendment)
    if found is not None:
        services.amendments().orders.send(found)


def _body(amendment: Amendment) -> Body:
    words = texts(amendment.locale)
    if amendment.status != "prepared":
        titles = {f"change_{locale}": texts(locale).render("change_titles", amendment.terms.kind) for locale in LOCALES}
        data = {"change": amendment.terms.kind, **titles, "reason": amendment.reason}
        return words.notice(NOTICES[amendment.status], **data)
    say = words.render
    rows = tuple(
        CardRow(row.label, say("contract_changes", "before_after", before=row.before, after=row.after))
        for row in amendment.terms.rows
    )
    difference = CardRow(say("contract_changes", "difference"), difference_text(amendment.terms, words))
    starts = CardRow(say("contract_changes", "starts"), first_day_text(amendment.terms, words))
    button = Button(f"change:{amendment.id}", say("contract_changes", "read_and_sign"), "primary", "open")
    return Card(amendment.title, (*rows, difference, starts), say("contract_changes", "offer"), (button,))
