"""Days of a contact centre, read from folders."""

from pathlib import Path

from msgspec import Struct

from local.day_files import InvalidDay, count_in, flag_in, name_in, read_rows, require_unique, seconds_in

SHIFT_COLUMNS = ("id", "queues", "capacity", "on_s", "off_s")
CUSTOMER_COLUMNS = ("id", "at_s", "queue", "danger", "service_s", "patience_s")
DROP_COLUMNS = ("agent", "from_s", "to_s")


class Shift(Struct, frozen=True):
    """An agent on duty, in seconds of the day. An agent may have several shifts; where these overlap, they serve the
    queues of both, with the larger capacity."""

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
    shifts = tuple(read_rows(folder / "agents.csv", SHIFT_COLUMNS, _shift))
    customers = tuple(read_rows(folder / "customers.csv", CUSTOMER_COLUMNS, _customer))
    drops = tuple(read_rows(folder / "drops.csv", DROP_COLUMNS, _drop)) if (folder / "drops.csv").is_file() else ()
    require_unique(folder / "customers.csv", (customer.id for customer in customers))
    known = {shift.agent for shift in shifts}
    for drop in drops:
        if drop.agent not in known:
            raise InvalidDay(f"{folder / 'drops.csv'}: no agent of agents.csv is {drop.agent!r}")
    return Day(shifts, customers, drops)


def _shift(row: dict[str, str]) -> Shift:
    queues = frozenset(name.strip() for name in row["queues"].split("|") if name.strip())
    return Shift(
        name_in(row, "id"), queues, count_in(row, "capacity"), seconds_in(row, "on_s"), seconds_in(row, "off_s")
    )


def _customer(row: dict[str, str]) -> Customer:
    return Customer(
        name_in(row, "id"),
        seconds_in(row, "at_s"),
        name_in(row, "queue"),
        flag_in(row, "danger"),
        seconds_in(row, "service_s"),
        seconds_in(row, "patience_s"),
        "returning" in row and flag_in(row, "returning"),
    )


def _drop(row: dict[str, str]) -> Drop:
    return Drop(name_in(row, "agent"), seconds_in(row, "from_s"), seconds_in(row, "to_s"))
