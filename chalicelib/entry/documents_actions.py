"""Actions of documents that a customer fills in and signs in the chat."""

from typing import Annotated

from msgspec import Meta

from chalicelib.content.message_bodies import Field, Key, ShortText
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Result
from chalicelib.entry.protocol.shared import ClaimId
from chalicelib.kernel.actors import Actor
from chalicelib.processes import document_signing
from chalicelib.services import Services


class PrepareDocumentCommand(Command, frozen=True):
    """Gets the fields of a document that the customer fills in and signs in the chat, filled with what is known."""

    claim: ClaimId
    item: Key


class DocumentForm(Result, frozen=True):
    """A document to fill in."""

    title: str
    fields: tuple[Field, ...]


@action(PrepareDocumentCommand, DocumentForm)
def _prepare_document(services: Services, actor: Actor, command: PrepareDocumentCommand) -> DocumentForm:
    return DocumentForm(*document_signing.prepare_document(services, actor, command.claim, command.item))


class RequestSignatureCommand(Command, frozen=True):
    """Posts a filled document as a `signature_request` to the customer's open conversation; the signature submits it.
    `values` are by field name, of all fields."""

    claim: ClaimId
    item: Key
    conversation: ConversationId
    values: Annotated[dict[Key, ShortText], Meta(max_length=20)]


class SignatureRequested(Result, frozen=True):
    """The message to sign."""

    conversation: str
    seq: int


@action(RequestSignatureCommand, SignatureRequested)
def _request_signature(services: Services, actor: Actor, command: RequestSignatureCommand) -> SignatureRequested:
    seq = document_signing.request_own_signature(
        services, actor, command.claim, command.item, command.conversation, command.values
    )
    return SignatureRequested(command.conversation, seq)
