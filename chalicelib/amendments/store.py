"""`AmendmentStore` on one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `amendment#<id>` | `amendment` | a change as JSON |
| `customer#<id>` | `<prepared at>#<id>` | the same, by customer |
"""

from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.transactions import TransactWrite

from chalicelib.amendments.events import AmendmentEvent, amendment_subject
from chalicelib.amendments.model import Amendment
from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox


class _Item(BaseModel):
    """`body` is a change as JSON, `version` its version."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()
    version = NumberAttribute()


class DynamoAmendmentStore:
    """`ports.AmendmentStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox) -> None:
        bind(_Item, client, table)
        self._outbox = outbox
        self._connection = connection(client)

    def get(self, amendment: str) -> Amendment | None:
        try:
            item = _Item.get(f"amendment#{amendment}", "amendment", consistent_read=True)
        except DoesNotExist:
            return None
        return _read(item)

    def save(self, before: Amendment | None, amendment: Amendment, event: AmendmentEvent) -> bool:
        body = msgspec.json.encode(amendment).decode()
        unchanged = _Item.version == before.version if before else _Item.pk.does_not_exist()
        by_customer = (f"customer#{amendment.customer.id}", f"{amendment.prepared_at:013d}#{amendment.id}")

        def write(to: TransactWrite) -> None:
            for key in ((f"amendment#{amendment.id}", "amendment"), by_customer):
                item = _Item(*key, body=body, version=amendment.version)
                to.save(item, condition=unchanged if key is not by_customer else None)
            self._outbox.add(to, amendment_subject(amendment.id), event.number, event)

        return commit(self._connection, write)

    def of_customer(self, customer: str, limit: int) -> list[Amendment]:
        found = _Item.query(f"customer#{customer}", consistent_read=True, scan_index_forward=False, limit=limit)
        return [_read(item) for item in found]


def _read(item: _Item) -> Amendment:
    return msgspec.json.decode(item.body, type=Amendment)
