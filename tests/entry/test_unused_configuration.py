"""Every text and every key of a rule file is used."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chalicelib
from chalicelib.content.configuration import texts

PACKAGE = Path(chalicelib.__file__).parent
NODES = [node for path in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
MIN_FIXED = 4
"""Letters that an f-string must have for certain, to count as the pattern of a key."""


LISTS = {"banks": "options of an account, served as a list by content/claim_labels.py"}
"""Sections whose keys no code names: an insurer adds to them."""


def constants() -> set[str]:
    return {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def patterns() -> Iterator[re.Pattern[str]]:
    """The keys that f-strings can make: `f"hint_{kind}"` makes every key that begins with `hint_`."""
    for node in NODES:
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if sum(len(str(part)) for part in parts if part is not None) >= MIN_FIXED:
                yield re.compile("".join(r"\w+" if part is None else re.escape(str(part)) for part in parts))


def names(raw: Any) -> Iterator[str]:
    """Every key and every string of a rule file."""
    match raw:
        case str():
            yield from raw.split("|")  # alternatives
        case dict():
            for key, value in raw.items():
                yield key
                yield from names(value)
        case list():
            for each in raw:
                yield from names(each)


def test_every_text_is_used_by_code_or_configuration() -> None:
    rules = {name for file in (PACKAGE / "config").glob("*.toml") for name in names(tomllib.loads(file.read_text()))}
    known, made = constants() | rules, list(patterns())
    unused = [
        f"{section}.{key}"
        for section, keys in texts("ko").sections.items()
        for key in keys
        if section not in LISTS and key not in known and not any(pattern.fullmatch(key) for pattern in made)
    ]
    assert unused == []


READ_ELSEWHERE = {
    "DayName": "names a day for the people who edit the file",
    "OpeningHours": "read by the name of the weekday",
    "DeskRules": "read by the agents' page",
    "Sourced": "says where a figure comes from, for the people who edit the file",
}


def rule_fields() -> Iterator[tuple[str, str]]:
    """Class and field of everything that is read from a rule file: a struct that forbids unknown fields."""
    for path in PACKAGE.rglob("*.py"):
        if "entry" in path.relative_to(PACKAGE).parts or path.stem in ("core_inbound", "config_types"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(word.arg == "forbid_unknown_fields" for word in node.keywords):
                fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
                yield from ((node.name, field.id) for field in fields if isinstance(field, ast.Name))


def validation_nodes() -> set[ast.AST]:
    """Validating a value is no use of it."""
    functions = [node for node in NODES if isinstance(node, ast.FunctionDef) and "validate" in node.name]
    return {inner for function in functions for inner in ast.walk(function)}


def test_every_key_of_a_rule_file_is_read() -> None:
    read = {node.attr for node in set(NODES) - validation_nodes() if isinstance(node, ast.Attribute)}
    found = list(rule_fields())
    assert {"FileRules", "PushRules", "ClaimRules", "BotRules"} <= {name for name, _ in found}
    assert [(name, field) for name, field in found if field not in read and name not in READ_ELSEWHERE] == []
