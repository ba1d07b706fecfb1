"""Registration of wire actions: one `@action` at the handler names command, result, roles and limits."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct

from chalicelib.entry.protocol.base import Command, Result
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.errors import TextTooLong
from chalicelib.processes.services import Services

CUSTOMER = frozenset({Role.CUSTOMER})
STAFF = frozenset({Role.AGENT, Role.SUPERVISOR})
CUSTOMER_OR_STAFF = CUSTOMER | STAFF

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
    """A registered command: the result in its `ack`, the roles that may send it, its handler."""

    command: type[CommandT]
    result: type[ResultT]
    roles: frozenset[Role]
    run: Callable[[Services, Actor, CommandT], ResultT]
    text_limit: TextLimit[CommandT] | None = None


AnyAction = Action[Any, Any]

REGISTERED: dict[type[Command], AnyAction] = {}
"""The actions of the `*_actions` modules that are imported so far."""


def action(
    command: type[CommandT],
    result: type[ResultT],
    roles: frozenset[Role],
    *,
    text_limit: TextLimit[CommandT] | None = None,
) -> Callable[[Callable[[Services, Actor, CommandT], ResultT]], Callable[[Services, Actor, CommandT], ResultT]]:
    """Registers the decorated function as the handler of a command. Raises ValueError if the command has one."""

    def register(
        handler: Callable[[Services, Actor, CommandT], ResultT],
    ) -> Callable[[Services, Actor, CommandT], ResultT]:
        if command in REGISTERED:
            raise ValueError(f"{command.__name__} is registered twice")
        REGISTERED[command] = Action(command, result, roles, handler, text_limit)
        return handler

    return register
