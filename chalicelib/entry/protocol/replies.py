"""Server → client. A frame is `{"event": …, …}`; `ack` and `error` carry the `ref` of the frame they answer."""

from msgspec import Struct

from chalicelib.content.message_bodies import Body
from chalicelib.content.messages import Message
from chalicelib.content.server_frames import AnyEventFrame, Frame
from chalicelib.content.views import ConversationView, CustomerView, DeskView, Named, NoteView, PlaceView
from chalicelib.entry.protocol.base import Result
from chalicelib.entry.protocol.claims import AnyClaimResult
from chalicelib.entry.protocol.drafts import AnyDraftResult
from chalicelib.entry.protocol.files import AnyFileResult


class SignedInPerson(Struct, frozen=True):
    """Who the centre takes the caller for."""

    id: str
    role: str
    name: str


class ConversationUpdate(Struct, frozen=True, omit_defaults=True):
    """A conversation and what happened in it since the caller's cursor.

    `resync`: the cursor was too far back (or unknown); `messages` are the newest, drop what was held before them.
    `more`: the answer was full; ask `history` with `after` the last seq given here (with `before` the first after a
    resync).
    """

    conversation: ConversationView
    messages: tuple[Message, ...] = ()
    resync: bool = False
    more: bool = False


class Welcome(Result, frozen=True):
    """The answer to `hello`. `server_time` in ms since 1970 UTC; `expires_at` when a new ticket will be needed."""

    you: SignedInPerson
    server_time: int
    expires_at: int
    conversations: tuple[ConversationUpdate, ...] = ()
    desk: DeskView | None = None


class ConversationOpened(Result, frozen=True):
    """The conversation, new or already open, with its newest messages."""

    conversation: ConversationView
    messages: tuple[Message, ...] = ()


class MessageSent(Result, frozen=True):
    """The number and time the message got; the same for every repeat of its client_id. `body` is what was kept, where
    that isn't what was sent: without resident numbers, with the label of the button that was pressed."""

    conversation: str
    client_id: str
    seq: int
    at: int
    body: Body | None = None


class HistoryPage(Result, frozen=True):
    """A page of history, oldest first. `more`: there is something beyond it in the direction asked."""

    conversation: str
    messages: tuple[Message, ...]
    more: bool


class ConversationList(Result, frozen=True):
    """Conversations, newest first."""

    conversations: tuple[ConversationView, ...]


class ConversationChanged(Result, frozen=True):
    """The conversation as it is after the action."""

    conversation: ConversationView


class DeskShown(Result, frozen=True):
    """An agent's desk."""

    desk: DeskView


class QueueEntryList(Result, frozen=True):
    """Who waits; at most 1,000, the first of each queue."""

    entries: tuple[PlaceView, ...]


class CustomerShown(Result, frozen=True):
    """A customer as an agent sees them."""

    customer: CustomerView


class NoteAdded(Result, frozen=True):
    """The note as stored."""

    note: NoteView


class ViewerList(Result, frozen=True):
    """Everybody who has the conversation open, the caller among them; nobody after looking away."""

    people: tuple[Named, ...]


class Pong(Result, frozen=True):
    """The answer to `ping`."""

    server_time: int


class Done(Result, frozen=True):
    """Nothing to tell beyond that it is done."""


AnyResult = (
    Welcome | ConversationOpened | MessageSent | HistoryPage | ConversationList | ConversationChanged
    | DeskShown | QueueEntryList | CustomerShown | NoteAdded | ViewerList | Pong | Done | AnyClaimResult
    | AnyFileResult | AnyDraftResult
)  # fmt: skip


class AckFrame(Frame, frozen=True):
    """The action was done."""

    ref: str
    result: AnyResult


class ErrorFrame(Frame, frozen=True):
    """The action was refused and nothing of it was done. `text` is for the person, `code` for the client.

    `ref` is empty where the frame couldn't be read far enough to know it.
    """

    ref: str
    code: str
    text: str
    retryable: bool
    details: dict[str, str | int] = {}


AnyFrame = AckFrame | ErrorFrame | AnyEventFrame
