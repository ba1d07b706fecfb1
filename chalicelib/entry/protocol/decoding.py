"""Decodes frames. A frame loads the commands and handlers of its subject alone, because imports lengthen the cold
start."""

from functools import cache

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from chalicelib.access.table import SUBJECTS
from chalicelib.entry.protocol.base import Command
from chalicelib.entry.protocol.commands import all_commands, commands_of, union_of


class _Tag(Struct):
    action: str = ""


_tag_decoder = Decoder(_Tag)


def decode_frame(body: str) -> Command:
    """The command in a frame. Raises msgspec.MsgspecError, UnicodeError and RecursionError."""
    return _decoder_for(body).decode(body)


def _decoder_for(body: str) -> Decoder[Command]:
    try:
        subject = SUBJECTS.get(_tag_decoder.decode(body).action)
    except (MsgspecError, UnicodeError, RecursionError):
        subject = None
    return _decoder_of(subject)


@cache
def _decoder_of(subject: str | None) -> Decoder[Command]:
    """The decoder of a subject's commands; without a subject, of all."""
    return Decoder(union_of(commands_of(subject) if subject is not None else all_commands()))
