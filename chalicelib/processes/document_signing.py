"""Documents that a customer fills in and signs in the chat."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from chalicelib.claims.document_forms import Claimant, document_fields, signed_text
from chalicelib.claims.model import Claim
from chalicelib.content.configuration import flows, texts
from chalicelib.content.message_bodies import Field, SignatureRequest
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.errors import ConversationClosed
from chalicelib.conversations.messaging import get_for_participant, send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.conversations.states import LIVE
from chalicelib.kernel.actors import Actor
from chalicelib.queries.claims import ACCIDENT_FORM, access_claim

if TYPE_CHECKING:
    from chalicelib.queries.claims import Needs as ClaimsNeeds
    from chalicelib.service_ports import WithContracts

    class Needs(ClaimsNeeds, WithContracts, Protocol): ...


def prepare_document(services: Needs, actor: Actor, number: str, item: str) -> tuple[str, tuple[Field, ...]]:
    """The title of a document that is signed in the chat, and its fields with what is known. Raises NotAllowed,
    UnknownDocument."""
    claim = access_claim(services, actor, number, "prepare_document").claim
    return texts(actor.locale).label("documents", item), _fields(services, actor, claim, item)


def _fields(services: Needs, actor: Actor, claim: Claim, item: str) -> tuple[Field, ...]:
    holder = services.contracts().get(claim.customer.id)
    claimant = Claimant(holder.name, holder.phone) if holder else Claimant(claim.customer.name, "")
    form, words = flows(actor.locale)[ACCIDENT_FORM], texts(actor.locale)
    return document_fields(claim, item, claimant, services.claims().rules, form, words)


def request_own_signature(
    services: Needs, actor: Actor, number: str, item: str, conversation_id: str, values: Mapping[str, str]
) -> int:
    """Posts the filled document to the customer's conversation, to be signed there; the seq of the message. The same
    text is posted once for each submission of the document.

    Raises NotAllowed, UnknownDocument, InvalidFact, ConversationClosed.
    """
    claim = access_claim(services, actor, number, "request_signature").claim
    conversation = get_for_participant(services.messaging, conversation_id, actor.id, "request_signature")
    if conversation.state not in LIVE:
        raise ConversationClosed
    fields, words = _fields(services, actor, claim, item), texts(actor.locale)
    now = services.claims().clock()
    text = signed_text(claim, item, fields, dict(values), words, now)
    digest = hashlib.sha256(text.encode()).hexdigest()
    request = SignatureRequest(words.label("documents", item), text, digest, claim.id, item)
    entry = LogEntry(services.messaging.clock(), By(Speaker.SYSTEM), request)
    submitted = sum(len(document.submissions) for document in claim.documents if document.item == item)
    outgoing = OutgoingMessage(conversation.id, f"sign{digest[:8]}", submitted + 1, entry, "")
    return send_message(services.messaging, outgoing).message.seq
