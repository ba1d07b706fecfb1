"""The outbox: published events that their subscribers haven't been sent yet, in one table for all contexts.

| pk | sk | what |
|---|---|---|
| `shard#<0 to 7>` | `<subject>#<n>` | event n of a subject, as JSON |

A store adds events to the transaction that writes their state. The table is nearly always empty: the relay removes an
event within about a second. The partition follows from the subject, so that eight queries find whatever a crash left.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct
from pynamodb.attributes import UnicodeAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind
from chalicelib.aws.outbox_items import SHARDS, event_key, shard_of, subject_and_number
from chalicelib.kernel.parallel import RunParallel, gather


class _Item(BaseModel):
    """An event that waits for the relay."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """An event of a subject, as JSON. Numbers of a subject rise."""

    subject: str
    number: int
    body: str


class DynamoOutbox:
    """The outbox on DynamoDB. `run_parallel` runs the queries of the sweep."""

    def __init__(self, client: Any, table: str, run_parallel: RunParallel) -> None:
        bind(_Item, client, table)
        self._run_parallel = run_parallel

    @staticmethod
    def add(to: TransactWrite, subject: str, number: int, event: Struct) -> None:
        """Adds an event to the transaction that writes its subject's state."""
        to.save(_item(subject, number, event))

    @staticmethod
    def publish(subject: str, number: int, event: Struct) -> None:
        """Publishes an event of something that isn't stored in DynamoDB. Idempotent."""
        _item(subject, number, event).save()

    def entries(self, subject: str) -> tuple[OutboxEntry, ...]:
        """The events of a subject, in order."""
        found = _Item.query(shard_of(subject), _Item.sk.startswith(f"{subject}#"), consistent_read=True)
        return tuple(OutboxEntry(*subject_and_number(item.sk), item.body) for item in found)

    def remove(self, entry: OutboxEntry) -> None:
        """Removes an event. Idempotent."""
        _Item(shard_of(entry.subject), event_key(entry.subject, entry.number)).delete()

    def subjects(self) -> tuple[str, ...]:
        """The subjects that have events in the outbox. Costs `SHARDS` requests while it is nearly empty."""
        found = gather(self._run_parallel, [partial(_subjects_in, shard) for shard in range(SHARDS)])
        return tuple(sorted(set[str]().union(*found)))


def _item(subject: str, number: int, event: Struct) -> _Item:
    return _Item(shard_of(subject), event_key(subject, number), body=msgspec.json.encode(event).decode())


def _subjects_in(shard: int) -> set[str]:
    items = _Item.query(f"shard#{shard}", consistent_read=True, attributes_to_get=["pk", "sk"])
    return {subject_and_number(item.sk)[0] for item in items}
