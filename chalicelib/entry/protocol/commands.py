"""All commands (client → server). A frame is `{"action": …, "ref": …, …}` and gets exactly one `ack` or `error`.

The commands of a subject stand beside their handlers, in `<subject>_actions.py`; the table of rights says which
subjects there are.
"""

from functools import cache, reduce
from importlib import import_module
from operator import or_
from typing import Any

from chalicelib.access.table import RIGHTS
from chalicelib.entry.protocol.base import Command


def commands_of(subject: str) -> tuple[type[Command], ...]:
    """The commands of a subject, in the order of its module. Imports their handlers."""
    module = import_module(f"chalicelib.entry.{subject}_actions")
    return tuple(
        declared
        for declared in vars(module).values()
        if isinstance(declared, type) and issubclass(declared, Command) and declared.__module__ == module.__name__
    )


@cache
def all_commands() -> tuple[type[Command], ...]:
    """The commands of all subjects. Imports all handlers."""
    return tuple(command for subject in RIGHTS for command in commands_of(subject))


def union_of(commands: tuple[type[Command], ...]) -> Any:
    """The union of commands, for a decoder and the document."""
    return reduce(or_, commands)
