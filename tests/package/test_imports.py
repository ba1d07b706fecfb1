"""What modules import of the contexts, beside the import rules of pyproject.toml."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTEXTS = frozenset(
    (
        "claims",
        "contracts",
        "conversations",
        "dialogue",
        "files",
        "identity",
        "notifications",
        "presence",
        "reporting",
        "routing",
    )
)


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
    packages = {name.split(".")[1] for name in imported(path) if name.startswith("chalicelib.")}
    return packages & CONTEXTS


@pytest.mark.parametrize("package", ["processes", "queries"])
def test_a_process_or_query_imports_two_contexts_at_most(package: str) -> None:
    found = {str(path): contexts_of(path) for path in (ROOT / "chalicelib" / package).rglob("*.py")}
    assert {name: sorted(contexts) for name, contexts in found.items() if len(contexts) > 2} == {}
