"""The read model of contracts: the same on the fake, on moto and on Amazon's engine."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from chalicelib.contracts.feed_batches import load_rows
from chalicelib.contracts.feed_formats import FeedFormat, feed_rules
from chalicelib.contracts.feed_progress import FileProgress
from chalicelib.contracts.feed_report import Counts
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.owners import Owner
from chalicelib.contracts.parts import ModelPart, PartKey
from chalicelib.contracts.ports import FeedPorts, FeedStore
from chalicelib.kernel.parallel import run_in_order
from local.demo.contracts import HOLDERS
from local.feed import holder_row
from tests.fakes.contracts import FakeFeedObjects

Fresh = Callable[[str], str]


def test_a_part_is_written_only_by_who_has_seen_its_last_write(feed_store: FeedStore, fresh: Fresh) -> None:
    key = PartKey(fresh("holder#"), "contract#1")
    part = ModelPart(key, {"": (1, b'{"number":"1"}'), "x": (10**18, b"null")})
    assert feed_store.read([key]) == {}
    assert feed_store.write(part)
    assert not feed_store.write(part), "somebody has written it"
    stored = feed_store.read([key, PartKey(key.place, "no")])[key]
    assert (stored.rows, stored.writes) == (part.rows, 1)
    assert feed_store.write(replace(stored, rows={"y": (2, b"5")}))
    assert not feed_store.write(stored)
    assert not feed_store.remove(stored)
    assert feed_store.remove(feed_store.read([key])[key])
    assert feed_store.read([key]) == {}


def test_the_parts_of_a_contract_are_found_among_those_of_its_place(feed_store: FeedStore, fresh: Fresh) -> None:
    place = fresh("holder#")
    names = ("contract#1", "trips#1#2026-10", "trips#1#2026-11", "contract#12", "trips#12#2026-11", "holder")
    for name in names:
        feed_store.write(ModelPart(PartKey(place, name), {"": (1, b"{}")}))
    assert [part.key.name for part in feed_store.parts_of(place, "1")] == list(names[:3])


def test_more_parts_than_a_request_takes_are_read(feed_store: FeedStore, fresh: Fresh) -> None:
    keys = [PartKey(fresh("holder#"), "holder") for _ in range(120)]
    for key in keys:
        feed_store.write(ModelPart(key, {"": (1, b"{}")}))
    assert feed_store.read(keys).keys() == set(keys)


def test_an_owner_is_written_only_by_who_has_seen_the_last_one(feed_store: FeedStore, fresh: Fresh) -> None:
    number = fresh("20-")
    owner = Owner("holder#a", 3, "contract#1")
    assert feed_store.owners([number]) == {}
    assert feed_store.put_owner(number, owner)
    assert not feed_store.put_owner(number, owner)
    assert feed_store.owners([number, "no"]) == {number: replace(owner, writes=1)}
    assert feed_store.put_owner(number, Owner("holder#b", writes=1))


def test_progress_only_rises(feed_store: FeedStore, fresh: Fresh) -> None:
    file = fresh("in/a@")
    one = FileProgress(10, 2, ("a", "b"), Counts(rows=1), ("reports/1",))
    assert feed_store.progress(file) is None
    assert feed_store.save_progress(file, one)
    assert not feed_store.save_progress(file, one)
    assert feed_store.save_progress(file, replace(one, offset=20))
    assert not feed_store.save_progress(file, one)
    assert feed_store.save_progress(file, replace(one, offset=20, is_done=True))
    assert feed_store.progress(file) == replace(one, offset=20, is_done=True)


def test_a_customer_with_a_year_of_trips_is_read_as_it_was_loaded_and_not_written_again(
    feed_store: FeedStore, read_holder: Callable[[str], Policyholder | None], fresh: Fresh
) -> None:
    ports = FeedPorts(feed_store, FakeFeedObjects(), feed_rules(), run_in_order, lambda _job, _delay_s: None, float)
    like = HOLDERS[1]
    holder = replace(like, id=fresh("c"), contracts=(replace(like.contracts[0], number=fresh("20-")),))

    def load() -> Any:
        return load_rows(ports, FeedFormat("holders", "holder"), [holder_row(holder)], 1).counts

    assert load().written == 1
    assert read_holder(holder.id) == holder
    assert load().unchanged == 1
    assert read_holder(fresh("c")) is None
