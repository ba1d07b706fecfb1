"""What the centre tells a connection unasked. `event` names the kind; the pages fold these into their state."""

from msgspec import Struct

from chalicelib.content.claim_views import ClaimView, UploadView
from chalicelib.content.frame_tags import frame_tag
from chalicelib.content.messages import By, Message
from chalicelib.content.views import ConversationView, CustomerView, Named, NoteView, QueueView


class Frame(Struct, frozen=True, omit_defaults=True, tag_field="event", tag=frame_tag):
    """What all server frames share."""


class MessageFrame(Frame, frozen=True):
    """Somebody said something."""

    conversation: str
    message: Message


class TypingFrame(Frame, frozen=True):
    """Somebody is typing; forget it after 6 seconds or with his next message."""

    conversation: str
    by: By


class ReceiptFrame(Frame, frozen=True):
    """A participant's watermarks moved."""

    conversation: str
    role: str
    delivered: int
    read: int


class ConversationFrame(Frame, frozen=True):
    """The conversation's state changed (queue, agent, resolved …)."""

    conversation: ConversationView


class AssignedFrame(Frame, frozen=True):
    """To an agent: this conversation is yours now, with all that was said (newest `messages`) and known."""

    conversation: ConversationView
    messages: tuple[Message, ...]
    customer: CustomerView


class UnassignedFrame(Frame, frozen=True):
    """To an agent: this conversation is no longer yours. `reason`: transferred, resolved, connection_lost, closed."""

    conversation: str
    reason: str


class QueuesFrame(Frame, frozen=True):
    """To agents on duty: the queues' lengths changed."""

    queues: tuple[QueueView, ...]


class NoteFrame(Frame, frozen=True):
    """To the agent of a conversation: a colleague left a note."""

    conversation: str
    note: NoteView


class ViewersFrame(Frame, frozen=True):
    """To staff who have a conversation open: everybody who has, the receiver among them; nobody when the receiver may
    not see it any more."""

    conversation: str
    people: tuple[Named, ...]


class ClaimFrame(Frame, frozen=True):
    """A claim of this person changed, or of a conversation or department that he works for."""

    claim: ClaimView


class UploadFrame(Frame, frozen=True):
    """A file of a conversation got further: checked, laid aside, filed."""

    upload: UploadView


AnyEventFrame = (
    MessageFrame | TypingFrame | ReceiptFrame | ConversationFrame
    | AssignedFrame | UnassignedFrame | QueuesFrame | NoteFrame | ViewersFrame | ClaimFrame | UploadFrame
)  # fmt: skip
