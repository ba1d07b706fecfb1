"""`LessonStore` on the DynamoDB table of dispatch.

| pk | sk | what |
|---|---|---|
| `finished#<day>#<shard>` | job | what a job showed that ended on that day |
| `days` | day | what the jobs of the day showed together, compressed |
| `lessons` | `lessons` | what the last days taught |

Jobs of a day are in shards, so that no partition takes all of them. `ttl` deletes jobs and days.
"""

import base64
import zlib
from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import TypeVar

import msgspec

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.dispatch.lessons import DayRecord, FinishedJob, Learned
from chalicelib.kernel.parallel import RunParallel, gather

SHARDS = 8

MAX_SAMPLES = 2_000
"""Drives, services and arrivals of a stored day, each: compressed, they stay well below DynamoDB's 400 KB."""

_DAYS, _LESSONS = "days", "lessons"

Sample = TypeVar("Sample")


class DynamoLessonStore:
    """`ports.LessonStore` on DynamoDB."""

    def __init__(self, table: Table, run_parallel: RunParallel) -> None:
        self._table, self._run_parallel = table, run_parallel

    def add_finished(self, day: str, finished: FinishedJob, until_s: int) -> None:
        shard = zlib.crc32(finished.job.encode()) % SHARDS
        self._table.put(_item(f"finished#{day}#{shard}", finished.job, _text(finished), until_s))

    def finished(self, day: str) -> list[FinishedJob]:
        parts = gather(self._run_parallel, (partial(self._shard, day, shard) for shard in range(SHARDS)))
        return sorted(chain.from_iterable(parts), key=lambda each: each.job)

    def save_day(self, day: str, record: DayRecord, until_s: int) -> None:
        thinned = DayRecord(_thinned(record.trips), _thinned(record.services), _thinned(record.arrivals))
        packed = base64.b85encode(zlib.compress(msgspec.json.encode(thinned))).decode()
        self._table.put(_item(_DAYS, day, packed, until_s))

    def days(self, first: str) -> dict[str, DayRecord]:
        found = self._table.query("pk = :p AND sk >= :d", {":p": string_value(_DAYS), ":d": string_value(first)})
        return {item["sk"]["S"]: _unpacked(item["body"]["S"]) for item in found}

    def save_learned(self, learned: Learned) -> None:
        self._table.put(_item(_LESSONS, _LESSONS, _text(learned)))

    def learned(self) -> Learned | None:
        item = self._table.get(_LESSONS, _LESSONS, consistent=False)
        return msgspec.json.decode(item["body"]["S"], type=Learned) if item is not None else None

    def _shard(self, day: str, shard: int) -> list[FinishedJob]:
        items = self._table.query("pk = :p", {":p": string_value(f"finished#{day}#{shard}")})
        return [msgspec.json.decode(item["body"]["S"], type=FinishedJob) for item in items]


def _thinned(samples: Sequence[Sample]) -> list[Sample]:
    """At most so many as are stored, spread over the day."""
    return list(samples[:: -(-len(samples) // MAX_SAMPLES) or 1])


def _item(pk: str, sk: str, body: str, until_s: int = 0) -> Item:
    item: Item = {"pk": string_value(pk), "sk": string_value(sk), "body": string_value(body)}
    return item | {"ttl": number_value(until_s)} if until_s else item


def _text(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()


def _unpacked(body: str) -> DayRecord:
    return msgspec.json.decode(zlib.decompress(base64.b85decode(body)), type=DayRecord)
