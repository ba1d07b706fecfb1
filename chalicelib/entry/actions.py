"""Runs the action of a command. Commands stand in `<subject>_actions.py`, each with its handler and registration.

The table of rights (`chalicelib/access`) is asked here by role, before any read, and by the use case, which knows the
caller's relation to the object (conversation, claim, file).
"""

from chalicelib.access.decisions import require_role
from chalicelib.content.sanitising import sanitised
from chalicelib.entry.action import REGISTERED, AnyAction
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.entry.protocol.commands import all_commands
from chalicelib.kernel.actors import Actor
from chalicelib.services import Services


def all_actions() -> dict[type[Command], AnyAction]:
    """The actions of all commands, in the order of the protocol. Imports all handlers: for documents and tests."""
    return {command: REGISTERED[command] for command in all_commands()}


def perform(services: Services, actor: Actor, command: Command) -> Result:
    """Executes a command after masking resident registration numbers in it. Raises BaroError, also if
    the person did too many actions in a while."""
    action = REGISTERED[type(command)]
    if action.text_limit is not None:
        action.text_limit.validate(command)
    require_role(action.name, actor.role, verified=actor.verified)
    if action.is_charged:
        _charge(services, actor)
    result: Result = action.run(services, actor, sanitised(command))
    return result if action.shorten is None else action.shorten(command, result)


def _charge(services: Services, actor: Actor) -> None:
    from chalicelib.presence.rules import presence_rules  # not loaded for messages between people

    meter, limit = services.action_meter(), presence_rules().actions
    meter.charge("action", actor.id, limit, is_staff=actor.role.is_staff)
