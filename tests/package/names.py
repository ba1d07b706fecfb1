"""Names that the code declares, for the rules about names and for the glossary."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(name: str) -> set[str]:
    """The words of an identifier: `SendRequest` and `send_request` are `send` and `request`."""
    return {word.lower() for word in _WORD.findall(name)}


def public(folder: Path) -> Iterator[tuple[str, str]]:
    """Public classes and functions at the top of modules: (name, dotted module)."""
    for path in sorted(folder.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                yield node.name, module


def declared(path: Path) -> Iterator[str]:
    """Every name that a Python file declares, and its own: classes, functions, parameters, fields, variables."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def keys(path: Path) -> Iterator[str]:
    """Every key of a TOML file, at whatever depth."""
    yield path.stem
    yield from _keys(tomllib.loads(path.read_text("utf-8")))


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def resolves(path: Path, symbol: str) -> bool:
    """Whether a file declares a symbol: `Class.member` or `function` of Python, `section.key` of TOML, an exported or
    top-level name of TypeScript, any text of another file."""
    if path.suffix == ".py":
        return _in_python(ast.parse(path.read_text("utf-8")), symbol.split("."))
    if path.suffix == ".toml":
        return _in_toml(tomllib.loads(path.read_text("utf-8")), symbol.split("."))
    text = path.read_text("utf-8")
    if path.suffix in (".ts", ".tsx"):
        kinds = "function|const|class|interface|type|let"
        return re.search(rf"^\s*(export )?(default )?(async )?({kinds}) {re.escape(symbol)}\b", text, re.M) is not None
    return symbol in text


def _in_python(tree: ast.AST, path: list[str]) -> bool:
    for node in ast.iter_child_nodes(tree):
        names: list[str] = []
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names = [node.name]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if path[0] in names:
            return len(path) == 1 or _in_python(node, path[1:])
    return False


def _in_toml(value: object, path: list[str]) -> bool:
    """Tables of an array are found by their `name`, `item` or `slot`."""
    if not path:
        return True
    if isinstance(value, list):
        named = [
            one
            for one in value
            if isinstance(one, dict) and path[0] in (one.get("name"), one.get("item"), one.get("slot"))
        ]
        return any(_in_toml(one, path[1:]) for one in named)
    return isinstance(value, dict) and path[0] in value and _in_toml(value[path[0]], path[1:])
