"""Every subscriber follows every event of a claim once in effect, wherever a Lambda dies and in whatever order SQS
delivers."""

import random

import pytest
from msgspec.structs import replace

from chalicelib.claims.events import EVENT_TYPES
from chalicelib.processes import subscriptions
from tests.model.play import Play


def test_a_crash_at_any_call_of_any_claim_event_leaves_every_subscriber_done_once() -> None:
    play, explored = Play(), set[str]()
    for step in play.story.steps():
        restore, before = play.snapshot(), len(play.world.claims.events)
        play.world.fuse.calls = 0
        play.story.attempt(step)
        play.settle()
        calls = play.world.fuse.calls
        occurred = {event.code for event in list(play.world.claims.events.values())[before:]}
        if not occurred - explored:
            continue
        play.check()
        explored |= occurred
        for call in range(1, calls + 1):
            for is_before in (True, False):
                restore()
                play.world.fuse.left, play.world.fuse.before = call, is_before
                play.story.attempt(step)
                play.run_jobs()
                play.world.fuse.left = 0
                play.settle()
                play.check()
        restore()
        play.story.attempt(step)
        play.settle()
    assert not play.dead
    assert explored == set(EVENT_TYPES), "each code of a claim event must occur"


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


SUBSCRIBERS = ("post_to_thread", "send_to_core_system", "update_work_lists", "update_customer_pages")


@pytest.mark.parametrize("failing", SUBSCRIBERS)
def test_a_subscriber_that_always_fails_ends_alone_in_the_dead_letter_queue(
    failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    play = Play()
    with monkeypatch.context() as broken:
        broken.setitem(subscriptions.SUBSCRIBERS, failing, fail)
        for step in play.story.steps():
            play.story.attempt(step)
            play.settle()
        play.check(without=failing)
        assert {job.subscriber for job in play.dead} == {failing}
        followed = [event.code for event in play.world.claims.events.values()]
        assert len(play.dead) <= len(followed)
    play.world.event_jobs.sent += play.dead  # the redrive
    play.dead = []
    play.settle()
    play.check()
    assert not play.dead
