"""Finds and runs the action of a command. Commands of `protocol/<subject>.py` have their handlers in
`<subject>_actions.py`, each with its registration.

The table of rights (`chalicelib/access`) is asked here by role, before any read, and by the use case, which knows the
caller's relation to the object (conversation, claim, file). Only the handlers of the command's subject are imported,
because imports lengthen the cold start.
"""

from importlib import import_module

from msgspec.structs import replace

from chalicelib.access.decisions import require_role
from chalicelib.content.sanitising import sanitised
from chalicelib.entry.action import REGISTERED, AnyAction
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.entry.protocol.messages import MessageSent, SendCommand
from chalicelib.kernel.actors import Actor
from chalicelib.services import Services


def all_actions() -> dict[type[Command], AnyAction]:
    """The actions of all commands, in the order of the protocol. Imports all handlers: for documents and tests."""
    from chalicelib.entry.protocol.commands import COMMANDS

    return {command: _find_action(command) for command in COMMANDS}


def perform(services: Services, actor: Actor, command: Command) -> Result:
    """Executes a command after masking resident registration numbers in it. Raises BaroError, also if
    the person did too many actions in a while."""
    action = _find_action(type(command))
    if action.text_limit is not None:
        action.text_limit.validate(command)
    require_role(action.name, actor.role)
    if action.is_charged:
        _charge(services, actor)
    result: Result = action.run(services, actor, sanitised(command))
    if isinstance(result, MessageSent) and isinstance(command, SendCommand) and result.body == command.body:
        return replace(result, body=None)  # the sender has the body already
    return result


def _charge(services: Services, actor: Actor) -> None:
    from chalicelib.presence.rules import presence_rules  # not loaded for messages between people

    meter, limit = services.action_meter(), presence_rules().actions
    meter.charge("action", actor.id, limit, is_staff=actor.role.is_staff)


def handlers_module(command: type[Command]) -> str:
    """The module that registers a command: `protocol.claims` → `claims_actions`."""
    return f"chalicelib.entry.{command.__module__.rpartition('.')[2]}_actions"


def _find_action(command: type[Command]) -> AnyAction:
    if command not in REGISTERED:
        import_module(handlers_module(command))
    return REGISTERED[command]
