"""The registrations of wire actions: one for each command of the protocol, beside its handler."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, get_type_hints

import pytest

from chalicelib.entry import protocol
from chalicelib.entry.action import REGISTERED, action
from chalicelib.entry.actions import all_actions, handlers_module
from chalicelib.entry.protocol.base import Command, Done, Result
from chalicelib.entry.protocol.commands import COMMANDS
from chalicelib.entry.protocol.conversations import PingCommand, Pong
from chalicelib.kernel.actors import Actor
from chalicelib.services import Services

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"


def declared(base: type) -> set[type]:
    """Subclasses of a base in the modules of the protocol."""
    modules = [import_module(f"{protocol.__name__}.{module.name}") for module in iter_modules(protocol.__path__)]
    return {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base) and value is not base
    }


def test_each_command_is_decoded_and_has_one_registration() -> None:
    assert len(COMMANDS) == len(set(COMMANDS))
    assert set(COMMANDS) == declared(Command) == set(all_actions()) == set(REGISTERED)


def test_each_result_belongs_to_a_registration() -> None:
    assert {action.result for action in all_actions().values()} == declared(Result)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_registration_stands_at_a_handler_of_its_command_and_result(command: type[Command]) -> None:
    found = all_actions()[command]
    annotated = list(get_type_hints(found.run).values())
    assert found.run.__module__ == handlers_module(command)
    assert annotated == [Services, Actor, command, found.result]
    assert found.command is command
    assert found.roles


def test_a_second_registration_of_a_command_is_refused() -> None:
    before = all_actions()[PingCommand]
    with pytest.raises(ValueError, match="PingCommand is registered twice"):

        @action(PingCommand, Pong)
        def handler(_services: Services, _actor: Actor, _command: PingCommand) -> Pong:
            return Pong(0)

    assert all_actions()[PingCommand] is before


if TYPE_CHECKING:  # mypy fails on an ignored error that is none

    @action(PingCommand, Pong)  # type: ignore[arg-type]
    def wrong_result(_services: Services, _actor: Actor, _command: PingCommand) -> Done:
        return Done()

    @action(Command, Done)  # type: ignore[arg-type]
    def wrong_command(_services: Services, _actor: Actor, _command: PingCommand) -> Done:
        return Done()


def test_the_roles_in_the_protocols_page_are_the_registered_ones() -> None:
    rows = re.findall(r"(?m)^\| ((?:customer|agent|supervisor)[\w, ]*) \| ([\w, ]+) \|$", PROTOCOL.read_text("utf-8"))
    described = {action: set(roles.split(", ")) for roles, actions in rows for action in actions.split(", ")}
    assert described == {
        command.__struct_config__.tag: {role.value for role in found.roles} for command, found in all_actions().items()
    }
