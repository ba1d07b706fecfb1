"""Registration of wire actions: one `@action` at the handler names command, result and limits."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct

from chalicelib.access.decisions import roles_for
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.errors import TextTooLong
from chalicelib.services import Services

MAX_TEXT_BYTES = 16 * 1024
"""Maximum size of a text in UTF-8, in bytes; a frame has at most 32 KB."""

CommandT = TypeVar("CommandT", bound=Command)
ResultT = TypeVar("ResultT", bound=Result)


class TextLimit(Struct, Generic[CommandT], frozen=True):
    """Limits a text of a command to `MAX_TEXT_BYTES`: its path in the frame, and how to get it."""

    path: str
    text_of: Callable[[CommandT], str]

    def validate(self, command: CommandT) -> None:
        """Raises TextTooLong with the size and the path."""
        size = len(self.text_of(command).encode(errors="replace"))
        if size > MAX_TEXT_BYTES:
            raise TextTooLong(problem=f"text has {size} bytes, the limit is {MAX_TEXT_BYTES} - at `{self.path}`")


class Action(Struct, Generic[CommandT, ResultT], frozen=True):
    """A registered command: its name, the result in its `ack`, its handler. `shorten` leaves out of the result what the
    frame has. `is_charged`: it counts as one of the actions that a person may do in a while (`presence.toml`)."""

    name: str
    command: type[CommandT]
    result: type[ResultT]
    run: Callable[[Services, Actor, CommandT], ResultT]
    text_limit: TextLimit[CommandT] | None = None
    shorten: Callable[[CommandT, ResultT], ResultT] | None = None
    is_charged: bool = True

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that may send it, according to the table of rights."""
        return roles_for(self.name)


AnyAction = Action[Any, Any]

REGISTERED: dict[type[Command], AnyAction] = {}
"""The actions of the `*_actions` modules that are imported so far."""


def action(
    command: type[CommandT],
    result: type[ResultT],
    *,
    text_limit: TextLimit[CommandT] | None = None,
    shorten: Callable[[CommandT, ResultT], ResultT] | None = None,
    is_charged: bool = True,
) -> Callable[[Callable[[Services, Actor, CommandT], ResultT]], Callable[[Services, Actor, CommandT], ResultT]]:
    """Registers the decorated function as the handler of a command. Raises ValueError if the command has one."""

    def register(
        handler: Callable[[Services, Actor, CommandT], ResultT],
    ) -> Callable[[Services, Actor, CommandT], ResultT]:
        if command in REGISTERED:
            raise ValueError(f"{command.__name__} is registered twice")
        REGISTERED[command] = Action(
            str(command.__struct_config__.tag), command, result, handler, text_limit, shorten, is_charged
        )
        return handler

    return register
