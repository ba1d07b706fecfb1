"""Frames that the server sends without a request, identified by `event`."""

from msgspec import Struct

from chalicelib.content.claim_views import ClaimView, UploadView
from chalicelib.content.customer_views import CustomerView
from chalicelib.content.frame_tags import frame_tag
from chalicelib.content.messages import By, Message
from chalicelib.content.queue_views import QueueView, WaitingCardView
from chalicelib.content.teamwork_views import FollowUpView, MentionView
from chalicelib.content.views import ConversationView, Named, NoteView


class Frame(Struct, frozen=True, omit_defaults=True, tag_field="event", tag=frame_tag):
    """Base of all server frames."""


class MessageFrame(Frame, frozen=True):
    """A new message."""

    conversation: str
    message: Message


class TypingFrame(Frame, frozen=True):
    """Somebody is typing; valid for 6 seconds or until their next message. `text`: to agents, what a customer who
    allows that has written so far, its longer numbers masked; stored nowhere."""

    conversation: str
    by: By
    text: str = ""


class ReceiptFrame(Frame, frozen=True):
    """The receipts of a participant have advanced."""

    conversation: str
    role: str
    delivered: int
    read: int


class ConversationFrame(Frame, frozen=True):
    """The state of a conversation has changed (queue, agent, resolved …)."""

    conversation: ConversationView


class AssignedFrame(Frame, frozen=True):
    """To an agent: the conversation is assigned to you, or you are among its `participants`. With its newest `messages`
    and its customer."""

    conversation: ConversationView
    messages: tuple[Message, ...]
    customer: CustomerView


class UnassignedFrame(Frame, frozen=True):
    """To an agent: the conversation is no longer assigned to you. `reason`: transferred, resolved, connection_lost,
    unanswered, declined, closed, left."""

    conversation: str
    reason: str


class QueuesFrame(Frame, frozen=True):
    """To agents on duty: the lengths of queues have changed."""

    queues: tuple[QueueView, ...]


class WaitingCardFrame(Frame, frozen=True):
    """To a waiting customer: place in line and waiting time have changed."""

    card: WaitingCardView


class NoteFrame(Frame, frozen=True):
    """To the agent of a conversation: a colleague has added a note."""

    conversation: str
    note: NoteView


class TagsFrame(Frame, frozen=True):
    """To the agent of a conversation: it was tagged."""

    conversation: str
    tags: tuple[str, ...]


class WhisperFrame(Frame, frozen=True):
    """To the agent of a conversation: a word from a supervisor, which is kept as a note. The customer gets nothing."""

    conversation: str
    note: NoteView


class MentionFrame(Frame, frozen=True):
    """To staff: a colleague's note mentions you."""

    mention: MentionView


class FollowUpFrame(Frame, frozen=True):
    """To staff: a follow-up of yours is new, done, or open again."""

    follow_up: FollowUpView


class ViewersFrame(Frame, frozen=True):
    """To the viewers of a conversation: all of them, including the receiver; empty if the receiver may no longer see
    it."""

    conversation: str
    viewers: tuple[Named, ...]


class ClaimFrame(Frame, frozen=True):
    """A claim has changed: the receiver's own, or of a conversation or department they work for."""

    claim: ClaimView


class UploadFrame(Frame, frozen=True):
    """The state of a file has changed: inspected, quarantined, filed as a document."""

    upload: UploadView


AnyEventFrame = (
    MessageFrame | TypingFrame | ReceiptFrame | ConversationFrame
    | AssignedFrame | UnassignedFrame | QueuesFrame
    | NoteFrame | WhisperFrame | TagsFrame | MentionFrame | FollowUpFrame
    | ViewersFrame | ClaimFrame | UploadFrame | WaitingCardFrame
)  # fmt: skip
