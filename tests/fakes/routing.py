"""Routing in memory: `RoutingStore`, its jobs, and pages for the person on call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from chalicelib.routing.events import (
    ConversationAssigned,
    ConversationGivenBack,
    ConversationQueued,
    QueueLeft,
    RoutingEvent,
    routing_subject,
)
from chalicelib.routing.jobs import CheckAgentPresence, MatchQueue, RoutingJob
from chalicelib.routing.model import AgentState, QueueEntry, Status
from tests.fakes.events import FakeOutbox


@dataclass
class FakeRoutingJobs:
    """Jobs that wait; tests deliver them, twice if they like."""

    relay: Callable[[str], None] = lambda _: None
    waiting: list[RoutingJob] = field(default_factory=list)

    def relay_moves(self, conversation: str) -> None:
        self.relay(routing_subject(conversation))

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

    def __init__(self, outbox: FakeOutbox) -> None:
        self._outbox = outbox
        self.entries: dict[str, tuple[QueueEntry, str]] = {}
        self.agent_states: dict[str, AgentState] = {}
        self.paging: dict[str, int | None] = {}

    def enqueue(self, entry: QueueEntry) -> bool:
        if entry.conversation not in self.entries:
            self.entries[entry.conversation] = (entry, "")
            self._publish(ConversationQueued(entry.conversation, entry.number, entry.queue))
        return True

    def prioritise(self, entry: QueueEntry) -> bool:
        held = self.entries.get(entry.conversation)
        if held is None or held[1] or held[0] == entry:
            return False
        after = entry.moved(moves=held[0].moves + 1)
        self.entries[entry.conversation] = (after, "")
        self.paging.pop(entry.conversation, None)
        from_queue = held[0].queue if held[0].queue != after.queue else ""
        self._publish(ConversationQueued(after.conversation, after.number, after.queue, from_queue))
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
        return self._is_at(entry, "") and self._assign_if_free(entry, agent_state.agent, "")

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState) -> bool:
        if entry.conversation not in self.agent_states[from_agent].serving or not self._assign_if_free(
            entry, to_agent.agent, from_agent
        ):
            return False
        self._clear(entry.conversation, from_agent)
        return True

    def requeue(self, entry: QueueEntry, agent: str, queue: str, now: int, reason: str) -> bool:
        if not self._is_at(entry, agent):
            return False
        self._clear(entry.conversation, agent, now)
        self.paging.pop(entry.conversation, None)
        again = entry.moved(queue=queue)
        self.entries[entry.conversation] = (again, "")
        self._publish(ConversationGivenBack(again.conversation, again.number, again.queue, agent, reason))
        return True

    def unassign(self, entry: QueueEntry, agent: str, now: int) -> bool:
        if not self._is_at(entry, agent):
            return False
        self._clear(entry.conversation, agent, now)
        del self.entries[entry.conversation]
        return True

    def leave(self, entry: QueueEntry) -> bool:
        if not self._is_at(entry, ""):
            return False
        del self.entries[entry.conversation]
        self.paging.pop(entry.conversation, None)
        self._publish(QueueLeft(entry.conversation, entry.moved().number, entry.queue))
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

    def _assign_if_free(self, entry: QueueEntry, agent: str, from_agent: str) -> bool:
        agent_state = self.agent_states[agent]
        held = self.entries.get(entry.conversation)
        if (
            held is None
            or not self._is_at(entry, from_agent)
            or agent_state.status is not Status.AVAILABLE
            or agent_state.load >= agent_state.capacity
        ):
            return False
        self.agent_states[agent] = replace(
            agent_state, serving={**agent_state.serving, entry.conversation: entry.customer}
        )
        after = held[0].moved()
        self.entries[entry.conversation] = (after, agent)
        self._publish(ConversationAssigned(after.conversation, after.number, after.queue, agent, from_agent))
        return True

    def _is_at(self, entry: QueueEntry, agent: str) -> bool:
        """Whether the entry has this agent and has not been moved since it was read."""
        held = self.entries.get(entry.conversation)
        return held is not None and (held[0].number, held[0].moves, held[1]) == (entry.number, entry.moves, agent)

    def _publish(self, event: RoutingEvent) -> None:
        self._outbox.add(routing_subject(event.conversation), event.number, event)

    def _clear(self, conversation: str, agent: str, now: int | None = None) -> None:
        agent_state = self.agent_states[agent]
        serving = {c: customer for c, customer in agent_state.serving.items() if c != conversation}
        self.agent_states[agent] = replace(
            agent_state, serving=serving, free_since=agent_state.free_since if now is None else now
        )
