"""Policyholders in DynamoDB, one item per customer: `pk` is their id, `holder` a Policyholder as JSON."""

import logging

import msgspec

from chalicelib.aws.table import Table, string_value
from chalicelib.contracts.holder import Policyholder

log = logging.getLogger("baro")


class DynamoPolicyholderStore:
    """`ports.PolicyholderStore` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, customer: str) -> Policyholder | None:
        item = self._table.get(customer, consistent=False)
        return _read(item["holder"]["S"]) if item else None

    def put(self, holder: Policyholder) -> None:
        self._table.put({"pk": string_value(holder.id), "holder": string_value(msgspec.json.encode(holder).decode())})


def _read(stored: str) -> Policyholder | None:
    """A stored customer. One of an earlier schema is read as far as it can be."""
    try:
        return msgspec.json.decode(stored, type=Policyholder)
    except msgspec.ValidationError as error:
        log.warning("a customer of another schema: %s", error)
        from chalicelib.contracts.decoding import decode_holder_json

        return decode_holder_json(stored).holder
