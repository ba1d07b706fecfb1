"""A customer's timeline as their agent sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.hours import SEOUL
from chalicelib.content.timeline import (
    TimelineEntryView,
    claim_entries,
    contract_entry,
    conversation_entry,
    note_entry,
)
from chalicelib.conversations.history import MAX_RESPONSE_BYTES, fit_to_size
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import LIVE
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.parallel import PendingCall
from chalicelib.queries.claims import list_claims
from chalicelib.queries.contracts import customer_contracts

if TYPE_CHECKING:
    from chalicelib.queries.claims import Needs as ClaimsNeeds
    from chalicelib.service_ports import WithContracts

    class Needs(ClaimsNeeds, WithContracts, Protocol): ...


MAX_CONVERSATIONS = 30
"""Maximum number of conversations in a timeline, the newest."""


def customer_timeline(services: Needs, actor: Actor, conversation: Conversation) -> tuple[TimelineEntryView, ...]:
    """Contracts, claims, conversations and notes of a conversation's customer, newest first, as many as fit in a
    response."""
    customer, store = conversation.customer.id, services.messaging.store
    contracts = PendingCall(partial(customer_contracts, services, customer, actor.locale))
    claims = PendingCall(partial(_visible_claims, services, actor, customer))
    talks = PendingCall(partial(store.of_customer, customer, MAX_CONVERSATIONS))
    services.messaging.run_parallel([contracts, claims, talks])
    ids = [each.id for each in talks.result]
    tags = PendingCall(partial(store.tags_of, ids))
    notes = [PendingCall(partial(store.notes, each)) for each in ids]
    services.messaging.run_parallel([tags, *notes])
    today = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC).astimezone(SEOUL).date().isoformat()
    entries = [
        *(contract_entry(each, today) for each in contracts.result),
        *(entry for claim in claims.result for entry in claim_entries(claim)),
        *(conversation_entry(each.view(), tags.result.get(each.id, ()), each.state in LIVE) for each in talks.result),
        *(note_entry(each, note) for each, found in zip(ids, notes, strict=True) for note in found.result),
    ]
    newest = sorted(entries, key=lambda entry: (entry.at, entry.kind, entry.id), reverse=True)
    return fit_to_size(newest, MAX_RESPONSE_BYTES, minimum=0)


def _visible_claims(services: Needs, actor: Actor, customer: str) -> tuple[ClaimView, ...]:
    """The claims that the actor may see: none for staff who are in the conversation beside its agent alone."""
    try:
        return list_claims(services, actor, customer)
    except NotAllowed:
        return ()
