"""Policyholders in DynamoDB, one item a customer: `pk` their id, `holder` a Policyholder as JSON."""

import msgspec

from chalicelib.aws.table import Table, text
from chalicelib.contracts.ports import Policyholder


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, customer: str) -> Policyholder | None:
        item = self._table.get(customer, consistent=False)
        return msgspec.json.decode(item["holder"]["S"], type=Policyholder) if item else None

    def put(self, holder: Policyholder) -> None:
        self._table.put({"pk": text(holder.id), "holder": text(msgspec.json.encode(holder).decode())})
