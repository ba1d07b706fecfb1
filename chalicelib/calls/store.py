"""`CallStore` on one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `call#<id>` | `call` | a call as JSON |
| `due#<desk>` | `<starts at>#<id>` | the same while it is open |
| `customer#<id>` | `<id>` | the same, by customer |
| `late` | `<late at>#<id>` | its id while nobody makes it |
"""

from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.calls.events import CallEvent, call_subject
from chalicelib.calls.model import Call

_LATE = "late"


class _Item(BaseModel):
    """`body` is a call as JSON, `version` its version; `late_at` is in the key of its item in the list of late ones."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    late_at = NumberAttribute(null=True)


class DynamoCallStore:
    """`ports.CallStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox) -> None:
        bind(_Item, client, table)
        self._outbox = outbox
        self._connection = connection(client)

    def get(self, call: str) -> Call | None:
        found = _item(call)
        return _read(found) if found is not None else None

    def save(self, before: Call | None, call: Call, late_at: int, event: CallEvent | None = None) -> bool:
        stored = _item(call.id)
        if (int(stored.version or 0) if stored else 0) != (before.version if before else 0):
            return False
        old = _keys(before, int(stored.late_at or 0)) if before and stored else {}
        new, body = _keys(call, late_at), msgspec.json.encode(call).decode()

        def write(to: TransactWrite) -> None:
            unchanged = _Item.version == before.version if before else _Item.pk.does_not_exist()
            item = _Item(f"call#{call.id}", "call", body=body, version=call.version, late_at=late_at)
            to.save(item, condition=unchanged)
            for key in old.keys() - new.keys():
                to.delete(_Item(*key))
            for key in new:
                to.save(_Item(*key, body=body if key[0] != _LATE else None))
            if event is not None:
                self._outbox.add(to, call_subject(call.id), event.number, event)

        return commit(self._connection, write)

    def open_calls(self, desk: str, limit: int) -> list[Call]:
        return [_read(item) for item in _Item.query(f"due#{desk}", consistent_read=True, limit=limit)]

    def of_customer(self, customer: str) -> list[Call]:
        return [_read(item) for item in _Item.query(f"customer#{customer}", consistent_read=True)]

    def find_late(self, now: int, limit: int) -> list[str]:
        found = _Item.query(_LATE, _Item.sk < f"{now + 1:013d}", consistent_read=True, limit=limit)
        return [str(item.sk).partition("#")[2] for item in found]


def _keys(call: Call, late_at: int) -> dict[tuple[str, str], None]:
    keys: dict[tuple[str, str], None] = {(f"customer#{call.customer.id}", call.id): None}
    if call.is_open:
        keys[f"due#{call.desk}", f"{call.starts_at:013d}#{call.id}"] = None
    if call.is_untouched:
        keys[_LATE, f"{late_at:013d}#{call.id}"] = None
    return keys


def _item(call: str) -> _Item | None:
    try:
        return _Item.get(f"call#{call}", "call", consistent_read=True)
    except DoesNotExist:
        return None


def _read(item: _Item) -> Call:
    return msgspec.json.decode(item.body or "", type=Call)
