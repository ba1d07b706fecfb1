"""An action is added in two Python files and a row of the tests, as CONTRIBUTING.md says."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RIGHT = '        "borrow_umbrella": Grant(OWNER),\n'

ACTION = '''

from chalicelib.entry.protocol.base import Result


class BorrowUmbrellaCommand(Command, frozen=True):
    """Borrows an umbrella."""

    colour: str


class UmbrellaBorrowed(Result, frozen=True):
    """The umbrella."""

    colour: str


@action(BorrowUmbrellaCommand, UmbrellaBorrowed)
def _borrow_umbrella(_services: Services, _actor: Actor, command: BorrowUmbrellaCommand) -> UmbrellaBorrowed:
    return UmbrellaBorrowed(command.colour)
'''

ROW = '    "borrow_umbrella": Row("owner", {"colour": "red"}, is_own=True),\n'

ADDED = {
    "chalicelib/access/table.py": ('    "push": {\n', RIGHT),
    "chalicelib/entry/push_actions.py": ("", ACTION),
    "tests/entry/action_table.py": ("ROWS = {\n", ROW),
}
"""File → the line after which something is added, or "" for its end, and what."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with the action in it: copies of the folders concerned, links to all others."""
    root = tmp_path_factory.mktemp("repository")
    for name, (after, text) in ADDED.items():
        before, found, rest = (ROOT / name).read_text("utf-8").partition(after or "\0")
        assert found or not after
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(before + found + (text + rest if after else text), "utf-8")
    _complete(ROOT, root)
    return root


def _complete(source: Path, target: Path) -> None:
    for path in source.iterdir():
        here = target / path.name
        if here.is_dir():
            _complete(path, here)
        elif path.is_dir() and path.name not in (".git", "build", "__pycache__"):
            here.symlink_to(path)
        elif path.is_file() and not here.exists():
            shutil.copy(path, here)


def run(root: Path, *module: str) -> str:
    done = subprocess.run([sys.executable, "-m", *module], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_map_lists_it(changed: Path) -> None:
    handler = "chalicelib/entry/push_actions.py::_borrow_umbrella"
    row = f"borrow_umbrella,BorrowUmbrellaCommand,UmbrellaBorrowed,customer,{handler}"
    assert row in run(changed, "local.map", "actions").splitlines()
    assert "owner,borrow_umbrella,yes" in run(changed, "local.map", "rights").splitlines()


def test_the_document_that_the_pages_are_made_from_has_it(changed: Path) -> None:
    document = json.loads(run(changed, "chalicelib.entry.asyncapi"))
    replies = document["operations"]["borrow_umbrella"]["reply"]["messages"]
    assert replies[0] == {"$ref": "#/channels/connection/messages/ack_umbrella_borrowed"}
    assert document["components"]["schemas"]["BorrowUmbrellaCommand"]["required"] == ["action", "ref", "colour"]


def test_the_tests_of_rights_try_it_with_every_relation_and_role(changed: Path) -> None:
    files = [f"tests/entry/test_{name}.py" for name in ("access", "permissions", "actions")]
    selected = "borrow_umbrella or BorrowUmbrella or has_a_row or written_ones or is_tried"
    printed = run(changed, "pytest", "-q", "-k", selected, "-rA", *files)
    assert "test_who_may[borrow_umbrella]" in printed
