"""Client → server. A frame is `{"action": …, "ref": …, …}`; each is answered by exactly one `ack` or `error`."""

from chalicelib.entry.frames.base import Command
from chalicelib.entry.frames.claims import ClaimCommand
from chalicelib.entry.frames.desk import (
    Availability,
    Customer,
    Desk,
    DeskCommand,
    Looking,
    Note,
    Resolve,
    Take,
    Transfer,
    Waiting,
)
from chalicelib.entry.frames.drafts import DraftCommand
from chalicelib.entry.frames.files import FileCommand
from chalicelib.entry.frames.push import PushCommand
from chalicelib.entry.frames.talk import Delivered, Read, Send, TalkCommand, Typing
from chalicelib.entry.frames.threads import (
    Close,
    Conversations,
    Hello,
    History,
    Leave,
    Open,
    Ping,
    Reopen,
    ThreadCommand,
)

AnyCommand = ThreadCommand | TalkCommand | DeskCommand | ClaimCommand | FileCommand | DraftCommand | PushCommand

__all__ = [
    "AnyCommand", "Availability", "Close", "Command", "Conversations", "Customer", "Delivered", "Desk", "Hello",
    "History", "Leave", "Looking", "Note", "Open", "Ping", "Read", "Reopen", "Resolve", "Send", "Take", "Transfer",
    "Typing", "Waiting",
]  # fmt: skip
