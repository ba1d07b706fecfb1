"""Many matchers at once, each of which may end at any call: nobody is doubled, over capacity or forgotten."""

import random
from collections.abc import Callable
from functools import partial

from chalicelib.routing.matching import Matcher, assign_waiting
from chalicelib.routing.model import QueueEntry, Status
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.service import enqueue, remove_entry, set_silent, transfer_to_queue
from tests.fakes.backoff import NO_WAIT
from tests.fakes.events import FakeOutbox
from tests.fakes.routing import FakeRouting, FakeRoutingJobs
from tests.model.interleaving import Interleaved

NOW = 1_800_000_000_000
QUEUES = ("general", "accident", "contract")
MATCHERS, AGENTS, WAITING = 200, 50, 500
RULES = routing_rules()


class Floor:
    """Agents of one or two queues, and customers who wait."""

    def __init__(self, seed: int) -> None:
        self.chance, self.now = random.Random(seed), NOW
        self.outbox = FakeOutbox()
        self.store = FakeRouting(self.outbox)
        self.workers = Interleaved(seed, crash_share=0.06)
        self.fused = self.workers.wrap(self.store)
        self.jobs = self.workers.wrap(FakeRoutingJobs())
        for number in range(AGENTS):
            skills = frozenset(self.chance.sample(QUEUES, self.chance.choice((1, 2))))
            capacity = self.chance.choice((1, 2, 3))
            self.store.set_agent(f"a{number}", "김하늘", skills, capacity, Status.AVAILABLE, NOW)
        for number in range(WAITING):
            queue, emergency = self.chance.choice(QUEUES), self.chance.random() < 0.1
            enqueue(
                self.store,
                FakeRoutingJobs(),
                QueueEntry(f"c{number}", f"p{number}", queue, NOW, emergency),
                NOW,
                RULES,
                NO_WAIT,
            )
        self.ended: set[str] = set()

    def match(self) -> None:
        queue = self.chance.choice(QUEUES)
        assign_waiting(self.fused, self.jobs, queue, Matcher(self.fused, lambda _: True, self.now, RULES.assignment))

    def end(self, conversation: str) -> None:
        self.ended.add(conversation)
        remove_entry(self.fused, self.jobs, conversation, lambda: True, self.now, RULES, NO_WAIT)

    def lose(self, conversation: str, agent: str) -> None:
        transfer_to_queue(self.fused, self.jobs, conversation, agent, "", self.now, "agent_lost", RULES, NO_WAIT)

    def decline(self, conversation: str, agent: str) -> None:
        transfer_to_queue(self.fused, self.jobs, conversation, agent, "", self.now, "declined", RULES, NO_WAIT)

    def rest(self, conversation: str) -> None:
        """The customer is silent: what the conversation takes is free. They don't write again."""
        set_silent(self.fused, self.jobs, conversation, RULES, NO_WAIT, silent=True)

    def served(self) -> dict[str, str]:
        return {name: agent for name, (_, agent) in self.store.entries.items() if agent}

    def check(self) -> None:
        """Entries, agents and queues agree; each conversation is in one place, or has ended."""
        served = self.served()
        on_desks = [(name, agent.agent) for agent in self.store.agent_states.values() for name in agent.serving]
        assert sorted(on_desks) == sorted(served.items()), "doubled, or lost from a desk"
        taken = dict.fromkeys(self.store.agent_states, 0)
        for entry, agent in self.store.entries.values():
            if agent:
                taken[agent] += entry.weight
        assert taken == {name: state.load for name, state in self.store.agent_states.items()}
        assert all(agent.load <= agent.capacity for agent in self.store.agent_states.values())
        assert all(
            agent not in {name for name, until in entry.excluded if until > self.now}
            for entry, agent in self.store.entries.values()
        ), "given to an agent who is passed over"
        waiting = [entry.conversation for queue in QUEUES for entry in self.store.list_waiting(queue, WAITING)]
        assert sorted([*waiting, *served, *(self.ended - served.keys())]) == sorted(
            f"c{number}" for number in range(WAITING)
        )

    def check_nobody_waits_for_a_free_agent(self) -> None:
        for queue in QUEUES:
            matcher = Matcher(self.store, lambda _: True, self.now, RULES.assignment)
            assert matcher.next_match(queue) is None


def test_two_hundred_matchers_that_crash_double_and_forget_nobody() -> None:
    floor = Floor(1)
    floor.workers.run([floor.match] * MATCHERS, again=floor.match)
    floor.check()
    assert floor.workers.crashes > MATCHERS / 4
    rounds = 0
    while len(floor.ended) < WAITING:
        rounds += 1
        floor.now += 600_000
        served = floor.served()
        changes: list[Callable[[], object]] = []
        for name, agent in served.items():
            change = floor.chance.choices(("end", "lose", "decline", "rest"), (7, 1, 1, 1))[0]
            whom = (name, agent) if change in ("lose", "decline") else (name,)
            changes.append(partial(getattr(floor, change), *whom))
        floor.workers.run([*changes, *[floor.match] * 20], again=floor.match)
        floor.check()
        assert rounds < 100, "somebody is forgotten"
    floor.workers.run([floor.match] * len(QUEUES), again=floor.match)


def test_after_the_matchers_nobody_waits_for_a_free_agent() -> None:
    floor = Floor(3)
    floor.workers.run([floor.match] * MATCHERS, again=floor.match)
    floor.check()
    for _ in range(3):  # the round of the minute
        floor.workers.run([floor.match] * 12, again=floor.match)
    floor.check_nobody_waits_for_a_free_agent()
