"""`python -m local.map`: what the code declares."""

import csv
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from chalicelib.access.relations import Relation
from chalicelib.access.table import TABLE
from chalicelib.entry.protocol.commands import all_commands
from chalicelib.wiring.subscriptions import SUBSCRIPTIONS
from local.map import main
from tests.package.names import resolves

ROOT = Path(__file__).parents[2]


def test_actions_lists_each_registered_action_once() -> None:
    printed = StringIO()
    main(["actions"], printed)
    header, *rows = csv.reader(StringIO(printed.getvalue()))
    assert header == ["action", "command", "result", "roles", "handler"]
    assert rows == sorted(rows)
    assert {row[1] for row in rows} == {command.__name__ for command in all_commands()}
    assert len(rows) == len(all_commands())
    send = "chalicelib/entry/messages_actions.py::_send"
    assert ["send", "SendCommand", "MessageSent", "agent customer supervisor", send] in rows
    for *_, handler in rows:
        path, _, symbol = handler.partition("::")
        assert resolves(ROOT / path, symbol), handler


def test_rights_lists_every_relation_and_action_once() -> None:
    printed = StringIO()
    main(["rights"], printed)
    header, *rows = csv.reader(StringIO(printed.getvalue()))
    assert header == ["relation", "action", "allowed"]
    assert rows == sorted(rows)
    assert [row[:2] for row in rows] == [[who, action] for who in sorted(Relation) for action in sorted(TABLE)]
    assert {row[2] for row in rows} == {"yes", "no"}
    assert ["adjuster", "apply_transition:pay", "yes"] in rows
    assert ["owner", "apply_transition:pay", "no"] in rows


def test_events_lists_each_event_with_its_subscribers() -> None:
    printed = StringIO()
    main(["events"], printed)
    lines = dict(line.split("\t") for line in printed.getvalue().splitlines())
    assert len(lines) == len(SUBSCRIPTIONS)
    assert lines["claim.denial_proposal_changed"] == "update_work_lists,update_staff_pages,send_to_core_system"


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["actions", "more"]], ids=" ".join)
def test_anything_else_gets_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments, StringIO())
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m local.map")


def test_it_is_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "local.map", "actions"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("action,command,result,roles,handler\n")
    assert "\naccount,AccountCommand,ClaimShown,customer," in done.stdout
