"""Actions of the second identity check."""

from typing import Annotated

from msgspec import Meta

from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.kernel.actors import Actor
from chalicelib.processes import identity_checks
from chalicelib.services import Services

CheckId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[\w-]+$")]
CheckCode = Annotated[str, Meta(min_length=1, max_length=12, pattern=r"^[0-9A-Za-z]+$")]


class StartIdentityCheckCommand(Command, frozen=True):
    """Starts a second identity check of the caller, by PASS."""


class IdentityCheckStarted(Result, frozen=True):
    """A check that waits for its code; `hint` says what the person has to do."""

    check: str
    hint: str = ""


@action(StartIdentityCheckCommand, IdentityCheckStarted)
def _start_identity_check(
    services: Services, actor: Actor, _command: StartIdentityCheckCommand
) -> IdentityCheckStarted:
    return IdentityCheckStarted(*identity_checks.start_identity_check(services, actor))


class ConfirmIdentityCheckCommand(Command, frozen=True):
    """Confirms a check with its code."""

    check: CheckId
    code: CheckCode


class IdentityChecked(Result, frozen=True):
    """The secret proof for this device: actions that need a fresh check have it as `proof`."""

    proof: str


@action(ConfirmIdentityCheckCommand, IdentityChecked)
def _confirm_identity_check(services: Services, actor: Actor, command: ConfirmIdentityCheckCommand) -> IdentityChecked:
    return IdentityChecked(identity_checks.confirm_identity_check(services, actor, command.check, command.code))
