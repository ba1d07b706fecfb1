"""Prints a list of what the code declares, as CSV with a header.

    python -m local.map actions|events|rights

`actions`: the wire actions: command, result in the `ack`, roles that may send it, handler.
`events`: every event and its subscribers, separated by a tab, without a header.
`rights`: every relation to an object × every action: whether it is allowed.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator
from typing import TextIO

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation
from chalicelib.access.table import TABLE
from chalicelib.entry.actions import all_actions
from chalicelib.wiring.subscriptions import SUBSCRIPTIONS

Rows = Iterator[tuple[str, ...]]


def action_rows() -> Rows:
    """A row for each registered action, sorted by its name; several roles are separated by spaces."""
    yield "action", "command", "result", "roles", "handler"
    yield from sorted(
        (
            action.name,
            command.__name__,
            action.result.__name__,
            " ".join(sorted(action.roles)),
            f"{action.run.__module__.replace('.', '/')}.py::{action.run.__name__}",
        )
        for command, action in all_actions().items()
    )


def right_rows() -> Rows:
    """A row for each relation and action, sorted: "yes" or "no"."""
    yield "relation", "action", "allowed"
    yield from sorted(
        (relation.value, action, "yes" if is_allowed(action, relation, check_age_ms=0) else "no")
        for relation in Relation
        for action in TABLE
    )


def event_rows() -> Rows:
    """A row for each event, in the order of the subscriptions; subscribers are separated by commas."""
    for event, subscribers in SUBSCRIPTIONS.items():
        yield str(event.__struct_config__.tag), ",".join(subscriber.__name__ for subscriber in subscribers)


LISTS: dict[str, Callable[[], Rows]] = {"actions": action_rows, "events": event_rows, "rights": right_rows}
"""Subcommand → its rows, the header first if it has one."""

DELIMITERS = {"events": "\t"}
"""Subcommand → what separates its columns, if it isn't a comma."""


def main(arguments: list[str], out: TextIO) -> None:
    """The command. Exits with 2 and the usage for an unknown list."""
    parser = argparse.ArgumentParser("python -m local.map", description=__doc__.split("\n\n")[0])
    parser.add_argument("list", choices=LISTS)
    name = parser.parse_args(arguments).list
    csv.writer(out, delimiter=DELIMITERS.get(name, ","), lineterminator="\n").writerows(LISTS[name]())


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdout)
