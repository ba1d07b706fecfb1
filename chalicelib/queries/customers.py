"""The customer of a conversation as agents see them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import flows, texts
from chalicelib.content.customer_views import CustomerView
from chalicelib.conversations.history import fit_to_size
from chalicelib.conversations.model import Conversation
from chalicelib.dialogue.concerns import concern_of
from chalicelib.dialogue.form_summary import agent_summary
from chalicelib.kernel.parallel import PendingCall
from chalicelib.queries.contracts import contracts_for_desk, find_policyholder
from chalicelib.queries.drafts import visible_drafts

if TYPE_CHECKING:
    from chalicelib.queries.drafts import Needs as DraftsNeeds
    from chalicelib.service_ports import WithContracts, WithDialogueStore

    class Needs(DraftsNeeds, WithContracts, WithDialogueStore, Protocol): ...


MAX_DRAFTS_BYTES = 10_000
"""Maximum size of the drafts in a customer view, in bytes of JSON; at least one draft is included. The command `drafts`
returns all."""

MAX_NOTES_BYTES = 24_000
"""Maximum size of colleagues' notes in a customer view, newest first, in bytes of JSON."""


def customer_of_conversation(services: Needs, conversation: Conversation) -> CustomerView:
    """Contracts, summary, notes and drafts of a conversation's customer."""
    contracts = PendingCall(partial(find_policyholder, services, conversation.customer.id))
    state = PendingCall(partial(services.dialogue_store().load, conversation.id))
    notes = PendingCall(partial(services.messaging.store.notes, conversation.id))
    tags = PendingCall(partial(services.messaging.store.tags_of, (conversation.id,)))
    services.messaging.run_parallel([contracts, state, notes, tags])
    holder, known = contracts.result, state.result
    return CustomerView(
        id=conversation.customer.id,
        name=holder.name if holder else conversation.customer.name,
        phone=holder.phone if holder else "",
        contracts=contracts_for_desk(holder, services.messaging.clock()),
        summary=tuple(agent_summary(known, flows(known.locale), texts(known.locale)).items()),
        notes=fit_to_size(notes.result[::-1], MAX_NOTES_BYTES)[::-1],
        drafts=fit_to_size(visible_drafts(services, conversation, known), MAX_DRAFTS_BYTES),
        tags=tags.result.get(conversation.id, ()),
        concern=concern_of(known),
        locale=known.locale,
    )
