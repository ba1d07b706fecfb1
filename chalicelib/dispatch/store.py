"""`JobStore` on the DynamoDB table of dispatch.

| pk | sk | what |
|---|---|---|
| `job#<id>` | `job` | a job as JSON, with the version |
| `open` | `<seeking or held>#<id>` | when an open job is due |
| `batch` | `batch` | the moment of the last batch of matches that was claimed |
| `plate#<plate>` | `open` | the id of a car's open job |
| `customer#<id>` | `<requested at>#<id>` | the id of a customer's open job |
| `past#<id>` | `<requested at>#<id>` | the id of a customer's job, open or ended |
| `ended` | `<ended at>#<id>` | the id of a job whose positions are still kept |
"""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.dispatch.events import DispatchEvent
from chalicelib.dispatch.ports import OpenJob, ResponderChange
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responder_store import outbox_puts, responder_writes

_OPEN, _BATCH, _ENDED = "open", "batch", "ended"


class DynamoJobStore:
    """`ports.JobStore` on DynamoDB."""

    def __init__(self, table: Table, outbox: str) -> None:
        self._table, self._outbox = table, outbox

    def get(self, job: str) -> JobRecord | None:
        item = self._table.get(f"job#{job}", "job")
        return _read(item) if item is not None else None

    def get_many(self, jobs: Collection[str]) -> list[JobRecord]:
        return [_read(item) for item in self._table.get_many((f"job#{job}", "job") for job in jobs)] if jobs else []

    def save(
        self,
        before: JobRecord | None,
        after: JobRecord,
        responders: Sequence[ResponderChange] = (),
        events: Sequence[DispatchEvent] = (),
    ) -> bool:
        table, item = self._table, {**_key(f"job#{after.id}", "job"), "version": number_value(after.version)}
        item["body"] = string_value(msgspec.json.encode(after).decode())
        if before is None:
            writes = [table.put_write(item, "attribute_not_exists(pk)")]
        else:
            writes = [table.put_write(item, "version = :v", {":v": number_value(before.version)})]
        writes += self._list_writes(before, after)
        writes += [write for change in responders for write in responder_writes(table, *change)]
        return table.write_together(writes, outbox_puts(self._outbox, events))

    def open_jobs(self, *, lacking: bool | None = None) -> list[OpenJob]:
        condition, values = "pk = :o", {":o": string_value(_OPEN)}
        if lacking is not None:
            condition, values = f"{condition} AND begins_with(sk, :s)", {**values, ":s": string_value(_kind(lacking))}
        found = [(item["sk"]["S"].partition("#"), item) for item in self._table.query(condition, values)]
        jobs = [OpenJob(job, int(item["due_at"]["N"]), kind == _kind(True)) for (kind, _, job), item in found]
        return sorted(jobs, key=lambda each: each.job)

    def claim_batch(self, at: int) -> bool:
        expression, values = "SET batch_at = :t", {":t": number_value(at)}
        condition = "attribute_not_exists(batch_at) OR batch_at < :t"
        return self._table.update(_BATCH, _BATCH, expression, values, condition) is not None

    def jobs_of_customer(self, customer: str) -> list[str]:
        return self._latest(f"customer#{customer}")

    def history_of_customer(self, customer: str, limit: int) -> list[str]:
        return self._latest(f"past#{customer}", limit)

    def _latest(self, pk: str, limit: int = 0) -> list[str]:
        found = self._table.query("pk = :c", {":c": string_value(pk)}, limit=limit, forward=False)
        return [item["sk"]["S"].partition("#")[2] for item in found]

    def ended_before(self, at: int, limit: int) -> list[str]:
        values = {":e": string_value(_ENDED), ":t": string_value(f"{at:013d}")}
        found = self._table.query("pk = :e AND sk < :t", values, limit=limit)
        return [item["sk"]["S"].partition("#")[2] for item in found]

    def open_job_of_plate(self, plate: str) -> str:
        item = self._table.get(f"plate#{plate}", _OPEN)
        return item["job"]["S"] if item is not None else ""

    def _list_writes(self, before: JobRecord | None, after: JobRecord) -> list[dict[str, Any]]:
        """What changes in the lists of jobs."""
        old, new = (_listed(record) if record is not None else {} for record in (before, after))
        gone = [self._table.delete_write(*key) for key in old.keys() - new.keys()]
        come = [
            self._table.put_write(
                {**_key(*key), **item}, "attribute_not_exists(pk)" if key[0][:6] == "plate#" else None
            )
            for key, item in new.items()
            if old.get(key) != item
        ]
        return gone + come


def _listed(record: JobRecord) -> dict[tuple[str, str], Item]:
    """The items of a job in the lists, by key."""
    requested = f"{record.job.requested_at:013d}#{record.id}"
    past = (f"past#{record.customer}", requested)
    if not record.is_open:
        return {past: {}} if record.forgotten else {past: {}, (_ENDED, f"{record.ended_at:013d}#{record.id}"): {}}
    return {
        past: {},
        (_OPEN, f"{_kind(record.lacks_responder)}#{record.id}"): {"due_at": number_value(record.due_at)},
        (f"plate#{record.request.plate}", _OPEN): {"job": string_value(record.id)},
        (f"customer#{record.customer}", requested): {"job": string_value(record.id)},
    }


def _kind(lacks_responder: bool) -> str:
    return "seeking" if lacks_responder else "held"


def _key(pk: str, sk: str) -> Item:
    return {"pk": string_value(pk), "sk": string_value(sk)}


def _read(item: Item) -> JobRecord:
    return msgspec.json.decode(item["body"]["S"], type=JobRecord)
