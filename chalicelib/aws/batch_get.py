"""BatchGetItem for any number of keys.

A request has at most 100 keys, and the response may leave some of them unprocessed: if the table is throttled, or if
the response exceeds 16 MB. These are requested again, with back-off.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from chalicelib.aws.light.retries import pause_s
from chalicelib.kernel.errors import Unavailable

if TYPE_CHECKING:  # not loaded at a cold start that reads no batches
    from chalicelib.kernel.parallel import RunParallel

Attributes = dict[str, dict[str, Any]]
"""A key or an item in DynamoDB's own JSON."""

BATCH_KEYS = 100
"""DynamoDB's limit of keys in a request."""

MAX_ATTEMPTS = 8
"""Maximum requests for one batch; their pauses are 1.8 s on average."""


@dataclass(frozen=True, slots=True)
class BatchReader:
    """Reads items of a table by their keys. Batches run in order without `run_parallel`; `random` returns 0 to 1."""

    client: Any
    table: str
    run_parallel: RunParallel | None = None
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random

    def get(self, keys: Sequence[Attributes], *, consistent: bool) -> list[Attributes]:
        """The items that exist, in no order. The keys must differ. Raises Unavailable."""
        found: list[Attributes] = []
        batches = [keys[start : start + BATCH_KEYS] for start in range(0, len(keys), BATCH_KEYS)]
        reads = [partial(self._read_batch, batch, found, consistent=consistent) for batch in batches]
        if self.run_parallel is not None and len(reads) > 1:
            self.run_parallel(reads)
        else:
            for read in reads:
                read()
        return found

    def _read_batch(self, keys: Sequence[Attributes], found: list[Attributes], *, consistent: bool) -> None:
        wanted = {self.table: {"Keys": list(keys), "ConsistentRead": consistent}}
        for items in _responses(self.client, wanted, self.sleep, self.random):
            found.extend(items.get(self.table, []))


def read_tables(
    client: Any,
    keys: Mapping[str, Sequence[Attributes]],
    sleep: Callable[[float], None] = time.sleep,
    random: Callable[[], float] = random.random,
) -> dict[str, list[Attributes]]:
    """The items that exist, by table, in one consistent read of at most 100 keys. Raises Unavailable."""
    wanted = {table: {"Keys": list(of_table), "ConsistentRead": True} for table, of_table in keys.items() if of_table}
    found: dict[str, list[Attributes]] = {table: [] for table in keys}
    for items in _responses(client, wanted, sleep, random):
        for table, of_table in items.items():
            found[table].extend(of_table)
    return found


def _responses(
    client: Any, wanted: Any, sleep: Callable[[float], None], random: Callable[[], float]
) -> Iterator[dict[str, list[Attributes]]]:
    """The items by table, request by request, until none is unprocessed. Raises Unavailable."""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        answer = client.batch_get_item(RequestItems=wanted)
        yield answer["Responses"]
        wanted = answer.get("UnprocessedKeys")
        if not wanted:
            return
        if attempt < MAX_ATTEMPTS:
            sleep(pause_s(attempt, random()))
    raise Unavailable
