"""Reads the CSV files of days that are played, and writes their numbers."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

Row = TypeVar("Row")


class InvalidDay(ValueError):
    """A file of a day can't be read: the text names file, line, what is wrong and what to write."""


def read_rows(path: Path, columns: Sequence[str], make: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    """What `make` makes of each row of a file with these columns, and perhaps others; nothing of an empty file. Raises
    InvalidDay; a ValueError of `make` says what is wrong with a row."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, skipinitialspace=True)
            named = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = named
            rows = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise InvalidDay(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InvalidDay(f"{path}: save it as UTF-8") from error
    except csv.Error as error:
        raise InvalidDay(f"{path}: {error}") from error
    missing = [column for column in columns if column not in named]
    if named and missing:
        raise InvalidDay(f"{path}: there is no column {missing[0]!r}; the first line has to name {', '.join(columns)}")
    for line, row in rows:
        try:
            yield make({key: (value or "").strip() for key, value in row.items() if isinstance(key, str)})
        except ValueError as error:
            raise InvalidDay(f"{path}, line {line}: {error}") from error


def require_unique(path: Path, ids: Iterable[str]) -> None:
    """Raises InvalidDay for an id that several rows of a file have."""
    for name, count in Counter(ids).items():
        if count > 1:
            raise InvalidDay(f"{path}: the id {name!r} stands twice; give each row its own")


def name_in(row: dict[str, str], column: str) -> str:
    """A name, which isn't empty."""
    if not row[column]:
        raise ValueError(f"{column} is empty; every row needs it")
    return row[column]


def seconds_in(row: dict[str, str], column: str) -> float:
    """Seconds, or another number that is 0 or more."""
    number = number_in(row, column)
    if not 0 <= number < 1e9:
        raise ValueError(f"{column} is {row[column]!r}; write a number that is 0 or more")
    return number


def count_in(row: dict[str, str], column: str) -> int:
    """A whole number that is 0 or more."""
    number = seconds_in(row, column)
    if number != int(number):
        raise ValueError(f"{column} is {row[column]!r}; write a whole number")
    return int(number)


def number_in(row: dict[str, str], column: str) -> float:
    """A number."""
    try:
        return float(row[column])
    except ValueError as error:
        raise ValueError(f"{column} is {row[column]!r}; write a number") from error


def flag_in(row: dict[str, str], column: str) -> bool:
    """1, or 0 and empty."""
    word = row[column]
    if word not in ("", "0", "1"):
        raise ValueError(f"{column} is {word!r}; write 0 or 1")
    return word == "1"


def rounded(number: float | None) -> float | None:
    """To a thousandth; whole numbers without a fraction."""
    if number is None:
        return None
    short = round(number, 3)
    return int(short) if short == int(short) else short
