"""What is said in a conversation, and what was seen of it: client → server."""

from chalicelib.content.message_bodies import Answer, Card, File, Form, Location, Signed, Signing, Submission, Text
from chalicelib.entry.protocol.base import ClientId, Command, ConversationId, Seq


class SendCommand(Command, frozen=True):
    """Says something. Customers: text, answer, submission, location, file, signed; agents: text, card, form, file,
    signing."""

    conversation: ConversationId
    client_id: ClientId
    body: Text | Answer | Submission | Card | Form | Location | File | Signing | Signed


class TypingCommand(Command, frozen=True):
    """The caller is typing; passed on, never stored."""

    conversation: ConversationId


class DeliveredCommand(Command, frozen=True):
    """Everything up to `seq` is on this person's device."""

    conversation: ConversationId
    seq: Seq


class ReadCommand(Command, frozen=True):
    """Everything up to `seq` has been seen."""

    conversation: ConversationId
    seq: Seq


AnyMessageCommand = SendCommand | TypingCommand | DeliveredCommand | ReadCommand
