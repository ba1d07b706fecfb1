"""docs/architecture.md: the order of functions, the imports and the subscribers that it shows are the real ones."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable

import pytest

from chalicelib.wiring.subscriptions import SUBSCRIPTIONS
from tests.entry.centre import Centre
from tests.entry.walks import ROOT, Walk, accident_to_work_list, message_to_agent, warm

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PACKAGE = ROOT / "chalicelib"

MAX_CALLS = 1_462
"""Calls of our functions from an accident sentence to the work list: half of those before the events."""


def section(title: str) -> str:
    """The text under a heading."""
    _, _, rest = PAGE.partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0]


def table(title: str) -> dict[str, list[str]]:
    """The first cell of each row → the names in the second."""
    rows = re.findall(r"(?m)^\| `(\w+)` \| (.+) \|$", section(title))
    return {name: re.findall(r"`([\w.]+)`", cell) for name, cell in rows}


@pytest.fixture(scope="module")
def accident() -> Walk:
    return warm(accident_to_work_list)


@pytest.mark.parametrize(
    "title, play",
    [
        ("A message to an agent", message_to_agent),
        ("An accident sentence to the department's work list", accident_to_work_list),
    ],
)
def test_the_functions_of_a_walk_are_called_in_its_order(
    title: str, play: Callable[[Centre], Walk], accident: Walk
) -> None:
    calls = iter((accident if play is accident_to_work_list else warm(play)).calls)
    shown = re.findall(r"`([\w./]+\.py)::([\w.]+)`", section(title))
    assert shown
    missed = next((call for call in shown if call not in calls), None)  # `in` goes on from the call before
    assert missed is None


def test_an_accident_takes_no_more_calls_of_our_functions_than_were_counted(accident: Walk) -> None:
    assert len(accident.calls) <= MAX_CALLS


def imports() -> dict[str, set[str]]:
    """The packages of `chalicelib` → those that they import, also in functions and for types."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"}:
        package = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{name.name}" for name in node.names]
            elif isinstance(node, ast.Import):
                names = [name.name for name in node.names]
            found[package] |= {name.split(".")[1] for name in names if name.startswith("chalicelib.")}
    return {package: names - {package} for package, names in found.items() if names - {package}}


def test_the_packages_import_what_the_page_shows() -> None:
    title = "What imports what"
    assert table(title) == {package: sorted(names) for package, names in sorted(imports().items())}
    lines = section(title).split("```")[1].split("\n")
    line_of = {package: number for number, line in enumerate(lines) for package in line.split()}
    wrong = [(who, whom) for who, names in imports().items() for whom in names if line_of[who] >= line_of[whom]]
    assert wrong == []


def test_the_subscribers_follow_what_the_page_shows() -> None:
    follows: dict[str, list[str]] = defaultdict(list)
    for event, subscribers in SUBSCRIPTIONS.items():
        for subscriber in subscribers:
            follows[subscriber.__name__].append(str(event.__struct_config__.tag))
    assert table("What follows an event") == follows
