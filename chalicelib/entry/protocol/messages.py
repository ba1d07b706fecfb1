"""Commands and results of messages and receipts."""

from chalicelib.content.message_bodies import (
    Answer,
    Body,
    Card,
    File,
    Form,
    FormSubmission,
    Location,
    Signature,
    SignatureRequest,
    Text,
)
from chalicelib.entry.protocol.base import ClientId, Command, ConversationId, Result, Seq


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


class MessageSent(Result, frozen=True):
    """Number and time of the message; the same for every repeat of its client_id. `body` is the stored body where it
    differs from the one sent: resident registration numbers masked, label of the pressed button filled in."""

    conversation: str
    client_id: str
    seq: int
    at: int
    body: Body | None = None
