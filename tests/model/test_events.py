"""Every subscriber follows every event once in effect, wherever a Lambda dies and in whatever order SQS
delivers."""

import random
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.claims.events import EVENT_TYPES
from chalicelib.processes.event_jobs import DeliveryJob
from chalicelib.wiring import subscriptions
from tests.model.day import EMERGENCY, Day


def test_a_crash_at_any_call_of_a_day_leaves_every_subscriber_of_every_event_done_once() -> None:
    """Customers and agents are gone after the crash; who sends what happens to claims repeats it."""
    day, explored = Day(), set[tuple[str, str]]()
    for step in day.steps():
        restore, before = day.snapshot(), len(day.world.outbox.history)
        day.world.fuse.calls = 0
        day.attempt(step)
        day.settle()
        calls, occurred = day.world.fuse.calls, day.kinds_since(before)
        if not occurred - explored:
            continue
        day.check()
        explored |= occurred
        for call in range(1, calls + 1):
            for is_before in (True, False):
                restore()
                day.world.fuse.left, day.world.fuse.before = call, is_before
                day.attempt(step)
                day.run_jobs()
                day.world.fuse.left = 0
                day.settle()
                day.check()
        restore()
        day.attempt(step)
        day.settle()
    assert not day.dead
    assert {tag for tag, _ in explored} == {event.__struct_config__.tag for event in subscriptions.SUBSCRIPTIONS}
    assert {code for _, code in explored} - {""} == {*EVENT_TYPES, EMERGENCY}, "each code of a claim event must occur"


@pytest.mark.parametrize("seed", range(5))
def test_events_in_any_order_and_twice_have_the_effect_of_once_in_order(seed: int) -> None:
    """Some deliveries of each step come twice, and some only with those of later steps."""
    chance = random.Random(seed)
    day, late = Day(chance), list[DeliveryJob]()
    for step in day.steps():
        day.attempt(step)
        day.run_relays()
        jobs = day.world.event_jobs.sent
        again = [replace(job) for job in jobs if chance.random() < 0.3]
        due, late = _parted(late, chance)
        jobs[:], held = _parted(jobs, chance)
        late += held
        jobs += due + again
        day.run_jobs()
    day.world.event_jobs.sent += late
    day.settle()
    day.check()
    assert not day.dead


def _parted(jobs: list[Any], chance: random.Random) -> tuple[list[Any], list[Any]]:
    """Some jobs, and the others."""
    some = [job for job in jobs if chance.random() < 0.7]
    return some, [job for job in jobs if not any(job is each for each in some)]


@pytest.mark.parametrize("failing", sorted(subscriptions.SUBSCRIBERS))
def test_a_subscriber_that_always_fails_ends_alone_in_the_dead_letter_queue(
    failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    day = Day()
    with monkeypatch.context() as broken:
        broken.setitem(subscriptions.SUBSCRIBERS, failing, fail)
        for step in day.steps():
            day.attempt(step)
            day.settle()
        day.check(without=failing)
        assert {job.subscriber for job in day.dead} == {failing}
    day.world.event_jobs.sent += day.dead  # the redrive
    day.dead = []
    day.settle()
    day.check()
    assert not day.dead
