"""Loads a batch of rows: what each changes, what became of it, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from chalicelib.contracts.decoding import Problem
from chalicelib.contracts.feed_formats import FeedFormat, map_row
from chalicelib.contracts.feed_loading import Loaded, load_changes
from chalicelib.contracts.feed_neighbours import RowPlace, problems_beside_others
from chalicelib.contracts.feed_report import (
    Counts,
    ReportLine,
    counted_as,
    outcome_problem,
    repeated_rows,
    row_outcome,
)
from chalicelib.contracts.feed_rows import CrashSignal, FeedRow, RefusedRow, RowTime, read_row
from chalicelib.contracts.parts import Change, Outcome
from chalicelib.contracts.ports import FeedPorts


class RawRow(NamedTuple):
    """A row's values as the sender wrote them, None where it has none, and why."""

    line: int
    values: Mapping[str, Any] | None
    reason: str = ""


class LoadedBatch(NamedTuple):
    """What became of a batch of rows."""

    counts: Counts
    lines: tuple[ReportLine, ...]
    signals: tuple[CrashSignal, ...]


def load_batch(ports: FeedPorts, rows: Iterable[RawRow], of: FeedFormat, folder: str, dated: int) -> LoadedBatch:
    """Loads rows of a format, from the folder of their file; `dated` is the version of those without one, in ms since
    1970 UTC. Idempotent. Raises Conflict."""
    read, lines = list[tuple[int, FeedRow]](), list[ReportLine]()
    refused = 0
    for raw in rows:
        row = _read(raw, of, ports, folder, dated)
        if isinstance(row, FeedRow):
            read.append((raw.line, row))
        else:
            refused += 1
            lines.append(ReportLine(raw.line, _id_of(raw, of, folder), "", row, is_loaded=False))
    changes = [change for _, row in read for change in row.changes]
    loaded = load_changes(ports, changes)
    beside = problems_beside_others(ports, changes, loaded.parts)
    counts, found = _results(read, changes, loaded, beside)
    lines = sorted([*lines, *found], key=lambda each: each.line)
    counts = counts.plus(Counts(rows=refused, refused=refused, problems=len(lines)))
    return LoadedBatch(counts, tuple(lines), tuple(row.signal for _, row in read if row.signal is not None))


def load_rows(ports: FeedPorts, of: FeedFormat, rows: Iterable[object], dated: int) -> LoadedBatch:
    """Loads rows of a format under our names that stand in no file; they are counted from 1 on."""
    numbered = enumerate(rows, start=1)
    raw = [RawRow(place, row if isinstance(row, dict) else None, "not an object") for place, row in numbered]
    return load_batch(ports, raw, of, "", dated)


def _read(raw: RawRow, of: FeedFormat, ports: FeedPorts, folder: str, dated: int) -> FeedRow | str:
    """The row, or why it is refused."""
    if raw.values is None:
        return raw.reason
    time = RowTime(dated, raw.line)
    try:
        return read_row(map_row(raw.values, of, folder), of, ports.rules.loading, time)
    except RefusedRow as error:
        return str(error)


def _id_of(raw: RawRow, of: FeedFormat, folder: str) -> str:
    """What the sender may find the row by."""
    values = map_row(raw.values or {}, of, folder)
    name = next((str(values[name]) for name in ("id", "number", "contract") if values.get(name) is not None), "")
    return name[:80].encode(errors="replace").decode()


def _results(
    read: list[tuple[int, FeedRow]], changes: list[Change], loaded: Loaded, beside: dict[RowPlace, list[Problem]]
) -> tuple[Counts, list[ReportLine]]:
    repeated = repeated_rows(changes)
    tally, lines, start = Counter[str](), list[ReportLine](), 0
    for line, row in read:
        outcomes = loaded.outcomes[start : start + len(row.changes)]
        own = changes[start : start + len(row.changes)]
        start += len(row.changes)
        outcome: Outcome = row_outcome(outcomes) if outcomes else "written"
        problems = [*row.problems, *outcome_problem(outcome), *_beside_others(row.id, own, beside)]
        if line in repeated:
            problems.append(Problem("id", "repeated"))
        lines += [ReportLine(line, row.id, each.where, each.reason, outcome != "too_large") for each in problems]
        tally[counted_as(outcome)] += 1
    return Counts(rows=len(read), **tally), lines


def _beside_others(row_id: str, changes: list[Change], beside: dict[RowPlace, list[Problem]]) -> list[Problem]:
    """What is wrong with the changes of a row beside others; of a customer with many trips, with which."""
    problems = list[Problem]()
    for each in changes:
        for found in beside.get(RowPlace(each.name, each.row), ()):
            name = f"{each.name}[{each.row}]" if each.row else each.name
            where = found.where if each.row == row_id else f"{name}.{found.where}"
            problems.append(found._replace(where=where))
    return problems
