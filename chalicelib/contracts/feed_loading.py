"""Loads changes into the read model: finds the customer of each contract, merges, and writes what is new."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.contracts.owners import Owner, bring_together, settle_owners
from chalicelib.contracts.parts import (
    MAX_PART_BYTES,
    Change,
    ModelPart,
    Outcome,
    PartKey,
    customer_place,
    merge_rows,
    rows_bytes,
)
from chalicelib.contracts.ports import FeedPorts
from chalicelib.kernel.errors import Conflict

MAX_ATTEMPTS = 8

Placed = dict[PartKey, list[int]]
"""ModelPart → the places of its changes among all."""


class Loaded(NamedTuple):
    """What became of the changes, in their order, and the parts that they are in now."""

    outcomes: tuple[Outcome, ...]
    parts: dict[PartKey, ModelPart]


def load_changes(ports: FeedPorts, changes: Sequence[Change]) -> Loaded:
    """Merges changes into the read model. Idempotent: repeats write nothing. Raises Conflict if others write to the
    same parts at each attempt."""
    owners = settle_owners(ports, changes)
    placed, astray = _placed(changes, owners)
    outcomes: list[Outcome] = ["unchanged"] * len(changes)
    parts: dict[PartKey, ModelPart] = {}
    left = placed
    for _ in range(MAX_ATTEMPTS):
        left = _merge_into_parts(ports, changes, left, outcomes, parts)
        if not left:
            break
    else:
        raise Conflict
    bring_together(ports, owners, astray)
    return Loaded(tuple(outcomes), parts)


def _placed(changes: Sequence[Change], owners: dict[str, Owner]) -> tuple[Placed, dict[str, str]]:
    """Where each change goes; and of contracts that another customer has in a newer version, the place where a load
    that was stopped may have left rows."""
    placed, astray = defaultdict[PartKey, list[int]](list), dict[str, str]()
    for number, change in enumerate(changes):
        claimed = customer_place(change.customer) if change.customer else ""
        place = owners[change.number].place if change.number else claimed
        placed[PartKey(place, change.name)].append(number)
        if claimed not in ("", place):
            astray[change.number] = claimed
    return dict(placed), astray


def _merge_into_parts(
    ports: FeedPorts,
    changes: Sequence[Change],
    placed: Placed,
    outcomes: list[Outcome],
    parts: dict[PartKey, ModelPart],
) -> Placed:
    """Merges side by side; returns the parts that others wrote meanwhile."""
    stored = ports.store.read(list(placed))
    lost: Placed = {}
    writes = list[tuple[ModelPart, list[int]]]()
    for key, places in placed.items():
        before = stored.get(key) or ModelPart(key)
        rows, found = merge_rows(before.rows, [changes[place] for place in places])
        if rows_bytes(rows) > MAX_PART_BYTES:
            rows, found = before.rows, [_too_large(outcome) for outcome in found]
        for place, outcome in zip(places, found, strict=True):
            # A row that an earlier attempt has written is found unchanged by the next one.
            outcomes[place] = outcome
        after = replace(before, rows=rows)
        parts[key] = after
        if rows != before.rows:
            writes.append((after, places))

    def write(part: ModelPart, places: list[int]) -> None:
        if not ports.store.write(part):
            lost[part.key] = places

    ports.run_parallel([partial(write, part, places) for part, places in writes])
    return lost


def _too_large(outcome: Outcome) -> Outcome:
    return "too_large" if outcome in ("written", "conflict") else outcome
