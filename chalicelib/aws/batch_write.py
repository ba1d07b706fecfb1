"""Many writes of a table in one request: BatchWriteItem for whole items, transactions for updates."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from chalicelib.aws.light.retries import pause_s
from chalicelib.aws.transactions import RACES
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.optimistic_update import LOST_RACE, Backoff, LostRace, update_optimistically
from chalicelib.kernel.parallel import RunParallel, run_in_order

MAX_ATTEMPTS = 8
"""Maximum requests for one batch; their pauses are 1.8 s on average."""

UPDATES_TOGETHER = 10
"""Updates in a transaction: the more, the longer single writes to one of its items have to wait."""

Attributes = dict[str, dict[str, Any]]
"""A key or an item in DynamoDB's own JSON."""


def write_items(
    client: Any,
    table: str,
    puts: Sequence[Attributes],
    deletes: Sequence[Attributes],
    sleep: Callable[[float], None] = time.sleep,
    random: Callable[[], float] = random.random,
) -> None:
    """Puts items and deletes keys, at most 25 in all, each different. Raises Unavailable."""
    writes = [*({"PutRequest": {"Item": item}} for item in puts), *({"DeleteRequest": {"Key": key}} for key in deletes)]
    wanted: Any = {table: writes}
    for attempt in range(1, MAX_ATTEMPTS + 1):
        wanted = client.batch_write_item(RequestItems=wanted).get("UnprocessedItems")
        if not wanted:
            return
        if attempt < MAX_ATTEMPTS:
            sleep(pause_s(attempt, random()))
    raise Unavailable


def update_items(
    client: Any,
    table: str,
    keys: Sequence[Attributes],
    update: Mapping[str, Any],
    backoff: Backoff,
    run_parallel: RunParallel = run_in_order,
) -> list[Attributes]:
    """Makes the same conditional update of several items; returns the keys of those whose condition held. `update` has
    the fields of an UpdateItem without table and key. Twice the write units of single updates. Raises Conflict if it
    met other writes in every attempt."""
    parts = [list(keys[start : start + UPDATES_TOGETHER]) for start in range(0, len(keys), UPDATES_TOGETHER)]

    def update_part(left: list[Attributes]) -> None:
        def attempt() -> LostRace | None:
            refused = _update_together(client, table, left, update)
            failed = [key for key, code in zip(left, refused, strict=True) if code == "ConditionalCheckFailed"]
            left[:] = [key for key in left if key not in failed]
            return LOST_RACE if left and any(code != "None" for code in refused) else None

        update_optimistically(attempt, backoff, MAX_ATTEMPTS)

    run_parallel([partial(update_part, part) for part in parts])
    return [key for part in parts for key in part]


def _update_together(client: Any, table: str, keys: Sequence[Attributes], update: Mapping[str, Any]) -> list[str]:
    """The code by which the update of each key cancelled the transaction; "None" for those that didn't."""
    items = [{"Update": {"TableName": table, "Key": key, **update}} for key in keys]
    try:
        client.transact_write_items(TransactItems=items)
    except client.exceptions.ClientError as error:
        codes = [str(reason.get("Code", "None")) for reason in error.response.get("CancellationReasons", ())]
        if codes and set(codes) - {"None"} <= RACES:
            return codes
        raise
    return ["None"] * len(keys)
