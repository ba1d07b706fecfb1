"""Figures in DynamoDB.

| pk | sk | what |
|---|---|---|
| `hours#<month>#<shard>` | `<day>T<hour>#<queue>` | counts of a queue's hour |
| `agents#<month>#<shard>` | `<day>#<queue>#<agent>` | counts of an agent's day in a queue, with the agent's name |
| `counted#<once>` | `-` | something was counted |

A day of all queues is one short query a shard. Hours are in shards by the service, so that no partition takes the
writes of all; agents by their id.
"""

from collections.abc import Iterator
from functools import partial
from zlib import crc32

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.content.views import Named
from chalicelib.kernel.parallel import RunParallel, gather, run_in_order
from chalicelib.reporting.figures import COUNTS, Row

SHARDS = 8

REMEMBERED_S = 30 * 86_400
"""How long it is remembered what was counted: longer than an event is kept in a queue."""


class DynamoFigureStore:
    """`FigureStore` on DynamoDB. `ttl` is in seconds."""

    def __init__(self, table: Table, keep_days: int, run_parallel: RunParallel = run_in_order) -> None:
        self._table, self._keep_s = table, keep_days * 86_400
        self._run_parallel = run_parallel

    def add(self, once: str, rows: tuple[Row, ...], now: int) -> bool:
        marker = {"pk": string_value(f"counted#{once}"), "sk": string_value("-")}
        marker["ttl"] = number_value(now // 1000 + REMEMBERED_S)
        until = now // 1000 + self._keep_s
        return self._table.put_and_add(marker, [(*_key(row, once), *_addition(row, until)) for row in rows])

    def hours(self, first: str, last: str) -> list[Row]:
        return [_hour(item) for item in self._items("hours", first, last)]

    def agents(self, first: str, last: str) -> list[Row]:
        return [_agent(item) for item in self._items("agents", first, last)]

    def _items(self, kind: str, first: str, last: str) -> list[Item]:
        reads = [
            partial(self._query, f"{kind}#{month}#{shard}", first, last)
            for month in _months(first, last)
            for shard in range(SHARDS)
        ]
        return [item for items in gather(self._run_parallel, reads) for item in items]

    def _query(self, pk: str, first: str, last: str) -> list[Item]:
        values = {":p": string_value(pk), ":a": string_value(first), ":b": string_value(f"{last}~")}
        return list(self._table.query("pk = :p AND sk BETWEEN :a AND :b", values))


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04d}-{month:02d}" <= last[:7]:
        yield f"{year:04d}-{month:02d}"
        year, month = year + month // 12, month % 12 + 1


def _key(row: Row, once: str) -> tuple[str, str]:
    kind, by, ending = ("agents", row.agent.id, f"#{row.agent.id}") if row.agent else ("hours", once, "")
    return f"{kind}#{row.at[:7]}#{crc32(by.encode()) % SHARDS}", f"{row.at}#{row.queue}{ending}"


def _addition(row: Row, until: int) -> tuple[str, Item, dict[str, str]]:
    """The update of a row: expression, values and names."""
    counts = {name: count for name, count in row.counts.items() if count}
    names = {f"#{name}": name for name in counts} | {"#ttl": "ttl"}
    values: Item = {f":{name}": {**number_value(count)} for name, count in counts.items()}
    values[":ttl"] = {**number_value(until)}
    sets = ["#ttl = :ttl"]
    if row.agent is not None:
        sets.append("agent_name = :agent_name")
        values[":agent_name"] = {**string_value(row.agent.name)}
    added = ", ".join(f"#{name} :{name}" for name in counts)
    return f"SET {', '.join(sets)}" + (f" ADD {added}" if added else ""), values, names


def _counts(item: Item) -> dict[str, int]:
    return {name: int(item[name]["N"]) for name in COUNTS if name in item}


def _hour(item: Item) -> Row:
    at, _, queue = item["sk"]["S"].partition("#")
    return Row(at, queue, _counts(item))


def _agent(item: Item) -> Row:
    at, queue, agent = item["sk"]["S"].split("#", 2)
    return Row(at, queue, _counts(item), Named(agent, item["agent_name"]["S"]))
