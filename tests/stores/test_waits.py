"""Contract of stores for waiting cards and the history of waiting."""

from collections.abc import Callable
from math import inf

from chalicelib.routing.cards import Moment, WaitingCard
from chalicelib.routing.estimate import Band, QueueModel
from chalicelib.routing.history import Overtakers, QueueDay, WaitSample
from chalicelib.routing.ports import WaitStore
from chalicelib.routing.wait_store import SLOT_S, SLOTS
from chalicelib.routing.waits import EndedWait, QueuePlaces

T0 = 1_800_000_000_000
Fresh = Callable[[str], str]


def test_a_card_follows_its_version_only(waits: WaitStore, fresh: Fresh) -> None:
    here = fresh("c")
    assert waits.card(here) is None
    moment = Moment(T0, 2.5, 3, (Overtakers(0.01, 600.0),))
    card = WaitingCard(here, "general", T0, shown=3, low_s=60.0, high_s=120.5, moments=(moment,))
    assert waits.save_card(card)
    assert not waits.save_card(card), "there is one"
    after = card.changed(shown=2, keeps_waiting=True)
    assert waits.save_card(after)
    assert not waits.save_card(card.changed(shown=1)), "another was faster"
    assert waits.card(here) == after
    assert waits.cards([here, fresh("c")]) == {here: after}
    waits.remove_card(here)
    waits.remove_card(here)
    assert waits.cards([here]) == {}


def test_arrivals_of_lately_are_counted_by_queue_and_head_start(waits: WaitStore, fresh: Fresh) -> None:
    queue, other, now = fresh("q"), fresh("q"), T0
    for head_start in (0, 0, 600_000):
        waits.count_arrival(queue, head_start, now)
    waits.count_arrival(queue, 0, now + SLOT_S * 1000)
    waits.count_arrival(other, 0, now)
    assert waits.arrivals([queue], now + SLOT_S * 1000) == {(queue, 0): 3, (queue, 600_000): 1}
    later = now + SLOT_S * SLOTS * 1000
    assert waits.arrivals([queue, other], later) == {(queue, 0): 1}
    waits.count_arrival(queue, 0, later)
    assert waits.arrivals([queue], later) == {(queue, 0): 2}, "an old slot begins anew"


def test_waits_of_a_day_are_kept_once_until_they_are_removed(waits: WaitStore, fresh: Fresh) -> None:
    day = fresh("2026-11-")
    sample = WaitSample(1.5, 4, 90.0, "other", (Overtakers(0.1, 5.0),))
    left = EndedWait("c1", "general", T0, 30.0)
    served = EndedWait("c2", "general", T0, 90.0, True, 300.0, ("general", "contract"), (sample,))
    for wait in (left, served, served):
        waits.add_ended(day, wait)
    assert waits.ended(day) == [left, served]
    waits.remove_ended(day, [left])
    assert waits.ended(day) == [served]


def test_days_and_what_they_taught_are_saved(waits: WaitStore, fresh: Fresh) -> None:
    queue = fresh("q")
    assert (waits.days(queue), waits.model(queue), waits.places(queue)) == ({}, None, None)
    samples = tuple(WaitSample(each / 2, 3, each * 10.0, "other", (Overtakers(0.01, 60.0),)) for each in range(2000))
    day = QueueDay(40, 3, 2000.0, 38, 9000.0, 700.0, samples)
    waits.save_day(queue, "2026-11-30", QueueDay(served=1))
    waits.save_day(queue, "2026-11-29", day)
    assert list(waits.days(queue).items()) == [("2026-11-29", day), ("2026-11-30", QueueDay(served=1))]
    waits.remove_day(queue, "2026-11-29")
    assert list(waits.days(queue)) == ["2026-11-30"]
    for patience_s in (inf, 900.0):
        model = QueueModel(300.0, patience_s, 900.0, {"all": (Band(60.0, 0.5, 1.0, 1.5, 0.2),)})
        waits.save_model(queue, model)
        assert waits.model(queue) == model
    assert list(waits.days(queue)) == ["2026-11-30"], "the model is no day"
    waits.save_model(queue, None)
    assert waits.model(queue) is None
    waits.save_places(queue, QueuePlaces(6, {queue: 1.0, "contract": 0.5}))
    assert waits.places(queue) == QueuePlaces(6, {queue: 1.0, "contract": 0.5})
    waits.forget_places(queue)
    waits.forget_places(queue)
    assert waits.places(queue) is None
