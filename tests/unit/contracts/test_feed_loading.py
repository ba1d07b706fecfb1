"""Feeds in any order, repeated, stopped anywhere: the read model comes out the same."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.contracts.feed_batches import LoadedBatch, RawRow, load_batch
from chalicelib.contracts.feed_formats import FeedFormat, RowKind
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.owners import Owner
from chalicelib.contracts.parts import ModelPart
from tests.fakes.contracts import FakeContracts, FakeFeedStore

Row = tuple[RowKind, dict[str, Any]]
CUSTOMERS = ("ann", "ben")
NUMBERS = ("1", "2")


def load(contracts: FakeContracts, *rows: Row, at: int = 100) -> list[LoadedBatch]:
    """Loads rows one by one."""
    return [load_batch(contracts.feeds, [RawRow(1, values)], FeedFormat(kind, kind), "", at) for kind, values in rows]


def seen(contracts: FakeContracts) -> list[Policyholder | None]:
    return [contracts.get(customer) for customer in CUSTOMERS]


def contract(number: str, customer: str, version: int) -> Row:
    return "contract", {"number": number, "customer": customer, "version": version, "annual_won": version}


def trip(number: str, name: str, version: int, metres: int, month: int = 11) -> Row:
    start, end = (f"2026-{month}-03T0{hour}:00+09:00" for hour in (8, 9))
    row = {"contract": number, "id": name, "start": start, "end": end, "metres": metres, "version": version}
    return "trip", row


VERSIONS = st.integers(1, 3)
ROWS: st.SearchStrategy[Row] = st.one_of(
    st.builds(contract, st.sampled_from(NUMBERS), st.sampled_from(CUSTOMERS), VERSIONS),
    st.builds(trip, st.sampled_from(NUMBERS), st.sampled_from("ab"), VERSIONS, VERSIONS, st.sampled_from((10, 11))),
    st.builds(
        lambda customer, version, numbers: (
            "holder",
            {"id": customer, "version": version, "name": f"v{version}", "contracts": [{"number": n} for n in numbers]},
        ),
        st.sampled_from(CUSTOMERS),
        VERSIONS,
        st.lists(st.sampled_from(NUMBERS), unique=True, max_size=2),
    ),
    st.builds(
        lambda number, km, version: (
            "odometer",
            {"contract": number, "on": "2026-11-01", "km": km, "version": version},
        ),
        st.sampled_from(NUMBERS),
        VERSIONS,
        VERSIONS,
    ),
)


@settings(max_examples=150)
@given(rows=st.lists(ROWS, max_size=9), random=st.randoms())
def test_order_and_repetition_make_no_difference(rows: list[Row], random: Any) -> None:
    one, other = FakeContracts(), FakeContracts()
    load(one, *rows)
    again = rows + random.sample(rows, len(rows) // 2)
    random.shuffle(again)
    load(other, *again)
    assert seen(other) == seen(one)
    writes = other.store.writes
    load(other, *rows)
    assert other.store.writes == writes, "what is known isn't written again"


class Killed(Exception):
    """The process ended."""


class Mortal(FakeFeedStore):
    """Ends after so many calls; a write that ends may have been made or not."""

    def __init__(self, like: FakeFeedStore, calls: int, *, late: bool) -> None:
        super().__init__(like.parts, like.owned, like.files, like.writes)
        self._calls, self._late = calls, late

    def _call(self, write: Callable[[], bool]) -> bool:
        self._calls -= 1
        if self._calls == 0 and not self._late:
            raise Killed
        done = write()
        if self._calls == 0:
            raise Killed
        return done

    def write(self, part: ModelPart) -> bool:
        return self._call(lambda: super(Mortal, self).write(part))

    def remove(self, part: ModelPart) -> bool:
        return self._call(lambda: super(Mortal, self).remove(part))

    def put_owner(self, number: str, owner: Owner) -> bool:
        return self._call(lambda: super(Mortal, self).put_owner(number, owner))


@settings(max_examples=120)
@given(rows=st.lists(ROWS, min_size=1, max_size=7), kill=st.integers(1, 12), late=st.booleans())
def test_a_load_that_was_killed_is_finished_by_the_next(rows: list[Row], kill: int, late: bool) -> None:
    whole, killed = FakeContracts(), FakeContracts()
    load(whole, *rows)
    killed.feeds = replace(killed.feeds, store=Mortal(killed.store, kill, late=late))
    try:
        load(killed, *rows)
    except Killed:
        killed.feeds = replace(killed.feeds, store=killed.store)
        load(killed, *rows)
    assert seen(killed) == seen(whole)


@settings(max_examples=150)
@given(rows=st.lists(ROWS, min_size=1, max_size=6), others=st.lists(ROWS, min_size=1, max_size=4), at=st.integers(1, 8))
def test_two_loads_at_once_lose_nothing(rows: list[Row], others: list[Row], at: int) -> None:
    """The other load runs between two steps of the first."""
    alone, both = FakeContracts(), FakeContracts()
    load(alone, *rows, *others)

    class Interrupted(FakeFeedStore):
        steps = at

        def owners(self, numbers: Any) -> Any:
            self._step()
            return super().owners(numbers)

        def write(self, part: ModelPart) -> bool:
            self._step()
            return super().write(part)

        def _step(self) -> None:
            Interrupted.steps -= 1
            if Interrupted.steps == 0:
                load(both, *others)

    first = FakeContracts()
    first.feeds = replace(
        first.feeds, store=Interrupted(both.store.parts, both.store.owned, both.store.files, both.store.writes)
    )
    load(first, *rows)
    if Interrupted.steps > 0:
        load(both, *others)
    assert seen(both) == seen(alone)


def test_trips_of_an_unknown_contract_wait_for_it() -> None:
    contracts = FakeContracts()
    load(contracts, trip("1", "a", 1, 5_000), contract("1", "ann", 1))
    found = contracts.get("ann")
    assert found is not None
    assert [each.id for each in found.contracts[0].trips or ()] == ["a"]
    assert contracts.store.parts_of("contract#1", "1") == []


def test_a_contract_that_changes_hands_takes_its_trips_along() -> None:
    contracts = FakeContracts()
    load(contracts, contract("1", "ann", 1), trip("1", "a", 1, 5_000), contract("1", "ben", 2))
    ann, ben = seen(contracts)
    assert ann is None
    assert ben is not None
    assert [each.id for each in ben.contracts[0].trips or ()] == ["a"]


def test_a_trip_that_was_corrected_to_another_month_counts_once() -> None:
    contracts = FakeContracts()
    load(contracts, contract("1", "ann", 1), trip("1", "a", 1, 5_000, 10), trip("1", "a", 2, 4_000, 11))
    found = contracts.get("ann")
    assert found is not None
    assert [each.metres for each in found.contracts[0].trips or ()] == [4_000]


@pytest.mark.parametrize(
    "version, metres, count", [(1, 9, "older"), (2, 9, "older"), (2, 8, "unchanged"), (3, 8, "written")]
)
def test_every_row_is_counted_by_what_became_of_it(version: int, metres: int, count: str) -> None:
    contracts = FakeContracts()
    load(contracts, contract("1", "ann", 1), trip("1", "a", 2, 8))
    (done,) = load(contracts, trip("1", "a", version, metres))
    assert {name: getattr(done.counts, name) for name in done.counts.__struct_fields__ if name != "problems"} == {
        "rows": 1, "written": 0, "unchanged": 0, "older": 0, "refused": 0, count: 1,
    }  # fmt: skip
    assert bool(done.lines) == (version == 2 and metres == 9), "another content under the same version is reported"


def test_rows_without_a_version_are_written_again_only_where_they_changed() -> None:
    contracts, row = FakeContracts(), trip("1", "a", 0, 5_000)
    del row[1]["version"]
    load(contracts, contract("1", "ann", 1), row, at=1_000)
    writes = contracts.store.writes
    load(contracts, row, at=2_000)
    assert contracts.store.writes == writes
    load(contracts, ("trip", {**row[1], "metres": 1}), at=3_000)
    found = contracts.get("ann")
    assert found is not None
    assert [each.metres for each in found.contracts[0].trips or ()] == [1]


def test_trips_at_the_same_time_and_smaller_odometers_are_reported() -> None:
    contracts = FakeContracts()
    early, late = trip("1", "a", 1, 5_000), trip("1", "b", 1, 9_000)
    load(contracts, early)
    (overlapping,) = load(
        contracts, ("trip", {**late[1], "start": "2026-11-03T08:30+09:00", "end": "2026-11-03T09:30+09:00"})
    )
    assert [(each.id, each.problem) for each in overlapping.lines] == [
        ("b", "overlaps trip a: 4500 of 9000 metres count")
    ]
    (same,) = load(contracts, trip("1", "c", 1, 5_000))
    assert [each.problem for each in same.lines] == ["repeated: trip a is the same"]
    readings = [{"contract": "1", "on": day, "km": km} for day, km in (("2026-11-01", 900), ("2026-11-02", 800))]
    *_, smaller = load(contracts, *(("odometer", each) for each in readings))
    assert [each.problem for each in smaller.lines] == ["800 is smaller than before; it doesn't count"]


def test_more_trips_of_a_month_than_an_item_takes_are_refused_and_nothing_is_lost() -> None:
    contracts = FakeContracts()
    rows = [RawRow(n, {**trip("1", f"{n:>0500}", 1, 5)[1]}) for n in range(1_000)]
    done = load_batch(contracts.feeds, rows[:500], FeedFormat("trips", "trip"), "", 1)
    assert (done.counts.written, done.counts.refused) == (500, 0)
    done = load_batch(contracts.feeds, rows, FeedFormat("trips", "trip"), "", 1)
    assert (done.counts.unchanged, done.counts.refused) == (500, 500)
