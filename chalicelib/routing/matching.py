"""Assigns waiting customers to free agents. A match reads the first customers of a queue and its first free agents,
however many there are."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from chalicelib.routing.model import AgentState, QueueEntry
from chalicelib.routing.ports import RoutingJobs, RoutingStore
from chalicelib.routing.priority import may_take, queues_served, skills_for
from chalicelib.routing.rules import AssignmentRules

MAX_ASSIGNED_AT_ONCE = 100
"""Maximum assignments per job; the next job continues. Keeps a job well within a Lambda's time limit."""

MAX_COMPARED = 5
"""Customers, and agents, that a match compares: those behind the first are looked at only where these can't be
matched."""

Preference = Callable[[AgentState], Any]


class Matcher:
    """Matches a queue at `now`. Only agents for whom `is_here` is true are chosen, the first by `prefer`."""

    def __init__(
        self,
        store: RoutingStore,
        is_here: Callable[[str], bool],
        now: int,
        rules: AssignmentRules,
        prefer: Preference = attrgetter("idle_order"),
    ) -> None:
        self._store = store
        self._is_here = is_here
        self._now = now
        self._rules = rules
        self._prefer = prefer
        self._absent: set[str] = set()

    def next_match(self, queue: str) -> tuple[QueueEntry, AgentState] | None:
        """A customer and the agent for them: the first of the queue who can be served, unless one who comes before
        waits in another queue of that agent."""
        waiting = self._store.list_waiting(queue, MAX_COMPARED)
        free = self._free_agents(waiting) if waiting else []
        for entry in waiting:
            chosen = self._choose(entry, free)
            if chosen is not None:
                return self._first_for(entry, chosen), chosen
            free = self._without_reserved(entry, free)
        return None

    def _free_agents(self, waiting: list[QueueEntry]) -> list[AgentState]:
        skills = {skill for entry in waiting for skill in skills_for(entry, self._now, self._rules)}
        limit = MAX_COMPARED + len(self._absent)
        found = {each.agent: each for skill in sorted(skills) for each in self._store.on_duty(skill, limit)}
        free = (each for each in found.values() if each.is_free and each.agent not in self._absent)
        return sorted(free, key=self._prefer)

    def _choose(self, entry: QueueEntry, free: Iterable[AgentState]) -> AgentState | None:
        for agent_state in free:
            if agent_state.agent in self._absent or not may_take(agent_state, entry, self._now, self._rules):
                continue
            if self._is_here(agent_state.agent):
                return agent_state
            self._absent.add(agent_state.agent)
        return None

    def _first_for(self, entry: QueueEntry, agent_state: AgentState) -> QueueEntry:
        others = (
            other
            for queue in queues_served(agent_state.queues, self._rules)
            if queue != entry.queue
            for other in self._store.list_waiting(queue, MAX_COMPARED)
            if may_take(agent_state, other, self._now, self._rules)
        )
        return min((entry, *others), key=lambda each: each.sort_key)

    def _without_reserved(self, entry: QueueEntry, free: list[AgentState]) -> list[AgentState]:
        """The agents for those behind a customer who can't be served. Where only room is lacking, the agent with the
        most is kept free for them: else lighter conversations would always be given first."""
        skills = skills_for(entry, self._now, self._rules)
        for agent_state in free:
            if (
                agent_state.queues & skills
                and agent_state.capacity >= entry.weight > agent_state.capacity - agent_state.load
            ):
                return [each for each in free if each is not agent_state]
        return free


def assign_waiting(store: RoutingStore, jobs: RoutingJobs, queue: str, matcher: Matcher) -> int:
    """Assigns waiting conversations to free agents, in the order of the queue; returns how many.

    A lost race costs one iteration and never an entry: all transactions are conditional.
    """
    assigned = 0
    for _ in range(MAX_ASSIGNED_AT_ONCE):
        match = matcher.next_match(queue)
        if match is None:
            break
        if store.assign(*match):
            jobs.relay_moves(match[0].conversation)
            assigned += 1
    return assigned
