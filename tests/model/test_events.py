"""Every subscriber follows every event once in effect, wherever a Lambda dies and in whatever order SQS
delivers."""

import random

import pytest
from msgspec.structs import replace

from chalicelib.claims.events import EVENT_TYPES
from chalicelib.wiring import subscriptions
from tests.model.day import EMERGENCY, Day
from tests.model.play import Play


def test_a_crash_at_any_call_of_a_day_leaves_every_subscriber_of_every_event_done_once() -> None:
    """Customers and agents are gone after the crash; who sends what happens to claims repeats it."""
    day, explored = Day(), set[tuple[str, str]]()
    for step in day.steps():
        restore, before = day.snapshot(), len(day.world.event_outbox.history)
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
    play = Play(random.Random(seed))
    for number, step in enumerate(play.story.steps()):
        play.story.attempt(step)
        if number % 5 == seed:
            play.run_relays()
            play.world.event_jobs.sent += [replace(job) for job in play.world.event_jobs.sent]
            play.settle()
    play.settle()
    play.check()
    assert not play.dead


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
