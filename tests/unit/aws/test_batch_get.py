"""Batches of keys: at most 100 a request, unprocessed keys again with back-off, items in the order of the keys."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.aws.batch_get import MAX_ATTEMPTS, BatchReader
from chalicelib.aws.table import Table
from chalicelib.kernel.errors import Unavailable


class Batches:
    """A table with an item for every key. Answers `portion` keys a request and leaves the others unprocessed."""

    exceptions = SimpleNamespace(ClientError=RuntimeError)

    def __init__(self, portion: int = 100) -> None:
        self.portion = portion
        self.asked: list[int] = []

    def batch_get_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803 - botocore's name
        ((table, wanted),) = RequestItems.items()
        keys, left = wanted["Keys"][: self.portion], wanted["Keys"][self.portion :]
        self.asked.append(len(wanted["Keys"]))
        answer = {"Responses": {table: list(reversed(keys))}}
        return answer | ({"UnprocessedKeys": {table: {**wanted, "Keys": left}}} if left else {"UnprocessedKeys": {}})


def keys(number: int) -> list[dict[str, dict[str, str]]]:
    return [{"pk": {"S": f"{place:03}"}} for place in range(number)]


def test_unprocessed_keys_are_asked_for_again_after_a_pause() -> None:
    client, pauses = Batches(portion=40), list[float]()
    found = BatchReader(client, "table", sleep=pauses.append, random=lambda: 1.0).get(keys(100), consistent=True)
    assert sorted(item["pk"]["S"] for item in found) == [key["pk"]["S"] for key in keys(100)]
    assert (client.asked, pauses) == ([100, 60, 20], [0.05, 0.1])


def test_keys_that_are_never_processed_end_in_an_error() -> None:
    client, pauses = Batches(portion=0), list[float]()
    with pytest.raises(Unavailable):
        BatchReader(client, "table", sleep=pauses.append, random=lambda: 0.5).get(keys(3), consistent=False)
    assert client.asked == [3] * MAX_ATTEMPTS
    assert len(pauses) == MAX_ATTEMPTS - 1


def test_more_than_a_hundred_keys_are_read_in_parallel_and_keep_their_order() -> None:
    batch_counts: list[int] = []

    def run(calls: Iterable[Callable[[], object]]) -> None:
        waiting = list(calls)
        batch_counts.append(len(waiting))
        for call in reversed(waiting):
            call()

    client = Batches()
    table = Table(client, "table", run)
    wanted = [(key["pk"]["S"], "") for key in keys(250)]
    assert [item["pk"]["S"] for item in table.get_many([*wanted, wanted[0]])] == [pk for pk, _ in wanted]
    assert batch_counts == [3]
    assert sorted(client.asked) == [50, 100, 100]
    assert table.get_many([]) == []
