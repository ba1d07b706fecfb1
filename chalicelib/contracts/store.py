"""Policyholders in DynamoDB, one item per customer: `pk` is their id, `holder` a Policyholder as JSON."""

import msgspec

from chalicelib.aws.table import Table, string_value
from chalicelib.contracts.ports import Policyholder


class DynamoPolicyholderStore:
    """`ports.PolicyholderStore` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, customer: str) -> Policyholder | None:
        item = self._table.get(customer, consistent=False)
        return msgspec.json.decode(item["holder"]["S"], type=Policyholder) if item else None

    def put(self, holder: Policyholder) -> None:
        self._table.put({"pk": string_value(holder.id), "holder": string_value(msgspec.json.encode(holder).decode())})
