"""The smaller ports in memory."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from msgspec import Struct

from chalicelib.contracts.ports import Policyholder
from chalicelib.dialogue.drafts import DraftRecord
from chalicelib.dialogue.state import BotState
from chalicelib.presence.ports import Device, Viewing
from chalicelib.presence.store import CONNECTION_LIFETIME_S
from chalicelib.routing.jobs import CheckAgentPresence, MatchQueue, RoutingJob
from chalicelib.routing.model import AgentState, QueueEntry, Status


class FakeCourier:
    """Delivers into inboxes; who has none is gone."""

    def __init__(self) -> None:
        self.inboxes: dict[str, list[Struct]] = {}
        self.closed: list[str] = []

    def post(self, connections: Collection[str], frame: Struct) -> frozenset[str]:
        gone = set()
        for connection in sorted(connections):
            if connection in self.inboxes:
                self.inboxes[connection].append(frame)
            else:
                gone.add(connection)
        return frozenset(gone)

    def find_gone(self, connections: Collection[str]) -> frozenset[str]:
        return frozenset(connections) - self.inboxes.keys()

    def close(self, connections: Collection[str]) -> None:
        for connection in connections:
            self.closed.append(connection)
            self.inboxes.pop(connection, None)


class FakePresence:
    """Connections in a dictionary."""

    def __init__(self) -> None:
        self.devices: dict[tuple[str, str], Device] = {}
        self.ends: dict[tuple[str, int], Device] = {}
        self.open: dict[tuple[str, str], Viewing] = {}

    def put(self, device: Device) -> None:
        self.devices[device.person, device.connection] = device
        if device.token_expires_at < device.connected_at + CONNECTION_LIFETIME_S * 1000:
            self.ends[device.connection, device.token_expires_at] = device

    def record_activity(self, person: str, connection: str, now: int) -> None:
        if (person, connection) in self.devices:
            self.devices[person, connection] = replace(self.devices[person, connection], last_seen_at=now)

    def close(self, person: str, connection: str, until: int, now: int) -> None:
        self.ends.pop((connection, until), None)
        if (person, connection) in self.devices:
            self.devices[person, connection] = replace(
                self.devices[person, connection], last_seen_at=now, is_open=False
            )

    def remove(self, person: str, connection: str, until: int) -> None:
        self.devices.pop((person, connection), None)
        self.ends.pop((connection, until), None)

    def find_expired(self, now: int) -> list[Device]:
        return [
            replace(device, last_seen_at=device.connected_at)
            for device in self.ends.values()
            if device.token_expires_at <= now
        ]

    def remove_expiry(self, device: Device) -> None:
        self.ends.pop((device.connection, device.token_expires_at), None)

    def devices_of(self, person: str) -> list[Device]:
        return [device for (owner, _), device in sorted(self.devices.items()) if owner == person]

    def start_viewing(self, viewing: Viewing, now: int) -> bool:
        before = self.open.get((viewing.conversation, viewing.connection))
        self.open[viewing.conversation, viewing.connection] = viewing
        return before is None or before.expires_at <= now

    def end_viewing(self, conversation: str, connection: str) -> bool:
        return self.open.pop((conversation, connection), None) is not None

    def viewings(self, conversation: str, now: int) -> list[Viewing]:
        found = (viewing for (where, _), viewing in sorted(self.open.items()) if where == conversation)
        return [viewing for viewing in found if viewing.expires_at > now]


class FakeMemory:
    """The bot's memories."""

    def __init__(self) -> None:
        self.states: dict[str, BotState] = {}

    def load(self, conversation: str) -> BotState:
        return self.states.get(conversation, BotState())

    def save(self, conversation: str, state: BotState) -> bool:
        if self.load(conversation).version != state.version - 1:
            return False
        self.states[conversation] = state
        return True


class FakeDrafts:
    """Unfinished forms."""

    def __init__(self) -> None:
        self.records: dict[str, DraftRecord] = {}

    def load(self, customer: str) -> DraftRecord:
        return self.records.get(customer, DraftRecord())

    def save(self, customer: str, drafts: DraftRecord, until: int) -> bool:
        assert until > 10**9
        if self.load(customer).version != drafts.version - 1:
            return False
        self.records[customer] = drafts
        return True


@dataclass
class FakeContracts:
    """Policyholders."""

    holders: dict[str, Policyholder] = field(default_factory=dict)

    def get(self, customer: str) -> Policyholder | None:
        return self.holders.get(customer)

    def put(self, holder: Policyholder) -> None:
        self.holders[holder.id] = holder


@dataclass
class FakeJobs:
    """Jobs that wait; tests deliver them, twice if they like."""

    waiting: list[RoutingJob] = field(default_factory=list)

    def match_queue(self, queue: str) -> None:
        self.waiting.append(MatchQueue(queue))

    def check_presence(self, agent: str, delay_s: int) -> None:
        self.waiting.append(CheckAgentPresence(agent))


@dataclass
class FakeOnCall:
    """Text messages to who is on call: sent, unless `down`."""

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

    def reassign(self, entry: QueueEntry, giver: str, taker: AgentState) -> bool:
        if entry.conversation not in self.agent_states[giver].serving or not self._assign_if_free(
            entry, taker.agent, giver
        ):
            return False
        self._clear(entry.conversation, giver)
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

    def _assign_if_free(self, entry: QueueEntry, agent: str, giver: str) -> bool:
        agent_state = self.agent_states[agent]
        held = self.entries.get(entry.conversation)
        if (
            held is None
            or held[1] != giver
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
