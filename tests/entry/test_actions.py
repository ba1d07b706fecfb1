"""The registrations of wire actions: one for each command of the protocol, beside its handler."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, get_type_hints

import pytest

from chalicelib import entry
from chalicelib.entry.action import REGISTERED, action
from chalicelib.entry.actions import all_actions
from chalicelib.entry.conversations_actions import PingCommand, Pong
from chalicelib.entry.protocol.base import Command, Done, Result
from chalicelib.entry.protocol.commands import all_commands
from chalicelib.kernel.actors import Actor
from chalicelib.services import Services

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"


def declared(base: type) -> set[type]:
    """Subclasses of a base in the modules of the entry."""
    modules = [import_module(module.name) for module in walk_packages(entry.__path__, f"{entry.__name__}.")]
    return {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base) and value is not base
    }


def test_each_command_is_decoded_and_has_one_registration() -> None:
    assert len(all_commands()) == len(set(all_commands()))
    assert set(all_commands()) == declared(Command) == set(all_actions()) == set(REGISTERED)


def test_each_result_belongs_to_a_registration() -> None:
    assert {action.result for action in all_actions().values()} == declared(Result)


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.__name__)
def test_a_registration_stands_at_a_handler_of_its_command_and_result(command: type[Command]) -> None:
    found = all_actions()[command]
    annotated = list(get_type_hints(found.run).values())
    assert found.run.__module__ == command.__module__
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
    rows = re.findall(
        r"(?m)^\| ((?:customer|agent|supervisor|responder)[\w, ]*) \| ([\w, ]+) \|$", PROTOCOL.read_text("utf-8")
    )
    described = {action: set(roles.split(", ")) for roles, actions in rows for action in actions.split(", ")}
    assert described == {
        command.__struct_config__.tag: {role.value for role in found.roles} for command, found in all_actions().items()
    }
