"""The read model of contracts: rows of the core system, kept in parts. A part has the rows that change and are read
together, and is one item of DynamoDB.

Of two versions of a row the greater one is kept, and of two contents of one version always the same one. So parts come
out alike in whatever order rows arrive and however often: a feed may be repeated, and killed at any point.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

MAX_PART_BYTES = 350_000
"""Maximum size of a part's rows; DynamoDB's limit of an item is 400 KB."""

DELETED = b"null"
"""The content of a row that the core system has deleted. It stays, so that an older version doesn't come back."""

Outcome = Literal["written", "unchanged", "older", "conflict", "too_large"]
"""What became of a row. `conflict`: another content under the same version."""

Rows = dict[str, tuple[int, bytes]]
"""Row key → version and content, which is compact JSON."""

HOLDER = "holder"
OWNER = "owner"


class PartKey(NamedTuple):
    """`place` is the partition: a customer's, or that of a contract whose customer isn't known yet."""

    place: str
    name: str


class ModelPart(Struct, frozen=True):
    """A part as stored. `writes` counts its writes, for optimistic locking; 0 for one that isn't stored yet."""

    key: PartKey
    rows: Rows = {}
    writes: int = 0


class Change(Struct, frozen=True):
    """A row for a part. `is_dated`: the row has no version of its own, but its file's: it is not written again where
    only the file is newer. `number` is the contract's, for rows whose customer follows from it."""

    name: str
    row: str
    version: int
    content: bytes
    customer: str = ""
    number: str = ""
    is_dated: bool = False
    line: int = 0


def customer_place(customer: str) -> str:
    """The partition of a customer."""
    return f"holder#{customer}"


def contract_place(number: str) -> str:
    """The partition of a contract: says who its customer is, and keeps its rows until that is known."""
    return f"contract#{number}"


def contract_part(number: str) -> str:
    """The name of the part that is a contract without its trips."""
    return f"contract#{number}"


def payments_part(number: str) -> str:
    """The name of the part of a contract's payments."""
    return f"payments#{number}"


def odometer_part(number: str) -> str:
    """The name of the part of a contract's odometer readings."""
    return f"odometer#{number}"


def trips_part(number: str, month: str) -> str:
    """The name of the part of a contract's trips that began in a month (`2026-11`) of Seoul."""
    return f"trips#{number}#{month}"


def number_of_part(name: str) -> str:
    """The number of the contract that a part is about; "" for a customer's own part."""
    kind, _, rest = name.partition("#")
    return rest.rpartition("#")[0] if kind == "trips" else rest


def merge_rows(rows: Mapping[str, tuple[int, bytes]], changes: Iterable[Change]) -> tuple[Rows, list[Outcome]]:
    """The rows with the changes, and the outcome of each change in order."""
    after, outcomes = dict(rows), list[Outcome]()
    for change in changes:
        stored = after.get(change.row)
        outcome, row = _outcome(stored, change), (change.version, change.content)
        if outcome in ("written", "conflict"):
            after[change.row] = max(row, stored or row)
        outcomes.append(outcome)
    return after, outcomes


def merge_parts(stored: ModelPart | None, other: ModelPart) -> ModelPart:
    """A part with the rows of another one of the same name."""
    before = stored or ModelPart(other.key)
    rows = dict(before.rows)
    for key, row in other.rows.items():
        rows[key] = max(row, rows.get(key, row))
    return replace(before, rows=rows)


def _outcome(stored: tuple[int, bytes] | None, change: Change) -> Outcome:
    if stored is None:
        return "written"
    version, content = stored
    if change.content == content and (change.version == version or change.is_dated):
        return "unchanged"
    if change.version == version:
        return "conflict"
    return "older" if change.version < version else "written"


def encode_rows(rows: Rows) -> str:
    """The rows as JSON: key → [version, content]."""
    return msgspec.json.encode({key: (version, Raw(content)) for key, (version, content) in rows.items()}).decode()


def decode_rows(stored: str) -> Rows:
    """The opposite of `encode_rows`. Raises msgspec.MsgspecError."""
    found = _decode_rows(stored)
    return {key: (version, bytes(content)) for key, (version, content) in found.items()}


_decode_rows = msgspec.json.Decoder(dict[str, tuple[int, Raw]]).decode


def rows_bytes(rows: Rows) -> int:
    """About the size of the stored rows."""
    return sum(len(key.encode()) + len(content) + 28 for key, (_, content) in rows.items())
