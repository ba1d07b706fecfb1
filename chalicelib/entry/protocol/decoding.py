"""Decodes frames. Messages and receipts are nearly all frames: they don't load the other commands, because imports
lengthen the cold start."""

from functools import cache, reduce
from operator import or_
from typing import Any

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from chalicelib.entry.protocol import messages
from chalicelib.entry.protocol.base import Command, declared_commands


class _Tag(Struct):
    action: str = ""


_MESSAGE_COMMANDS = declared_commands(messages)
_MESSAGE_ACTIONS = frozenset(str(command.__struct_config__.tag) for command in _MESSAGE_COMMANDS)
_ANY_MESSAGE_COMMAND: Any = reduce(or_, _MESSAGE_COMMANDS)

_tag_decoder = Decoder(_Tag)
_message_decoder: Decoder[Command] = Decoder(_ANY_MESSAGE_COMMAND)


def decode_frame(body: str) -> Command:
    """The command in a frame. Raises msgspec.MsgspecError, UnicodeError and RecursionError."""
    return _decoder_for(body).decode(body)


def _decoder_for(body: str) -> Decoder[Command]:
    try:
        is_message = _tag_decoder.decode(body).action in _MESSAGE_ACTIONS
    except (MsgspecError, UnicodeError, RecursionError):
        is_message = False
    return _message_decoder if is_message else _decoder_of_all()


@cache
def _decoder_of_all() -> Decoder[Command]:
    from chalicelib.entry.protocol.commands import AnyCommand

    return Decoder(AnyCommand)
