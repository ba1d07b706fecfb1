"""Routing in memory: `RoutingStore`, its jobs, and pages for the person on call."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chalicelib.routing.jobs import CheckAgentPresence, MatchQueue, RoutingJob
from chalicelib.routing.model import AgentState, QueueEntry, Status


@dataclass
class FakeRoutingJobs:
    """Jobs that wait; tests deliver them, twice if they like."""

    waiting: list[RoutingJob] = field(default_factory=list)

    def match_queue(self, queue: str) -> None:
        self.waiting.append(MatchQueue(queue))

    def check_presence(self, agent: str, delay_s: int) -> None:
        self.waiting.append(CheckAgentPresence(agent))


@dataclass
class FakeOnCall:
    """Text messages to the person on call: sent, unless `down`."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    down: bool = False

    def page(self, numbers: Sequence[str], words: str) -> bool:
        if not self.down:
            self.sent += [(number, words) for number in numbers]
        return not self.down


class FakeRouting:
    """`RoutingStore` in memory."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[QueueEntry, str]] = {}
        self.agent_states: dict[str, AgentState] = {}
        self.open_handoffs: dict[str, tuple[QueueEntry, str]] = {}
        self.paging: dict[str, int | None] = {}
        self.claims: dict[str, int] = {}

    def enqueue(self, entry: QueueEntry) -> None:
        self.entries.setdefault(entry.conversation, (entry, ""))

    def prioritise(self, entry: QueueEntry) -> bool:
        held = self.entries.get(entry.conversation)
        if held is None or held[1] or held[0] == entry:
            return False
        self.entries[entry.conversation] = (entry, "")
        self.paging.pop(entry.conversation, None)
        return True

    def list_waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        waiting = [entry for entry, agent in self.entries.values() if not agent and entry.queue == queue]
        return sorted(waiting, key=lambda entry: entry.sort_key)[:limit]

    def find_entry(self, conversation: str) -> tuple[QueueEntry, str] | None:
        return self.entries.get(conversation)

    def active_agents(self) -> list[AgentState]:
        return [agent_state for agent_state in self.agent_states.values() if agent_state.status is not Status.OFFLINE]

    def agent(self, agent: str) -> AgentState | None:
        return self.agent_states.get(agent)

    def set_agent(self, agent: str, name: str, queues: frozenset[str], capacity: int, status: Status, now: int) -> None:
        old = self.agent_states.get(agent)
        serving, free_since = (old.serving, old.free_since) if old else ({}, now)
        self.agent_states[agent] = AgentState(agent, name, status, queues, capacity, serving, free_since)

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        return (entry, "") == self.entries.get(entry.conversation) and self._assign_if_free(
            entry, agent_state.agent, ""
        )

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState) -> bool:
        if entry.conversation not in self.agent_states[from_agent].serving or not self._assign_if_free(
            entry, to_agent.agent, from_agent
        ):
            return False
        self._clear(entry.conversation, from_agent)
        return True

    def requeue(self, entry: QueueEntry, agent: str, queue: str, now: int) -> bool:
        if self.entries.get(entry.conversation, (entry, None))[1] != agent:
            return False
        self._clear(entry.conversation, agent, now)
        self.paging.pop(entry.conversation, None)
        self.entries[entry.conversation] = (replace(entry, queue=queue), "")
        self.open_handoffs[entry.conversation] = (replace(entry, queue=queue), "")
        return True

    def unassign(self, conversation: str, agent: str, now: int) -> bool:
        if self.entries.get(conversation, (None, None))[1] != agent:
            return False
        self._clear(conversation, agent, now)
        del self.entries[conversation]
        self.open_handoffs.pop(conversation, None)
        return True

    def remove(self, conversation: str) -> None:
        if conversation in self.entries and not self.entries[conversation][1]:
            del self.entries[conversation]

    def leave(self, entry: QueueEntry) -> bool:
        if self.entries.get(entry.conversation) != (entry, ""):
            return False
        del self.entries[entry.conversation]
        self.paging.pop(entry.conversation, None)
        self.open_handoffs[entry.conversation] = (entry, "")
        return True

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        began = self.paging.get(conversation, 0)
        waits = self.entries.get(conversation, (None, "nowhere"))[1] == ""
        if not waits or began is None or (began and began > now - again_after_ms):
            return False
        self.paging[conversation] = now
        return True

    def mark_paged(self, conversation: str) -> None:
        if conversation in self.entries:
            self.paging[conversation] = None

    def pending_handoffs(self) -> list[tuple[QueueEntry, str]]:
        return [self.open_handoffs[conversation] for conversation in sorted(self.open_handoffs)]

    def claim_handoff(self, conversation: str, agent: str, now: int, until: int) -> bool:
        if self.open_handoffs.get(conversation, (None, ""))[1] != agent or self.claims.get(conversation, 0) > now:
            return False
        self.claims[conversation] = until
        return True

    def complete_handoff(self, conversation: str, agent: str) -> None:
        if conversation in self.open_handoffs and self.open_handoffs[conversation][1] == agent:
            del self.open_handoffs[conversation]

    def _assign_if_free(self, entry: QueueEntry, agent: str, from_agent: str) -> bool:
        agent_state = self.agent_states[agent]
        held = self.entries.get(entry.conversation)
        if (
            held is None
            or held[1] != from_agent
            or agent_state.status is not Status.AVAILABLE
            or agent_state.load >= agent_state.capacity
        ):
            return False
        self.agent_states[agent] = replace(
            agent_state, serving={**agent_state.serving, entry.conversation: entry.customer}
        )
        self.entries[entry.conversation] = (held[0], agent)
        self.open_handoffs[entry.conversation] = (entry, agent)
        self.claims.pop(entry.conversation, None)
        return True

    def _clear(self, conversation: str, agent: str, now: int | None = None) -> None:
        agent_state = self.agent_states[agent]
        serving = {c: customer for c, customer in agent_state.serving.items() if c != conversation}
        self.agent_states[agent] = replace(
            agent_state, serving=serving, free_since=agent_state.free_since if now is None else now
        )
