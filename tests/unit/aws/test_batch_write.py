"""Writes of many items: what DynamoDB leaves is sent again, and a failed condition stops no other update."""

from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.aws.batch_write import UPDATES_TOGETHER, update_items, write_items
from chalicelib.kernel.errors import Conflict, Unavailable
from tests.fakes.backoff import NO_WAIT

KEYS = [{"pk": {"S": f"k{number}"}, "sk": {"S": "s"}} for number in range(UPDATES_TOGETHER + 3)]


class Cancelled(Exception):
    """As botocore raises it."""

    def __init__(self, codes: list[str]) -> None:
        self.response = {"CancellationReasons": [{"Code": code} for code in codes]}


class Client:
    """Refuses transactions by the codes that `refusals` has for a key, the first of them in each attempt."""

    exceptions = SimpleNamespace(ClientError=Cancelled)

    def __init__(self, refusals: dict[str, list[str]]) -> None:
        self.refusals, self.updated = refusals, list[str]()

    def transact_write_items(self, TransactItems: list[dict[str, Any]]) -> None:  # noqa: N803 - botocore's names
        names = [item["Update"]["Key"]["pk"]["S"] for item in TransactItems]
        codes = [self.refusals[name].pop(0) if self.refusals.get(name) else "None" for name in names]
        if any(code != "None" for code in codes):
            raise Cancelled(codes)
        self.updated += names


def updated(client: Client) -> list[str]:
    return [key["pk"]["S"] for key in update_items(client, "table", KEYS, {}, NO_WAIT)]


def test_items_whose_condition_fails_are_left_out_and_the_others_updated_once() -> None:
    client = Client({"k1": ["ConditionalCheckFailed"], "k2": ["TransactionConflict"], "k3": ["None", "None"]})
    assert updated(client) == [key["pk"]["S"] for key in KEYS if key["pk"]["S"] != "k1"]
    assert sorted(client.updated) == sorted(updated(Client({"k1": ["ConditionalCheckFailed"]})))


def test_a_conflict_in_every_attempt_is_one() -> None:
    with pytest.raises(Conflict):
        updated(Client({"k2": ["TransactionConflict"] * 99}))


def test_another_fault_is_raised() -> None:
    with pytest.raises(Cancelled):
        updated(Client({"k2": ["ThrottlingError"]}))


def test_writes_that_are_left_are_sent_again_until_it_is_in_vain() -> None:
    sent: list[list[str]] = []

    def batch_write_item(RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803 - botocore's names
        (wanted,) = RequestItems.values()
        sent.append([kind for write in wanted for kind in write])
        return {"UnprocessedItems": {"table": wanted[1:]} if len(wanted) > 1 or len(sent) > 9 else {}}

    client = SimpleNamespace(batch_write_item=batch_write_item)
    write_items(client, "table", KEYS[:1], KEYS[1:2], sleep=lambda _: None)
    assert sent == [["PutRequest", "DeleteRequest"], ["DeleteRequest"]]
    stuck = SimpleNamespace(batch_write_item=lambda RequestItems: {"UnprocessedItems": RequestItems})  # noqa: N803
    with pytest.raises(Unavailable):
        write_items(stuck, "table", KEYS[:1], (), sleep=lambda _: None)
