"""Commands of messages and receipts."""

from chalicelib.content.message_bodies import (
    Answer,
    Card,
    File,
    Form,
    FormSubmission,
    Location,
    Signature,
    SignatureRequest,
    Text,
)
from chalicelib.entry.protocol.base import ClientId, Command, ConversationId, Seq


class SendCommand(Command, frozen=True):
    """Sends a message. Customers: text, answer, form_submission, location, file, signature; agents: text, card, form,
    file, signature_request."""

    conversation: ConversationId
    client_id: ClientId
    body: Text | Answer | FormSubmission | Card | Form | Location | File | SignatureRequest | Signature


class TypingCommand(Command, frozen=True):
    """The caller is typing; forwarded, never stored."""

    conversation: ConversationId


class DeliveredCommand(Command, frozen=True):
    """All messages up to `seq` have reached this person's device."""

    conversation: ConversationId
    seq: Seq


class ReadCommand(Command, frozen=True):
    """This person has read all messages up to `seq`."""

    conversation: ConversationId
    seq: Seq
