"""All commands (client → server). A frame is `{"action": …, "ref": …, …}` and gets exactly one `ack` or `error`."""

from chalicelib.entry.protocol.agent_desk import (
    AnyAgentDeskCommand,
    AvailabilityCommand,
    CustomerCommand,
    DeskCommand,
    NoteCommand,
    ResolveCommand,
    TakeCommand,
    TransferCommand,
    ViewingCommand,
    WaitingCommand,
)
from chalicelib.entry.protocol.base import Command
from chalicelib.entry.protocol.claims import AnyClaimCommand
from chalicelib.entry.protocol.conversations import (
    AnyConversationCommand,
    CloseCommand,
    ConversationsCommand,
    HelloCommand,
    HistoryCommand,
    LeaveCommand,
    OpenCommand,
    PingCommand,
    ReopenCommand,
)
from chalicelib.entry.protocol.drafts import AnyDraftCommand
from chalicelib.entry.protocol.files import AnyFileCommand
from chalicelib.entry.protocol.messages import (
    AnyMessageCommand,
    DeliveredCommand,
    ReadCommand,
    SendCommand,
    TypingCommand,
)
from chalicelib.entry.protocol.push import AnyPushCommand

AnyCommand = (
    AnyConversationCommand
    | AnyMessageCommand
    | AnyAgentDeskCommand
    | AnyClaimCommand
    | AnyFileCommand
    | AnyDraftCommand
    | AnyPushCommand
)

__all__ = [
    "AnyCommand", "AvailabilityCommand", "CloseCommand", "Command", "ConversationsCommand", "CustomerCommand",
    "DeliveredCommand", "DeskCommand", "HelloCommand", "HistoryCommand", "LeaveCommand", "NoteCommand",
    "OpenCommand", "PingCommand", "ReadCommand", "ReopenCommand", "ResolveCommand", "SendCommand", "TakeCommand",
    "TransferCommand", "TypingCommand", "ViewingCommand", "WaitingCommand",
]  # fmt: skip
