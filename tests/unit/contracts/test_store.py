"""Customers as stored: also one of an earlier schema is read, as far as it can be."""

import json
from typing import Any

from chalicelib.aws.table import string_value
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from chalicelib.contracts.store import DynamoPolicyholderStore


class OneTable:
    """A table of items by `pk`."""

    def __init__(self) -> None:
        self.items: dict[str, Any] = {}

    def get(self, key: str, **_: Any) -> Any:
        return self.items.get(key)

    def put(self, item: Any) -> None:
        self.items[item["pk"]["S"]] = item


def test_a_customer_is_read_as_it_was_stored() -> None:
    store = DynamoPolicyholderStore(OneTable())  # type: ignore[arg-type]
    holder = Policyholder("1", "김서연", contracts=(InsuranceContract("20-1", "per_mile"),), coupons=())
    store.put(holder)
    assert store.get("1") == holder
    assert store.get("2") is None


def test_a_customer_of_an_earlier_schema_is_read_as_far_as_it_can_be() -> None:
    table = OneTable()
    old = {
        "id": "1",
        "name": "김서연",
        "phone": "",
        "contracts": [{"number": "7", "product": "퍼마일", "coverages": [["대물", ""]]}],
    }
    table.put({"pk": string_value("1"), "holder": string_value(json.dumps(old))})
    found = DynamoPolicyholderStore(table).get("1")  # type: ignore[arg-type]
    assert found == Policyholder("1", "김서연", contracts=(InsuranceContract("7", coverages=()),))
