"""All commands (client → server). A frame is `{"action": …, "ref": …, …}` and gets exactly one `ack` or `error`."""

from functools import reduce
from operator import or_
from typing import Any

from chalicelib.entry.protocol import agent_desk, claims, conversations, drafts, files, messages, push
from chalicelib.entry.protocol.base import Command, declared_commands

_SUBJECTS = (conversations, messages, agent_desk, claims, files, drafts, push)
"""The modules that declare commands."""

COMMANDS: tuple[type[Command], ...] = tuple(command for subject in _SUBJECTS for command in declared_commands(subject))

AnyCommand: Any = reduce(or_, COMMANDS)
"""The union of all commands, for the decoder and the document."""
