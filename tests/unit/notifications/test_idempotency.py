"""Jobs that repeat, overtake one another or crash never push a message twice to a device, nor a delivered or disabled
one; without crashes every undelivered message is pushed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.notifications import service
from chalicelib.notifications.errors import PushFailed
from chalicelib.notifications.model import Notification, PushDevice, token_digest
from chalicelib.notifications.ports import PushOutcome, PushPorts
from chalicelib.notifications.rules import PushCategory, PushRules, push_category
from tests.fakes.backoff import NO_WAIT
from tests.fakes.notifications import FakeNotifications, FakePushGateway
from tests.model.fuse import Crash, Fuse, Fused

RULES = PushRules(
    quiet_minutes=1,
    silent=("closed",),
    categories={
        "agent_message": PushCategory(("agent",)),
        "payment": PushCategory(("claim.pay",), on=False),
        "claim_update": PushCategory(("claim.*",)),
    },
)
CODES = ("agent", "claim.assign", "claim.pay", "closed")
DEVICES = ("phone001", "phone002")


@dataclass
class World:
    """A customer with two devices, the messages they missed, and SQS."""

    now: int = 1_800_000_000_000
    delivered: int = 0
    said: list[str] = field(default_factory=list)
    jobs: list[Notification] = field(default_factory=list)
    fuse: Fuse = field(default_factory=Fuse)
    pushes: list[tuple[str, int]] = field(default_factory=list)
    crashes: int = 0
    outcome: PushOutcome = "sent"

    def __post_init__(self) -> None:
        self.store = FakeNotifications()
        for device in DEVICES:
            self.store.register(PushDevice("cust-kim", device, "fcm", token_digest(device), device, "ko", 1))
        gateway = FakePushGateway({device: device for device in DEVICES})
        gateway.publish = self.push  # type: ignore[method-assign]
        self.ports = PushPorts(
            Fused(self.store, self.fuse),
            Fused(gateway, self.fuse),
            {},
            RULES,
            lambda: self.now,
            lambda _subject: None,
            backoff=NO_WAIT,
        )

    def push(self, endpoint: str, payload: Mapping[str, object], collapse: str) -> PushOutcome:
        message: Mapping[str, str] = payload["fcmV1Message"]["message"]["data"]  # type: ignore[index]
        seq = int(message["seq"])
        if self.outcome == "sent":
            assert push_category(self.said[seq - 1], RULES), "disabled, and yet pushed"
            assert seq > self.delivered, "delivered, and yet pushed"
            self.pushes.append((endpoint, seq))
        return self.outcome

    def say(self, code: str) -> None:
        self.said.append(code)
        self.jobs.append(Notification("conversation1", "cust-kim", len(self.said), code))

    def run_job(self, index: int, keep: bool) -> None:
        """A job out of order; SQS may keep it and bring it again. A failure does."""
        if not self.jobs:
            return
        job = self.jobs.pop(index % len(self.jobs))
        try:
            service.push_notification(self.ports, job, lambda: self.delivered)
        except (Crash, PushFailed) as error:
            self.crashes += isinstance(error, Crash)
            keep = True
        finally:
            self.fuse.left = 0
        if keep:
            self.jobs.append(job)


Step = Callable[[World], None]


def light(world: World, left: int, before: bool) -> None:
    world.fuse.left, world.fuse.before = left, before


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(CODES).map(lambda code: lambda world: world.say(code)),
    st.tuples(st.integers(0, 9), st.booleans()).map(lambda how: lambda world: world.run_job(*how)),
    st.integers(0, 90_000).map(lambda ms: lambda world: setattr(world, "now", world.now + ms)),
    st.sampled_from(["sent", "refused"]).map(lambda how: lambda world: setattr(world, "outcome", how)),
)
ALL_DELIVERED: st.SearchStrategy[Step] = st.just(lambda world: setattr(world, "delivered", len(world.said)))
SOME_DELIVERED: st.SearchStrategy[Step] = st.integers(0, 9).map(
    lambda back: lambda world: setattr(world, "delivered", max(world.delivered, len(world.said) - back))
)
CRASHES: st.SearchStrategy[Step] = st.tuples(st.integers(1, 12), st.booleans()).map(
    lambda how: lambda world: light(world, *how)
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(STEPS, SOME_DELIVERED, CRASHES), max_size=40))
def test_a_message_is_never_pushed_twice_under_any_crash(steps: list[Step]) -> None:
    world = World()
    for step in steps:
        step(world)
    assert len(set(world.pushes)) == len(world.pushes)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(STEPS, ALL_DELIVERED), max_size=40))
def test_without_a_crash_every_undelivered_message_is_pushed(steps: list[Step]) -> None:
    world = World()
    for step in steps:
        step(world)
    world.outcome, world.fuse.left = "sent", 0
    while world.jobs:
        world.run_job(0, keep=False)
    for seq, code in enumerate(world.said, 1):
        category = push_category(code, RULES)
        if not category or seq <= world.delivered:
            continue
        alike = {
            n
            for n, other in enumerate(world.said, 1)
            if push_category(other, RULES) == category and n > world.delivered
        }
        for device in DEVICES:
            assert any((device, n) in world.pushes for n in alike), (
                f"{seq} is undelivered, and nothing of its category was pushed"
            )


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("step", range(1, 9))
def test_a_crash_at_every_step_loses_at_most_one_push_of_one_device(step: int, before: bool) -> None:
    world = World()
    world.say("agent")
    light(world, step, before)
    world.run_job(0, keep=False)
    while world.jobs:
        world.run_job(0, keep=False)
    assert len(set(world.pushes)) == len(world.pushes) >= len(DEVICES) - world.crashes
