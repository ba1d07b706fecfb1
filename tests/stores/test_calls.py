"""Contract of stores for calls due."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.calls.events import CallPlanned, call_subject
from chalicelib.calls.model import Call, taken
from chalicelib.calls.ports import CallStore
from chalicelib.content.views import Named
from chalicelib.services import EventOutbox

T0 = 1_800_000_000_000
HOUR = 3_600_000
KIM, HANEUL = Named("cust-kim", "김민준"), Named("agent-haneul", "김하늘")
Fresh = Callable[[str], str]


def call(number: str, desk: str, starts_at: int = T0) -> Call:
    return Call(number, "k1", desk, "waiting", "call", KIM, "c1", starts_at, starts_at + HOUR, T0, phone="01012345678")


def test_open_calls_are_listed_by_time_until_they_are_done(calls: CallStore, fresh: Fresh) -> None:
    desk, one, other = fresh("q"), fresh("call"), fresh("call")
    second, first = call(one, desk, T0 + HOUR), call(other, desk)
    assert calls.get(one) is None
    for each in (second, first):
        assert calls.save(None, each, each.starts_at)
    assert calls.open_calls(desk, 9) == [first, second]
    assert calls.open_calls(desk, 1) == [first]
    assert calls.open_calls(fresh("q"), 9) == []
    done = replace(first, version=2, outcome="reached", done_at=T0)
    assert calls.save(first, done, T0)
    own = [each for each in calls.of_customer(KIM.id) if each.desk == desk]
    assert {each.id: each for each in own} == {done.id: done, second.id: second}
    assert calls.of_customer(fresh("cust")) == []
    assert calls.open_calls(desk, 9) == [second]
    assert calls.get(other) == done


def test_only_the_version_that_was_read_is_replaced(calls: CallStore, fresh: Fresh, outbox: EventOutbox) -> None:
    booked = call(fresh("call"), fresh("q"))
    assert calls.save(None, booked, T0, CallPlanned(booked.id, 1))
    assert not calls.save(None, booked, T0, CallPlanned(booked.id, 1))
    moved = replace(booked, version=2, starts_at=T0 + HOUR)
    assert calls.save(booked, moved, T0 + HOUR)
    assert not calls.save(booked, replace(booked, version=2), T0, CallPlanned(booked.id, 2))
    assert calls.open_calls(booked.desk, 9) == [moved]
    assert [entry.number for entry in outbox.entries(call_subject(booked.id))] == [1]


def test_late_calls_are_found_while_nobody_makes_them(calls: CallStore, fresh: Fresh) -> None:
    desk = fresh("q")
    booked, other = call(fresh("call"), desk), call(fresh("call"), desk)
    for each, late_at in ((booked, T0 + 10), (other, T0 + 20)):
        assert calls.save(None, each, late_at)
    assert set(calls.find_late(T0 + 9, 99)) & {booked.id, other.id} == set()
    assert [each for each in calls.find_late(T0 + 20, 99) if each in (booked.id, other.id)] == [booked.id, other.id]
    made = taken(booked, HANEUL, T0)
    assert calls.save(booked, made, T0 + 10)
    moved = replace(other, version=2, starts_at=T0 + HOUR)
    assert calls.save(other, moved, T0 + HOUR)
    assert set(calls.find_late(T0 + 30, 99)) & {booked.id, other.id} == set()
    done = replace(moved, version=3, done_at=T0)
    assert calls.save(moved, done, T0 + HOUR)
    assert other.id not in calls.find_late(T0 + 2 * HOUR, 99)
