"""What every outbox must do: keep a subject's events in order until they are removed, and find them cheaply."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.aws.model import commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.aws.outbox_items import SHARDS
from chalicelib.claims.events import ClaimNoteAdded
from chalicelib.kernel.parallel import run_in_order
from tests.fakes.events import FakeOutbox, event_of
from tests.stores.engines import outbox_table


@pytest.fixture
def add(outbox: Any, models_engine: Any) -> Callable[[str, int], None]:
    """Adds a note of a claim, as a store does in its transaction."""

    def add_note(subject: str, number: int) -> None:
        event = ClaimNoteAdded("20271123-100001", number, "note")
        if isinstance(outbox, FakeOutbox):
            outbox.add(subject, number, event)
        else:
            assert commit(connection(models_engine), lambda to: outbox.add(to, subject, number, event))

    return add_note


def test_events_of_a_subject_are_in_order_until_they_are_removed(outbox: Any, add: Callable[[str, int], None]) -> None:
    for number in (2, 1, 11, 3):
        add("claim#20271123-1", number)
    add("claim#20271123-11", 1)
    entries = outbox.entries("claim#20271123-1")
    assert [entry.number for entry in entries] == [1, 2, 3, 11]
    assert event_of(entries[0]) == ClaimNoteAdded("20271123-100001", 1, "note")
    outbox.remove(entries[0])
    outbox.remove(entries[0])
    assert outbox.entries("claim#20271123-1") == entries[1:]
    assert outbox.subjects() == ("claim#20271123-1", "claim#20271123-11")


def test_subjects_of_all_shards_are_found(outbox: Any, add: Callable[[str, int], None]) -> None:
    subjects = tuple(f"claim#20271123-{number:06d}" for number in range(50))
    for subject in subjects:
        add(subject, 1)
    assert outbox.subjects() == subjects


def test_a_sweep_that_finds_nothing_costs_a_request_for_each_shard(models_engine: Any) -> None:
    if models_engine is None:
        pytest.skip("the fake makes no requests")
    counting = Counting(models_engine)
    assert DynamoOutbox(counting, outbox_table(models_engine), run_in_order).subjects() == ()
    assert counting.operations == ["Query"] * SHARDS
    assert SHARDS <= 8


class Counting:
    """Counts the requests of a client."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.operations: list[str] = []

    def _make_api_call(self, operation: str, arguments: dict[str, Any]) -> Any:
        self.operations.append(operation)
        return self._client._make_api_call(operation, arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)
