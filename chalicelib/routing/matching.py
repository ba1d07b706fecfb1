"""Assigns waiting customers to free agents. A match reads the first customers of a queue and its first free agents,
however many there are."""

from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from chalicelib.routing.model import AgentState, QueueEntry
from chalicelib.routing.ports import RoutingJobs, RoutingStore
from chalicelib.routing.priority import may_take, needed_skill, queues_for, queues_served, waits_for_known
from chalicelib.routing.rules import AssignmentRules

MAX_ASSIGNED_AT_ONCE = 100
"""Maximum assignments per job; the next job continues. Keeps a job well within a Lambda's time limit."""

MAX_COMPARED = 5
"""Customers, and agents, that a match compares: those behind the first are looked at only where these can't be
matched."""

MAX_LOOKED_THROUGH = 50
"""… and no more than so many, where agents are free for none of the first."""

Preference = Callable[[AgentState], Any]


class Matcher:
    """Matches a queue at `now`. Only agents for whom `is_here` is true are chosen, the first by `prefer`. `closed` are
    the queues outside their hours."""

    def __init__(
        self,
        store: RoutingStore,
        is_here: Callable[[str], bool],
        now: int,
        rules: AssignmentRules,
        prefer: Preference = attrgetter("idle_order"),
        closed: Container[str] = (),
    ) -> None:
        self._store = store
        self._is_here = is_here
        self._now = now
        self._rules = rules
        self._prefer = prefer
        self._closed = closed
        self._absent: set[str] = set()
        self._lacking: set[str] = set()
        self._are_all_seen = True

    def next_match(self, queue: str) -> tuple[QueueEntry, AgentState] | None:
        """A customer and the agent for them: the first of the queue who can be served, unless one who comes before
        waits in another queue of that agent."""
        for most in (MAX_COMPARED, MAX_LOOKED_THROUGH):
            waiting = self._store.list_waiting(queue, most)
            free = self._free_agents(waiting, most) if waiting else []
            for entry in waiting:
                chosen = self._choose(entry, free)
                if chosen is not None:
                    return self._first_for(entry, chosen), chosen
                free = self._without_reserved(entry, free)
            if not free or (len(waiting) < most and self._are_all_seen):
                break
        return None

    def _free_agents(self, waiting: list[QueueEntry], most: int) -> list[AgentState]:
        limit = most + len(self._absent)
        needed = {needed_skill(entry, self._now, self._rules) for entry in waiting} - {"", *self._lacking}
        on_duty = {skill: self._store.on_duty(skill, limit) for skill in sorted(needed)}
        self._lacking |= {skill for skill, states in on_duty.items() if not any(map(self._is_serving, states))}
        queues = {queue for entry in waiting for queue in self._queues_of(entry)}
        on_duty |= {queue: self._store.on_duty(queue, limit) for queue in sorted(queues)}
        self._are_all_seen = all(len(each) < limit for each in on_duty.values())
        found = {each.agent: each for some in on_duty.values() for each in some} | self._known_agents(waiting)
        free = (each for each in found.values() if each.is_free and each.agent not in self._absent)
        return sorted(free, key=self._prefer)

    def _known_agents(self, waiting: list[QueueEntry]) -> dict[str, AgentState]:
        """The agents whom the customers wait for; those who aren't here or available are absent."""
        names = {entry.known_agent for entry in waiting if waits_for_known(entry, self._now)} - self._absent
        known = {name: each for name in sorted(names) if (each := self._store.agent(name)) is not None}
        here = {name: each for name, each in known.items() if self._is_serving(each)}
        self._absent |= names - here.keys()
        return here

    def _is_serving(self, agent_state: AgentState) -> bool:
        return agent_state.is_available and self._is_here(agent_state.agent)

    def _queues_of(self, entry: QueueEntry) -> frozenset[str]:
        """The queues whose agents are looked at for a customer: none where those with a skill are."""
        if needed_skill(entry, self._now, self._rules) not in {"", *self._lacking}:
            return frozenset()
        return queues_for(entry, self._now, self._rules, self._closed)

    def _choose(self, entry: QueueEntry, free: Iterable[AgentState]) -> AgentState | None:
        for agent_state in free:
            if agent_state.agent in self._absent or not self._may_take(agent_state, entry):
                continue
            if self._is_here(agent_state.agent):
                return agent_state
            self._absent.add(agent_state.agent)
        return None

    def _may_take(self, agent_state: AgentState, entry: QueueEntry) -> bool:
        if entry.known_agent in self._absent:
            entry = replace(entry, known_agent="")
        if entry.skill in self._lacking:
            entry = replace(entry, skill="")
        return may_take(agent_state, entry, self._now, self._rules, self._closed)

    def _first_for(self, entry: QueueEntry, agent_state: AgentState) -> QueueEntry:
        others = (
            other
            for queue in queues_served(agent_state.queues, self._rules)
            if queue != entry.queue
            for other in self._store.list_waiting(queue, MAX_COMPARED)
            if self._may_take(agent_state, other)
        )
        return min((entry, *others), key=lambda each: each.sort_key)

    def _without_reserved(self, entry: QueueEntry, free: list[AgentState]) -> list[AgentState]:
        """The agents for those behind a customer who can't be served. Where only room is lacking, the agent with the
        most is kept free for them: else lighter conversations would always be given first."""
        for agent_state in free:
            emptied = replace(agent_state, serving={}, weight=0)
            if not self._may_take(agent_state, entry) and self._may_take(emptied, entry):
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
