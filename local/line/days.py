"""Days of a contact centre, read from folders."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

Row = TypeVar("Row")


class InvalidDay(ValueError):
    """A file of a day can't be read: the text names file, line and what is wrong."""


class Shift(Struct, frozen=True):
    """An agent on duty, in seconds of the day. An agent may have several shifts."""

    agent: str
    queues: frozenset[str]
    capacity: int
    on_s: float
    off_s: float


class Customer(Struct, frozen=True):
    """A customer who asks for an agent at `at_s`, needs them for `service_s`, and waits until `at_s + patience_s`, for
    ever with 0."""

    id: str
    at_s: float
    queue: str
    emergency: bool
    service_s: float
    patience_s: float
    returning: bool = False


class Drop(Struct, frozen=True):
    """An agent's connection is lost, and their conversations with it, until they are back."""

    agent: str
    from_s: float
    to_s: float


class Day(Struct, frozen=True):
    """A day: shifts, customers in the order of the file, lost connections."""

    shifts: tuple[Shift, ...]
    customers: tuple[Customer, ...]
    drops: tuple[Drop, ...] = ()


def read_day(folder: Path) -> Day:
    """The day in a folder: `agents.csv`, `customers.csv` and, if there is one, `drops.csv`. Raises InvalidDay."""
    shifts = tuple(_read(folder / "agents.csv", _shift))
    customers = tuple(_read(folder / "customers.csv", _customer))
    drops = tuple(_read(folder / "drops.csv", _drop)) if (folder / "drops.csv").is_file() else ()
    if len({customer.id for customer in customers}) < len(customers):
        raise InvalidDay(f"{folder / 'customers.csv'}: an id stands twice")
    known = {shift.agent for shift in shifts}
    for drop in drops:
        if drop.agent not in known:
            raise InvalidDay(f"{folder / 'drops.csv'}: no agent is {drop.agent!r}")
    return Day(shifts, customers, drops)


def _read(path: Path, make: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, skipinitialspace=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidDay(f"{path}: {error}") from error
    for number, row in enumerate(rows, start=2):
        try:
            yield make({key: (value or "").strip() for key, value in row.items() if isinstance(key, str)})
        except KeyError as error:
            raise InvalidDay(f"{path}: there is no column {error}") from error
        except ValueError as error:
            raise InvalidDay(f"{path}, line {number}: {error}") from error


def _shift(row: dict[str, str]) -> Shift:
    queues = frozenset(name.strip() for name in row["queues"].split("|") if name.strip())
    return Shift(
        _name(row, "id"), queues, int(_seconds(row, "capacity")), _seconds(row, "on_s"), _seconds(row, "off_s")
    )


def _customer(row: dict[str, str]) -> Customer:
    return Customer(
        _name(row, "id"),
        _seconds(row, "at_s"),
        _name(row, "queue"),
        _flag(row["danger"]),
        _seconds(row, "service_s"),
        _seconds(row, "patience_s"),
        _flag(row.get("returning", "")),
    )


def _drop(row: dict[str, str]) -> Drop:
    return Drop(_name(row, "agent"), _seconds(row, "from_s"), _seconds(row, "to_s"))


def _name(row: dict[str, str], column: str) -> str:
    if not row[column]:
        raise ValueError(f"{column} is empty")
    return row[column]


def _seconds(row: dict[str, str], column: str) -> float:
    number = float(row[column])
    if not 0 <= number < 1e9:
        raise ValueError(f"{column} is {row[column]}: it must be 0 or more")
    return number


def _flag(word: str) -> bool:
    if word not in ("", "0", "1"):
        raise ValueError(f"{word!r} is neither 0 nor 1")
    return word == "1"
