"""What modules import of the contexts, beside the import rules of pyproject.toml."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTEXTS = frozenset(
    ("claims", "contracts", "conversations", "dialogue", "files", "identity", "notifications", "presence", "routing")
)
TABLE_OF_EVENTS = "subscriptions.py"
"""Names the events of every context, and nothing else of them."""


def imported(path: Path) -> set[str]:
    """The modules that a module imports, also in its functions and for types; an imported name counts as one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def contexts_of(path: Path) -> set[str]:
    """The contexts that a module imports from."""
    return {name.split(".")[1] for name in of_contexts(imported(path))}


def of_contexts(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith("chalicelib.") and name.split(".")[1] in CONTEXTS}


@pytest.mark.parametrize("package", ["processes", "queries"])
def test_a_process_or_query_imports_two_contexts_at_most(package: str) -> None:
    modules = (ROOT / "chalicelib" / package).glob("*.py")
    found = {path.name: contexts_of(path) for path in modules if path.name != TABLE_OF_EVENTS}
    assert {name: sorted(contexts) for name, contexts in found.items() if len(contexts) > 2} == {}


def test_the_table_of_events_imports_only_events() -> None:
    path = ROOT / "chalicelib" / "processes" / TABLE_OF_EVENTS
    assert of_contexts(imported(path)) == {f"chalicelib.{context}.events" for context in contexts_of(path)}
