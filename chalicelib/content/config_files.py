"""The files of `config`: how one is read, and how its validation says what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from decimal import Decimal

CONFIG = Path(__file__).parent.parent / "config"

Rules = TypeVar("Rules")


def read_toml(name: str, *, exact: bool = False) -> dict[str, Any]:
    """The content of a file; fractions as floats, or `exact` as decimals."""
    import tomllib  # not needed by functions that only send messages

    text = (CONFIG / name).read_text("utf-8")
    if not exact:
        return tomllib.loads(text)
    from decimal import Decimal

    return tomllib.loads(text, parse_float=Decimal)


def read_rules(name: str, kind: type[Rules], *, exact: bool = False) -> Rules:
    """A file as its struct. Raises msgspec.ValidationError for a wrong type."""
    return msgspec.convert(read_toml(name, exact=exact), kind)


def require(file: str, holds: bool, message: str) -> None:
    """Raises ValueError with the file and the message unless it holds."""
    if not holds:
        raise ValueError(f"{file}: {message}")


def require_between(file: str, name: str, value: float | Decimal, low: float, high: float) -> None:
    """Raises ValueError that names file, key and both limits for a value beyond one."""
    require(file, low <= value <= high, f"{name} is {value}: set it between {low} and {high}")
