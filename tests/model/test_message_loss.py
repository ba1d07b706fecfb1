"""No message is lost, doubled or reordered under any sequence of events.

Customers and agents with several devices, dead connections, repeats, jobs delivered twice and out of order, and a
Lambda that may die before or after any call to the outside. At the end the connections are restored, outboxes empty,
and every device must hold exactly the log.
"""

import random
from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chalicelib.conversations.states import LIVE
from tests.model.steps import DESKS, PHONES, WORDS, Steps, new_world

PHONE, DESK = st.sampled_from(PHONES), st.sampled_from(DESKS)
ANY = st.sampled_from((*PHONES, *DESKS))


class Centre(RuleBasedStateMachine):
    """Hypothesis searches the shortest sequence of steps that loses a message."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = Steps(new_world())

    @initialize(served=st.booleans())
    def begin(self, served: bool) -> None:
        """An ordinary day: everyone there, a conversation with the bot, or with an agent already."""
        for name in self.steps.world.devices:
            self.steps.connect(name)
        self.steps.open(PHONES[0])
        self.steps.availability(DESKS[0], "available")
        if served:
            self.steps.write(PHONES[0], "agent_request")
            self.steps.flush(PHONES[0])
            self.steps.world.run_all_jobs()

    @rule(name=ANY)
    def connect(self, name: str) -> None:
        self.steps.connect(name)

    @rule(name=ANY, noticed=st.booleans())
    def cut(self, name: str, noticed: bool) -> None:
        self.steps.cut(name, noticed)

    @rule(left=st.integers(1, 12), before=st.booleans())
    def fuse(self, left: int, before: bool) -> None:
        self.steps.fuse(left, before)

    @rule(name=PHONE)
    def open(self, name: str) -> None:
        self.steps.open(name)

    @rule(name=ANY, words=st.sampled_from(WORDS))
    def write(self, name: str, words: str) -> None:
        self.steps.write(name, words)

    @rule(name=ANY)
    def flush(self, name: str) -> None:
        self.steps.flush(name)

    @rule(name=ANY)
    def read(self, name: str) -> None:
        self.steps.read(name)

    @rule(name=ANY)
    def mark(self, name: str) -> None:
        self.steps.mark(name)

    @rule(name=DESK, status=st.sampled_from(("available", "available", "paused", "offline")))
    def availability(self, name: str, status: str) -> None:
        self.steps.availability(name, status)

    @rule(name=DESK, to=st.sampled_from(("general", "contract", "agent-a", "agent-b")))
    def transfer(self, name: str, to: str) -> None:
        self.steps.transfer(name, to)

    @rule(name=DESK)
    def resolve(self, name: str) -> None:
        self.steps.resolve(name)

    @rule(name=PHONE, reopen=st.booleans())
    def finish(self, name: str, reopen: bool) -> None:
        self.steps.finish(name, reopen)

    @rule(name=PHONE)
    def leave(self, name: str) -> None:
        self.steps.leave(name)

    @precondition(lambda self: self.steps.world.jobs.waiting or self.steps.world.event_jobs.sent)
    @rule(position=st.integers(0, 5), again=st.booleans())
    def job(self, position: int, again: bool) -> None:
        self.steps.job(position, again)

    @rule()
    def minute(self) -> None:
        self.steps.minute()

    @invariant()
    def capacity_holds(self) -> None:
        for agent_state in self.steps.world.routing.agent_states.values():
            assert agent_state.load <= agent_state.capacity

    def teardown(self) -> None:
        self.steps.settle()
        self.steps.check()


def play(steps: Steps) -> None:
    """A day in a dozen moves: bot, agent, colleague, end, and again."""

    def says(name: str, words: str) -> None:
        steps.write(name, words)
        for _ in range(3):  # a client without an answer sends the same again
            steps.flush(name)

    def jobs() -> None:
        while steps.world.jobs.waiting or steps.world.event_jobs.sent:
            steps.job(0, again=True)

    for name in steps.world.devices:
        steps.connect(name)
    steps.availability(DESKS[0], "available")
    steps.open(PHONES[0])
    steps.open(PHONES[1])
    says(PHONES[0], "policy_summary")
    says(PHONES[1], "accident_report")
    says(PHONES[0], "agent_request")
    steps.leave(PHONES[0])
    says(PHONES[0], "agent_request")
    says(PHONES[0], "취소할게요")
    says(PHONES[0], "agent_request")
    jobs()
    says(DESKS[0], "네, 상담원입니다")
    says(PHONES[0], "네")
    says(DESKS[1], "다른 창에서도 씁니다")
    steps.availability(DESKS[2], "available")
    jobs()
    steps.transfer(DESKS[0], "agent-b")
    says(DESKS[2], "이어서 도와드리겠습니다")
    steps.transfer(DESKS[2], "contract")
    jobs()
    steps.minute()
    for agent_state in DESKS:
        says(agent_state, "확인했습니다")
        steps.resolve(agent_state)
    steps.finish(PHONES[0], reopen=True)
    says(PHONES[0], "policy_summary")


def test_a_crash_at_any_call_of_a_whole_day_loses_nothing() -> None:
    """Every call to the outside in turn is the Lambda's last, after it took effect; an invocation's first one also
    before. Before another one is the moment after the one that precedes it: between them there is only memory."""
    calm = Steps(new_world())
    play(calm)
    calls = calm.world.fuse.calls
    assert {conversation.state for conversation in calm.world.store.conversations.values()} & LIVE
    assert calls > 200
    firsts = {1, *(last + 1 for last in calm.world.fuse.lasts)}
    for call in range(1, calls + 1):
        for before in (True, False) if call in firsts else (False,):
            steps = Steps(new_world())
            steps.world.scene = True
            steps.fuse(call, before)
            play(steps)
            steps.world.scene = False
            steps.settle()
            try:
                steps.check()
            except AssertionError as error:
                raise AssertionError(f"crash {'before' if before else 'after'} call {call}: {error}") from error


TestNothingIsLost = Centre.TestCase
TestNothingIsLost.settings = settings(max_examples=300, stateful_step_count=70, deadline=None)


def chances(steps: Steps, chance: random.Random) -> list[tuple[int, Callable[[], object]]]:
    """What can happen next, with its weight."""
    name, phone, agent_state = chance.choice((*PHONES, *DESKS)), chance.choice(PHONES), chance.choice(DESKS)

    def talk() -> None:
        steps.flush(name)
        steps.read(name)

    return [
        (8, lambda: steps.connect(name)),
        (3, lambda: steps.cut(name, chance.random() < 0.5)),
        (4, lambda: steps.open(phone)),
        (30, lambda: steps.write(name, chance.choice(WORDS))),
        (55, talk),
        (8, lambda: steps.mark(name)),
        (6, lambda: steps.availability(agent_state, "available")),
        (2, lambda: steps.transfer(agent_state, chance.choice(("general", "agent-a", "agent-b")))),
        (1, lambda: steps.resolve(agent_state)),
        (1, lambda: steps.finish(phone, reopen=True)),
        (20, lambda: steps.job(chance.randint(0, 5), again=chance.random() < 0.3)),
        (3, steps.minute),
    ]


@pytest.mark.long
def test_ten_thousand_messages_arrive_once_and_in_order() -> None:
    """One long life of the centre with a fault every few steps. Prints what it did. Bounded in steps."""
    chance = random.Random(20261122)
    steps = Steps(new_world())
    for step in range(400_000):
        if step % 1_000 == 0 and acknowledged(steps) >= 10_000:
            break
        if chance.random() < 0.25:
            steps.fuse(chance.randint(1, 12), before=chance.random() < 0.5)
        weights, moves = zip(*chances(steps, chance), strict=True)
        chance.choices(moves, weights)[0]()
    steps.settle()
    steps.check()
    conversations = steps.world.store.conversations.values()
    print(
        f"{acknowledged(steps)} messages acknowledged, {sum(h.seq for h in conversations)} in {len(conversations)} logs"
    )
    assert acknowledged(steps) >= 10_000


def acknowledged(steps: Steps) -> int:
    return sum(len(device.acked) for device in steps.world.devices.values())
