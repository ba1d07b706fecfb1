"""The tables of actions: who may do what, and which use case does it. Each lies beside its use cases' frames.

A role that isn't named is refused before anything is looked up; whether the object is the caller's own is decided by
the use case, on the object itself. A frame loads the one table that knows it: everything that is imported for nothing
delays a driver's first message.
"""

from importlib import import_module

from msgspec.structs import replace

from chalicelib.content.sanitising import cleaned
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
"""Where a command's frames are declared → the module with their `ACTIONS`."""


def all_actions() -> dict[type[Command], Action]:
    """All of them, for the documents and tests."""
    return {command: action for module in ACTION_MODULES.values() for command, action in _load_actions(module).items()}


def perform(services: Services, actor: Actor, command: Command) -> r.AnyResult:
    """Does what a frame asks, without the resident numbers in it. Raises BaroError."""
    action = _load_actions(ACTION_MODULES[type(command).__module__])[type(command)]
    if actor.role not in action.roles:
        raise NotAllowed
    result = action.run(services, actor, cleaned(command))
    if isinstance(result, r.MessageSent) and isinstance(command, messages.SendCommand) and result.body == command.body:
        return replace(result, body=None)  # who sent it has it
    return result


def _load_actions(module: str) -> dict[type[Command], Action]:
    table: dict[type[Command], Action] = import_module(f"chalicelib.entry.{module}").ACTIONS
    return table
