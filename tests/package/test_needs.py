"""What processes and queries need of the services: mypy refuses a need that is missing, this refuses one too many."""

import ast
from functools import cache
from pathlib import Path

import pytest

CHALICELIB = Path(__file__).parents[2] / "chalicelib"
MODULES = {
    f"chalicelib.{package}.{path.stem}": ast.parse(path.read_text("utf-8"))
    for package in ("processes", "queries")
    for path in sorted((CHALICELIB / package).glob("*.py"))
}
PORTS = {
    node.name: {member.name for member in node.body if isinstance(member, ast.FunctionDef)}
    for node in ast.parse((CHALICELIB / "service_ports.py").read_text("utf-8")).body
    if isinstance(node, ast.ClassDef)
}
"""Protocol → its port."""

ALL_PORTS = set().union(*PORTS.values())


@cache
def imports(module: str) -> dict[str, tuple[str, str]]:
    """Name in a module → the module that it is imported from, and its name there."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


@cache
def services_types(module: str) -> dict[str, str]:
    """Function or class that takes `services` → the type that it names for them."""
    return {
        node.name: ast.unparse(argument.annotation)
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.FunctionDef)
        for argument in node.args.args
        if argument.arg == "services" and argument.annotation is not None
    }


@cache
def needs(module: str, name: str = "Needs") -> frozenset[str]:
    """The ports of a module's needs, or of another protocol that it knows by this name."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.ClassDef) and node.name == name:
            bases = (ast.unparse(base) for base in node.bases)
            return frozenset().union(*(needs(module, base) for base in bases if base != "Protocol"))
    home, original = imports(module)[name]
    assert original in PORTS or home in MODULES, f"{module} takes {original}, not what it needs"
    return frozenset(PORTS[original]) if original in PORTS else needs(home, original)


def used(module: str) -> set[str]:
    """The ports that a module reads, and those that the modules need whose functions it takes."""
    found: set[str] = set()
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"services", "self._services"}:
            found.add(node.attr)
    for home, name in [*imports(module).values(), *_members_of_modules(module)]:
        if home in MODULES and name in services_types(home):
            found |= needs(home, services_types(home)[name])
    return found


def _members_of_modules(module: str) -> list[tuple[str, str]]:
    """`draft_records.save_form_of` → the module and the function."""
    known = {name: f"{home}.{original}" for name, (home, original) in imports(module).items()}
    return [
        (known[node.value.id], node.attr)
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known
    ]


def test_wiring_and_entry_alone_know_all_services() -> None:
    assert [module for module in MODULES if ("chalicelib.services", "Services") in imports(module).values()] == []


@pytest.mark.parametrize("module", [module for module in MODULES if services_types(module)])
def test_a_module_needs_the_ports_that_it_uses_and_no_other(module: str) -> None:
    (name,) = set(services_types(module).values()) - {"SubscribedT"}
    assert needs(module, name) == used(module)
    assert used(module) <= ALL_PORTS
