"""Reads the CSV files of days that are played, and writes their numbers."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

Row = TypeVar("Row")


class InvalidDay(ValueError):
    """A file of a day can't be read: the text names file, line and what is wrong."""


def read_rows(path: Path, make: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    """What `make` makes of each row. Raises InvalidDay; a ValueError of `make` says what is wrong with a row."""
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


def name_in(row: dict[str, str], column: str) -> str:
    """A name, which isn't empty."""
    if not row[column]:
        raise ValueError(f"{column} is empty")
    return row[column]


def seconds_in(row: dict[str, str], column: str) -> float:
    """Seconds, or another number that is 0 or more."""
    number = float(row[column])
    if not 0 <= number < 1e9:
        raise ValueError(f"{column} is {row[column]}: it must be 0 or more")
    return number


def flag_in(row: dict[str, str], column: str) -> bool:
    """1, or 0 and empty."""
    word = row[column]
    if word not in ("", "0", "1"):
        raise ValueError(f"{word!r} is neither 0 nor 1")
    return word == "1"


def rounded(number: float | None) -> float | None:
    """To a thousandth; whole numbers without a fraction."""
    if number is None:
        return None
    short = round(number, 3)
    return int(short) if short == int(short) else short
