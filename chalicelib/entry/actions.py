"""Finds and runs the action of a command. Each `*_actions` module has a table `ACTIONS` for one module of `protocol`.

Roles are authorized here, before any read. Whether a caller may use an object (conversation, claim, file) is decided
by the use case. Only the table of the command's module is imported, because imports lengthen the cold start.
"""

from importlib import import_module

from msgspec.structs import replace

from chalicelib.content.sanitising import sanitised
from chalicelib.entry.action import Action
from chalicelib.entry.protocol import agent_desk, claims, conversations, drafts, files, messages, push
from chalicelib.entry.protocol import replies as r
from chalicelib.entry.protocol.base import Command
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes.services import Services

ACTION_MODULES = {
    messages.__name__: "messages_actions",
    conversations.__name__: "conversations_actions",
    agent_desk.__name__: "agent_desk_actions",
    claims.__name__: "claims_actions",
    drafts.__name__: "drafts_actions",
    files.__name__: "files_actions",
    push.__name__: "push_actions",
}
"""Module that declares the commands → module with their `ACTIONS`."""


def all_actions() -> dict[type[Command], Action]:
    """The actions of all commands; for the document and tests."""
    return {command: action for module in ACTION_MODULES.values() for command, action in _load_actions(module).items()}


def perform(services: Services, actor: Actor, command: Command) -> r.AnyResult:
    """Executes a command after masking resident registration numbers in it. Raises BaroError."""
    action = _load_actions(ACTION_MODULES[type(command).__module__])[type(command)]
    if actor.role not in action.roles:
        raise NotAllowed
    result = action.run(services, actor, sanitised(command))
    if isinstance(result, r.MessageSent) and isinstance(command, messages.SendCommand) and result.body == command.body:
        return replace(result, body=None)  # the sender has the body already
    return result


def _load_actions(module: str) -> dict[type[Command], Action]:
    table: dict[type[Command], Action] = import_module(f"chalicelib.entry.{module}").ACTIONS
    return table
