"""Client → server. A frame is `{"action": …, "ref": …, …}`; each is answered by exactly one `ack` or `error`."""

from chalicelib.entry.protocol.agent_desk import (
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
from chalicelib.entry.protocol.base import Command
from chalicelib.entry.protocol.claims import ClaimCommand
from chalicelib.entry.protocol.conversations import (
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
from chalicelib.entry.protocol.drafts import DraftCommand
from chalicelib.entry.protocol.files import FileCommand
from chalicelib.entry.protocol.messages import Delivered, Read, Send, TalkCommand, Typing
from chalicelib.entry.protocol.push import PushCommand

AnyCommand = ThreadCommand | TalkCommand | DeskCommand | ClaimCommand | FileCommand | DraftCommand | PushCommand

__all__ = [
    "AnyCommand", "Availability", "Close", "Command", "Conversations", "Customer", "Delivered", "Desk", "Hello",
    "History", "Leave", "Looking", "Note", "Open", "Ping", "Read", "Reopen", "Resolve", "Send", "Take", "Transfer",
    "Typing", "Waiting",
]  # fmt: skip
