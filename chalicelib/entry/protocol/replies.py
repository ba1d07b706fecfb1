"""Replies to commands.

A frame is `{"event": …, …}`; `ack` and `error` carry the `ref` of the command.
"""

from chalicelib.content.server_frames import Frame
from chalicelib.entry.protocol.base import Result


class AckFrame(Frame, frozen=True):
    """The command was executed."""

    ref: str
    result: Result


class ErrorFrame(Frame, frozen=True):
    """The command was refused and had no effect. `text` is for the person, `code` for the client.

    `ref` is empty if the frame had no readable one.
    """

    ref: str
    code: str
    text: str
    retryable: bool
    details: dict[str, str | int] = {}
